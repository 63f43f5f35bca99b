import { defineCause } from './cause.ts';
import { jobSeries } from './checks.ts';
import { breakBefore, largest, rowsOfObject, rowsWithin } from './symptom/of-object.ts';
import { numberOf } from './symptom/rows.ts';

/** Runs that fail and are paid for. */
export const failingRuns = defineCause({
  kind: 'failing-runs',
  noun: 'failed runs',
  explains: ['cost'],
  on: ['job'],
  isRoot: true,
  checks: (_, nowMs) => [jobSeries(nowMs)],
  find: (symptom, look, nowMs) => {
    const rows = look(jobSeries(nowMs));
    const failing = breakBefore('failed runs', rows, symptom.object, symptom, nowMs);
    const own = rowsWithin(rowsOfObject(rows, symptom.object, 'job_id'), symptom, 'run_date');
    const worst = largest(own, 'failed_hours');
    if (failing === null || worst === null) return [];
    const [failed, all] = [numberOf(worst, 'failed_hours') ?? 0, numberOf(worst, 'run_hours') ?? 0];
    return [
      {
        objects: [symptom.object],
        atMs: failing.onsetMs,
        edge: 'the same job',
        fits: symptom.sign > 0,
        share: all === 0 ? 0 : failed / all,
        say: ({ cell }) =>
          `${cell(worst, 'job_name')} failed in ${cell(worst, 'failed_runs')} of ${cell(worst, 'runs')} runs on ${cell(worst, 'run_date')}, and failed runs are paid for`,
        because: failing,
      },
    ];
  },
  actions: {
    now: 'Read the error of the latest failed run of {object}.',
    thisWeek: 'Mend what makes {object} fail, or pause it until then.',
    thisMonth: 'Alert on the cost of failed runs.',
  },
});
