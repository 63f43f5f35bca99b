import { defineCause } from './cause.ts';
import { jobSeries } from './checks.ts';
import { largest, meanBefore, rowsOfObject, rowsWithin } from './symptom/of-object.ts';
import { numberOf } from './symptom/rows.ts';

/** Fewer runs that were started again are no loop. */
const fewest = 5;
const timesUsual = 5;

/** A job that fails and is started again and again. */
export const retryLoop = defineCause({
  kind: 'retry-loop',
  noun: 'a retry loop',
  explains: ['cost', 'failed runs'],
  on: ['job'],
  isRoot: true,
  checks: (_, nowMs) => [jobSeries(nowMs)],
  find: (symptom, look, nowMs) => {
    const own = rowsOfObject(look(jobSeries(nowMs)), symptom.object, 'job_id');
    const worst = largest(rowsWithin(own, symptom, 'run_date'), 'retry_runs');
    if (worst === null) return [];
    const retries = numberOf(worst, 'retry_runs') ?? 0;
    const usual = meanBefore(own, symptom, 'run_date', 'retry_runs') ?? 0;
    if (retries < fewest || retries < timesUsual * usual) return [];
    const failed = numberOf(worst, 'failed_hours') ?? 0;
    const more =
      (numberOf(worst, 'run_hours') ?? 0) -
      (meanBefore(own, symptom, 'run_date', 'run_hours') ?? 0);
    return [
      {
        objects: [symptom.object],
        atMs: symptom.onsetMs,
        edge: 'the same job',
        fits: symptom.sign > 0,
        share: symptom.measure.unit === 'USD' ? Math.min(1, failed / Math.max(more, 1e-9)) : 1,
        saysAll: symptom.measure.id === 'failed runs',
        say: ({ cell }) =>
          `${cell(worst, 'job_name')} failed and was started again and again on ${cell(worst, 'run_date')}: ${cell(worst, 'failed_runs')} of its ${cell(worst, 'runs')} runs failed`,
        also: ({ cell }) => [
          `The failed runs took ${cell(worst, 'failed_hours')} of ${cell(worst, 'run_hours')} on that day, and ended with ${cell(worst, 'termination_code')}.`,
        ],
      },
    ];
  },
  actions: {
    now: 'Pause {object} or stop its open runs, and read the error of its latest failed run.',
    thisWeek: 'Limit the retries of {object} and let it wait between them.',
    thisMonth: 'Alert when a job starts more runs in a day than it does as a rule.',
  },
});
