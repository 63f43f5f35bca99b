import { defineCause } from './cause.ts';
import { jobSeries } from './checks.ts';
import { largest, meanBefore, rowsOfObject, rowsWithin } from './symptom/of-object.ts';
import { numberOf } from './symptom/rows.ts';

const timesUsual = 1.5;

/** Work that is new, or that runs more often. */
export const newWorkload = defineCause({
  kind: 'new-workload',
  noun: 'new or more work',
  explains: ['cost'],
  on: null,
  isRoot: true,
  checks: (_, nowMs) => [jobSeries(nowMs)],
  find: (symptom, look, nowMs) => {
    const [first] = symptom.rows;
    if (symptom.isNew && first !== undefined)
      return [
        {
          objects: [symptom.object],
          atMs: symptom.onsetMs,
          edge: 'the object itself',
          fits: symptom.sign > 0,
          share: 1,
          say: ({ cell }) =>
            `${cell(first, 'object_name')} is new: its first usage was on ${cell(first, 'usage_date')}, and cost ${cell(first, 'list_cost_usd')} on that day`,
        },
      ];
    const own = rowsOfObject(look(jobSeries(nowMs)), symptom.object, 'job_id');
    const most = largest(rowsWithin(own, symptom, 'run_date'), 'runs');
    const usual = meanBefore(own, symptom, 'run_date', 'runs');
    if (symptom.object.kind !== 'job' || most === null || usual === null || usual === 0) return [];
    const grown = (numberOf(most, 'runs') ?? 0) / usual;
    if (grown < timesUsual) return [];
    const paid = symptom.usual <= 0 ? Infinity : symptom.observed / symptom.usual;
    return [
      {
        objects: [symptom.object],
        atMs: symptom.onsetMs,
        edge: 'the same job',
        fits: symptom.sign > 0,
        share: Math.min(1, (grown - 1) / Math.max(paid - 1, 1e-9)),
        say: ({ cell }) =>
          `${cell(most, 'job_name')} ran more often: ${cell(most, 'runs')} runs on ${cell(most, 'run_date')}`,
      },
    ];
  },
  actions: {
    now: 'Ask the owner of {object} whether the work is wanted.',
    thisWeek: 'Give {object} a tag and a budget.',
    thisMonth: 'Review new workloads by their cost after their first week.',
  },
});
