import { defineCause } from './cause.ts';
import { clusterChanges, clusterSeries, neverStopping } from './checks.ts';
import { largest, meanBefore, rowsOfObject, rowsWithin } from './symptom/of-object.ts';
import { msOf, numberOf, textOf } from './symptom/rows.ts';

/** A mean CPU below this does no work to speak of, percent. */
const idlePercent = 15;

/** Compute that runs on with nothing to do. */
export const idleCompute = defineCause({
  kind: 'idle-compute',
  noun: 'compute that runs idle',
  explains: ['cost', 'idle hours'],
  on: ['cluster'],
  isRoot: true,
  checks: (symptom, nowMs) => [clusterSeries(nowMs), neverStopping, clusterChanges(symptom, nowMs)],
  find: (symptom, look, nowMs) => {
    const own = rowsOfObject(look(clusterSeries(nowMs)), symptom.object, 'cluster_id');
    const day = largest(rowsWithin(own, symptom, 'usage_date'), 'night_hours');
    const [open] = rowsOfObject(look(neverStopping), symptom.object, 'cluster_id');
    const change = rowsOfObject(
      look(clusterChanges(symptom, nowMs)),
      symptom.object,
      'cluster_id',
    ).find((row) => {
      const [before, after] = ['old_auto_stop_minutes', 'new_auto_stop_minutes'].map((name) =>
        numberOf(row, name),
      );
      return (before ?? 0) > 0 && (after ?? 0) === 0;
    });
    if (day === null) return [];
    const night = numberOf(day, 'night_hours') ?? 0;
    const usual = meanBefore(own, symptom, 'usage_date', 'night_hours') ?? 0;
    if (night < usual + 2 || (numberOf(day, 'cpu_percent') ?? 100) > idlePercent) return [];
    return [
      {
        objects: [symptom.object],
        atMs: change === undefined ? symptom.onsetMs : msOf(change, 'changed_at'),
        mayWait: true,
        edge: 'the same cluster',
        fits: symptom.sign > 0,
        share: open === undefined && change === undefined ? 0.6 : 1,
        saysAll: symptom.measure.id === 'idle hours',
        say: ({ cell }) => {
          const runs = `${cell(day, 'cluster_name')} runs on with nothing to do: ${cell(day, 'node_hours')} on ${cell(day, 'usage_date')}, ${cell(day, 'night_hours')} of them at night, at ${cell(day, 'cpu_percent')} CPU`;
          return open === undefined
            ? runs
            : `${runs}; it never stops by itself, as ${cell(open, 'owner')} set it up`;
        },
        also: ({ cell }) =>
          change === undefined || textOf(change, 'changed_at') === null
            ? []
            : [`Its automatic stop was switched off on ${cell(change, 'changed_at')}.`],
      },
    ];
  },
  actions: {
    now: 'Stop {object} if nobody works on it.',
    thisWeek: 'Give {object} an automatic stop.',
    thisMonth: 'Demand an automatic stop by a compute policy.',
  },
});
