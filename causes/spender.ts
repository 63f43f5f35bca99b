import { dayMs } from '../language/time/span.ts';
import { defineCause } from './cause.ts';
import type { Hypothesis } from './cause.ts';
import { costSeries } from './checks.ts';
import { breaksOf, seriesOf } from './symptom/breaks.ts';
import type { Break, Series } from './symptom/breaks.ts';
import { daysOfSeries } from './symptom/find-symptom.ts';
import { measureOf } from './symptom/measures/index.ts';
import { largest, rowsWithin } from './symptom/of-object.ts';
import type { Row } from './symptom/rows.ts';
import { textOf } from './symptom/rows.ts';

/** A team costs what its objects cost: the one whose own spend changed is explained next. */
export const spender = defineCause({
  kind: 'spender',
  noun: 'other spend of one object',
  explains: ['team spend', 'untagged spend'],
  on: null,
  isRoot: false,
  checks: (_, nowMs) => [costSeries(nowMs)],
  find: (symptom, look, nowMs) => {
    const { fromDay, toDay } = daysOfSeries(nowMs);
    const measure = measureOf('cost');
    return (
      seriesOf(measure, look(costSeries(nowMs)), fromDay, toDay)
        .filter((series) => isOf(series, symptom))
        .flatMap((series) => breaksOf(series, measure, fromDay, toDay))
        .filter((one) => one.sign === symptom.sign && isDuring(one, symptom))
        // What began without a tag has lost none, and its own reading tells that it is new.
        .filter(({ isNew }) => !isNew || symptom.measure.id === 'team spend')
        .flatMap((one) => hypothesis(symptom, one) ?? [])
    );
  },
  actions: {
    now: 'Ask the owner of {object} whether the change was meant.',
    thisWeek: 'Set a budget alert on {object}.',
    thisMonth: 'Give each team a report of what its own objects cost.',
  },
});

/** Whether an object is the symptom's own, or one with the tag of its team before or on its days. */
function isOf({ object, rows }: Series, symptom: Break): boolean {
  if (symptom.measure.id !== 'team spend') {
    return object.id === symptom.object.id && object.workspaceId === symptom.object.workspaceId;
  }
  const near = rowsWithin(
    [...rows.values()].flat(),
    { fromDay: symptom.fromDay - 7, toDay: symptom.toDay },
    'usage_date',
  );
  return near.some((row) => textOf(row, 'team') === symptom.object.id);
}

const isDuring = (one: Break, { fromDay, toDay }: Break): boolean =>
  one.fromDay <= toDay && one.toDay >= fromDay;

function hypothesis(symptom: Break, broken: Break): Hypothesis | null {
  const row = largest(broken.rows, 'list_cost_usd') ?? null;
  if (row === null) return null;
  const during = [...broken.excess].filter(
    ([day]) => day >= symptom.fromDay && day <= symptom.toDay,
  );
  const changed = Math.abs(during.reduce((sum, [, size]) => sum + size, 0));
  const seen = Math.abs(symptom.observed - symptom.usual);
  const isTeam = symptom.measure.id === 'team spend';
  return {
    objects: [broken.object],
    // Its days are those of the whole, though it may have begun a little earlier or later.
    atMs: Math.min(broken.fromDay * dayMs, symptom.causeByMs - 1),
    mayWait: true,
    edge: isTeam ? 'the tag of the team' : 'the same object',
    fits: true,
    share: Math.min(1, changed / Math.max(seen, 1e-9)),
    say: ({ cell }) => sentence(row, isTeam, cell),
    because: broken,
  };
}

const sentence = (row: Row, isTeam: boolean, cell: (row: Row, column: string) => string): string =>
  `${cell(row, 'object_name')}${isTeam ? `, which has the tag ${cell(row, 'team')},` : ''} cost ${cell(row, 'list_cost_usd')} on ${cell(row, 'usage_date')}`;
