import { dayMs } from '../language/time/span.ts';
import { defineCause } from './cause.ts';
import type { Hypothesis } from './cause.ts';
import { costSeries, jobChanges, settingChanges } from './checks.ts';
import { breaksOf, seriesOf } from './symptom/breaks.ts';
import type { Break } from './symptom/breaks.ts';
import { daysOfSeries } from './symptom/find-symptom.ts';
import { measureOf } from './symptom/measures/index.ts';
import { rowsOfObject, rowsWithin } from './symptom/of-object.ts';
import type { Row } from './symptom/rows.ts';
import { msOf, numberOf, textOf } from './symptom/rows.ts';

/** A tag is lost when at least this part of each day's usage has none; some usage without one is usual. */
const nearlyAll = 0.9;

/** An object whose usage has lost its team tag: money moves between teams, and no total changes. */
export const tagLost = defineCause({
  kind: 'tag-lost',
  noun: 'a lost tag',
  explains: ['untagged spend', 'team spend'],
  on: null,
  isRoot: true,
  checks: (symptom, nowMs) => [
    costSeries(nowMs),
    settingChanges(symptom, nowMs),
    jobChanges(symptom, nowMs),
  ],
  find: (symptom, look, nowMs) => {
    const rows = look(costSeries(nowMs));
    const edits = look(settingChanges(symptom, nowMs));
    return untaggedIn(rows, nowMs)
      .filter((one) => Math.abs(one.fromDay - symptom.fromDay) <= 1)
      .flatMap((lost) => {
        const own = rowsOfObject(rows, lost.object, 'object_id');
        return hypothesis(symptom, lost, own, edits) ?? [];
      });
  },
  actions: {
    now: 'Put the team tag back on {object}.',
    thisWeek: 'Move the spend since then to its team by hand in the reports.',
    thisMonth: 'Demand the team tag by a policy for jobs and compute.',
  },
});

function untaggedIn(rows: readonly Row[], nowMs: number): readonly Break[] {
  const measure = measureOf('untagged spend');
  const { fromDay, toDay } = daysOfSeries(nowMs);
  return seriesOf(measure, rows, fromDay, toDay)
    .flatMap((series) => breaksOf(series, measure, fromDay, toDay))
    .filter(({ sign }) => sign > 0);
}

const untaggedPart = (row: Row): number =>
  (numberOf(row, 'untagged_cost_usd') ?? 0) / Math.max(numberOf(row, 'list_cost_usd') ?? 0, 1e-9);

/** Usage that was tagged before, and goes on as large as it was. */
function hypothesis(
  symptom: Break,
  lost: Break,
  own: readonly Row[],
  edits: readonly Row[],
): Hypothesis | null {
  const [day] = rowsWithin(own, lost, 'usage_date');
  const before = rowsWithin(
    own,
    { fromDay: lost.fromDay - 28, toDay: lost.fromDay - 1 },
    'usage_date',
  );
  const tagged = before.findLast(
    (row) => (numberOf(row, 'list_cost_usd') ?? 0) > (numberOf(row, 'untagged_cost_usd') ?? 0),
  );
  const left = rowsWithin(own, lost, 'usage_date').filter((row) => untaggedPart(row) < nearlyAll);
  if (day === undefined || tagged === undefined || left.length > 0) return null;
  const isTeam = symptom.measure.id === 'team spend';
  const team = textOf(tagged, 'team');
  const moved = lost.observed - lost.usual;
  const seen = Math.abs(symptom.observed - symptom.usual);
  const isSame = isTeam ? team === symptom.object.id : lost.object.id === symptom.object.id;
  const onset = lost.fromDay * dayMs;
  const edit = rowsOfObject(edits, lost.object, 'object_id').findLast((row) => {
    const at = msOf(row, 'changed_at') ?? 0;
    return at >= onset - 2 * dayMs && at < onset + dayMs;
  });
  return {
    objects: [lost.object],
    atMs: edit === undefined ? onset : msOf(edit, 'changed_at'),
    edge: isSame ? (isTeam ? 'the team that it was tagged with' : 'the same object') : null,
    fits: isTeam === symptom.sign < 0,
    share: Math.min(1, moved / Math.max(seen, 1e-9)),
    say: ({ cell }) => {
      const who =
        edit === undefined
          ? ''
          : `, after ${cell(edit, 'changed_by')} changed it on ${cell(edit, 'changed_at')}`;
      return `${cell(day, 'object_name')} lost its team tag on ${cell(day, 'usage_date')}${who}: ${cell(day, 'untagged_cost_usd')} of that day have no team tag`;
    },
    also: ({ cell }) => [
      `It cost ${cell(day, 'list_cost_usd')} on that day and ${cell(tagged, 'list_cost_usd')} on ${cell(tagged, 'usage_date')}, when it still had its tag: the spend moved, the total did not.`,
    ],
  };
}
