import { defineCause } from './cause.ts';
import { jobSeries } from './checks.ts';
import { breakBefore, largest, rowsOfObject, rowsWithin } from './symptom/of-object.ts';

/** Runs that take longer cost more; why they do is asked next. */
export const longerRuns = defineCause({
  kind: 'longer-runs',
  noun: 'longer runs',
  explains: ['cost'],
  on: ['job'],
  isRoot: false,
  checks: (_, nowMs) => [jobSeries(nowMs)],
  find: (symptom, look, nowMs) => {
    const rows = look(jobSeries(nowMs));
    const longer = breakBefore('duration', rows, symptom.object, symptom, nowMs);
    const own = rowsWithin(rowsOfObject(rows, symptom.object, 'job_id'), symptom, 'run_date');
    const worst = largest(own, 'mean_minutes');
    if (longer === null || worst === null) return [];
    const [grown, paid] = [longer.observed / longer.usual, symptom.observed / symptom.usual];
    return [
      {
        objects: [symptom.object],
        atMs: longer.onsetMs,
        edge: 'the same job',
        fits: symptom.sign > 0,
        share: Math.min(1, (grown - 1) / Math.max(paid - 1, 1e-9)),
        say: ({ cell }) =>
          `the runs of ${cell(worst, 'job_name')} take longer: ${cell(worst, 'mean_minutes')} on ${cell(worst, 'run_date')}`,
        because: longer,
      },
    ];
  },
  actions: {
    now: 'Compare a run of {object} before and after, task by task.',
    thisWeek: 'Find what grew: its input, its query plan, or its code.',
    thisMonth: 'Alert on runs that take much longer than usual for their job.',
  },
});
