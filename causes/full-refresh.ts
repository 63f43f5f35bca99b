import { dayMs } from '../language/time/span.ts';
import { defineCause } from './cause.ts';
import { pipelineSeries, settingChanges } from './checks.ts';
import { largest, meanBefore, rowsOfObject, rowsWithin } from './symptom/of-object.ts';

import type { Break } from './symptom/breaks.ts';
import { msOf, numberOf, textOf } from './symptom/rows.ts';
import type { Row } from './symptom/rows.ts';

/** A pipeline that was computed anew from the beginning. */
export const fullRefresh = defineCause({
  kind: 'full-refresh',
  noun: 'a full refresh',
  explains: ['cost', 'failed updates', 'update hours'],
  on: ['pipeline'],
  isRoot: true,
  checks: (symptom, nowMs) => [pipelineSeries(nowMs), settingChanges(symptom, nowMs)],
  find: (symptom, look, nowMs) => {
    const own = rowsOfObject(look(pipelineSeries(nowMs)), symptom.object, 'pipeline_id');
    const day = largest(rowsWithin(own, symptom, 'update_date'), 'full_refreshes');
    if (day === null || (numberOf(day, 'full_refreshes') ?? 0) === 0) return [];
    const hours = numberOf(day, 'update_hours') ?? 0;
    const usual = meanBefore(own, symptom, 'update_date', 'update_hours') ?? 0;
    const dayStart = msOf(day, 'update_date') ?? 0;
    const start = rowsOfObject(
      look(settingChanges(symptom, nowMs)),
      symptom.object,
      'object_id',
    ).find((row) => {
      const at = msOf(row, 'changed_at') ?? 0;
      const isStart = /full_?refresh|startUpdate/i.test(
        `${textOf(row, 'action_name')} ${textOf(row, 'detail')}`,
      );
      return isStart && at >= dayStart && at < dayStart + dayMs;
    });
    return [
      {
        objects: [symptom.object],
        // Another update may have failed earlier on the day: the refresh is counted with its share.
        atMs: Math.min(
          (start && msOf(start, 'changed_at')) ?? symptom.onsetMs,
          Math.max(symptom.causeByMs, dayStart),
        ),
        edge: 'the same pipeline',
        fits: symptom.sign > 0,
        share: shareOf(symptom, day, hours / Math.max(usual, 1e-9)),
        say: ({ cell }) => {
          const by =
            start === undefined
              ? ''
              : `, started by ${cell(start, 'changed_by')} at ${cell(start, 'changed_at')}`;
          return `a full refresh of ${cell(day, 'pipeline_name')} ran on ${cell(day, 'update_date')}${by}: its updates took ${cell(day, 'update_hours')} on that day`;
        },
        also: ({ cell }) =>
          (numberOf(day, 'failed_updates') ?? 0) > 0
            ? [
                `${cell(day, 'failed_updates')} of its ${cell(day, 'updates')} updates failed on that day.`,
              ]
            : [],
      },
    ];
  },
  actions: {
    now: 'Check whether the tables of {object} are complete.',
    thisWeek: 'Refresh only the tables that need it, and in quiet hours.',
    thisMonth:
      'Forbid full refreshes of tables that must keep their history (pipelines.reset.allowed).',
  },
});

/** The part of the day's cost, or of its failed updates. */
function shareOf({ measure }: Break, day: Row, longer: number): number {
  if (measure.id !== 'failed updates') return longer >= 1.5 ? 1 : 0.4;
  return (numberOf(day, 'full_refreshes') ?? 0) / Math.max(numberOf(day, 'failed_updates') ?? 0, 1);
}
