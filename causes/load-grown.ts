import { defineCause } from './cause.ts';
import type { Hypothesis } from './cause.ts';
import { querySeries } from './checks.ts';
import type { Break } from './symptom/breaks.ts';
import { meanBefore, rowsOfObject, rowsWithin } from './symptom/of-object.ts';
import type { Row } from './symptom/rows.ts';
import { msOf, numberOf, textOf } from './symptom/rows.ts';

/** What of a user's queries weighs on the measure. */
const columnOf: Readonly<Record<string, string>> = {
  spill: 'spilled_gb',
  latency: 'execution_hours',
  'mean time': 'execution_hours',
  queue: 'execution_hours',
  cost: 'execution_hours',
};
/** A user with less than this part of the growth did not cause it. */
const leastShare = 0.5;

/** One user or application that sends a warehouse much more work than it does as a rule. */
export const loadGrown = defineCause({
  kind: 'load-grown',
  noun: 'more load by one user',
  explains: ['latency', 'mean time', 'queue', 'spill', 'cost'],
  on: ['warehouse'],
  isRoot: true,
  checks: (_, nowMs) => [querySeries(nowMs)],
  find: (symptom, look, nowMs) => {
    const own = rowsOfObject(look(querySeries(nowMs)), symptom.object, 'warehouse_id');
    const now = rowsWithin(own, symptom, 'query_date');
    const users = [...new Set(now.flatMap((row) => textOf(row, 'executed_by') ?? []))];
    const grown = users.map((user) => growthOf(user, own, symptom));
    const total = grown.reduce((sum, { more }) => sum + Math.max(0, more), 0);
    return grown
      .filter(({ more, queries }) => total > 0 && more / total >= leastShare && queries > 1.5)
      .flatMap(({ user, more }) => hypothesis(user, more / total, now, symptom) ?? []);
  },
  actions: {
    now: 'Ask {object} to stop or to move the queries to another warehouse.',
    thisWeek: 'Give work of this size a warehouse of its own.',
    thisMonth: 'Set limits for statements by user, and alert on bursts.',
  },
});

/** The growth by day of a user's work in the measure's column, and the factor in the number of queries. */
function growthOf(
  user: string,
  own: readonly Row[],
  symptom: Break,
): { readonly user: string; readonly more: number; readonly queries: number } {
  const rows = own.filter((row) => textOf(row, 'executed_by') === user);
  const column = columnOf[symptom.measure.id] ?? 'execution_hours';
  const now = rowsWithin(rows, symptom, 'query_date');
  const days = symptom.toDay - symptom.fromDay + 1;
  const mean = (name: string): number =>
    now.reduce((sum, row) => sum + (numberOf(row, name) ?? 0), 0) / days;
  const before = (name: string): number => meanBefore(rows, symptom, 'query_date', name) ?? 0;
  const usual = before('queries');
  return {
    user,
    more: mean(column) - before(column),
    queries: usual === 0 ? Infinity : mean('queries') / usual,
  };
}

function hypothesis(
  user: string,
  share: number,
  now: readonly Row[],
  symptom: Break,
): Hypothesis | null {
  const day = now
    .filter((row) => textOf(row, 'executed_by') === user)
    .toSorted((a, b) => (numberOf(b, 'queries') ?? 0) - (numberOf(a, 'queries') ?? 0))[0];
  if (day === undefined) return null;
  return {
    objects: [{ kind: 'user', id: user, name: user, workspaceId: null }, symptom.object],
    atMs: msOf(day, 'first_at'),
    edge: 'the same warehouse',
    fits: symptom.sign > 0,
    share,
    say: ({ cell }) =>
      `${cell(day, 'executed_by')} sent ${cell(day, 'queries')} queries to ${cell(day, 'warehouse_name')} on ${cell(day, 'query_date')}, which took ${cell(day, 'execution_hours')} and read ${cell(day, 'read_gb')}`,
  };
}
