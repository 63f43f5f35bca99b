import { defineCause } from './cause.ts';
import type { Hypothesis } from './cause.ts';
import { jobChanges, settingChanges } from './checks.ts';
import type { Break } from './symptom/breaks.ts';
import { rowsOfObject } from './symptom/of-object.ts';
import type { Row } from './symptom/rows.ts';
import { msOf, textOf } from './symptom/rows.ts';

const paused = /"?pause_status"?\s*[:=]\s*"?PAUSED/;

/** A job whose schedule was paused, or that was deleted. */
export const schedulePaused = defineCause({
  kind: 'schedule-paused',
  noun: 'a paused schedule or a deleted job',
  explains: ['missing runs'],
  on: ['job', 'pipeline'],
  isRoot: true,
  checks: (symptom, nowMs) => [settingChanges(symptom, nowMs), jobChanges(symptom, nowMs)],
  find: (symptom, look, nowMs) => {
    const { object } = symptom;
    const edits = rowsOfObject(look(settingChanges(symptom, nowMs)), object, 'object_id');
    const versions = rowsOfObject(look(jobChanges(symptom, nowMs)), object, 'job_id');
    return [
      ...edits.flatMap((row) => stoppedBy(row, symptom) ?? []),
      ...versions
        .filter((row) => textOf(row, 'deleted') === 'true')
        .map((row) => stop(row, symptom, `was deleted`, 'new_name')),
    ];
  },
  actions: {
    now: 'Resume the schedule of {object} if the pause was not meant to last, and run it once.',
    thisWeek: 'Ask who paused {object} what it waited for.',
    thisMonth: 'Alert when a job that ran every day does not run.',
  },
});

/** What somebody did to the job that stops its runs; null for another change. */
function stoppedBy(row: Row, symptom: Break): Hypothesis | null {
  const isDeleted = (textOf(row, 'action_name') ?? '').startsWith('delete');
  if (!isDeleted && !paused.test(textOf(row, 'detail') ?? '')) return null;
  return stop(row, symptom, isDeleted ? 'deleted' : 'paused the schedule of', null);
}

/** `named` is the column with the job's name where nobody is known to have done it. */
function stop(row: Row, symptom: Break, did: string, named: string | null): Hypothesis {
  return {
    objects: [symptom.object],
    atMs: msOf(row, 'changed_at'),
    edge: 'the same job',
    fits: symptom.sign < 0,
    share: 1,
    say: ({ cell }) =>
      named === null
        ? `${cell(row, 'changed_by')} ${did} ${cell(row, 'object_name')} on ${cell(row, 'changed_at')}`
        : `${cell(row, named)} ${did} on ${cell(row, 'changed_at')}`,
  };
}
