import { dayMs } from '../language/time/span.ts';
import { defineCause } from './cause.ts';
import { settingChanges } from './checks.ts';

import { largest, rowsOfObject } from './symptom/of-object.ts';
import { msOf, numberOf, textOf } from './symptom/rows.ts';

const limits =
  /rate_?limit|"calls"|renewal_period|ai_?gateway|throughput|scale_to_zero|workload_size/i;

/** A limit of an endpoint that was set below what it is asked. */
export const endpointLimit = defineCause({
  kind: 'endpoint-limit',
  noun: 'a new limit of the endpoint',
  explains: ['endpoint errors'],
  on: ['endpoint'],
  isRoot: true,
  checks: (symptom, nowMs) => [settingChanges(symptom, nowMs)],
  find: (symptom, look, nowMs) => {
    const day = largest(symptom.rows, 'throttled');
    const throttled = day === null ? 0 : (numberOf(day, 'throttled') ?? 0);
    const failed = day === null ? 0 : (numberOf(day, 'failed') ?? 0);
    return rowsOfObject(look(settingChanges(symptom, nowMs)), symptom.object, 'object_id')
      .filter((row) => limits.test(`${textOf(row, 'action_name')} ${textOf(row, 'detail')}`))
      .filter((row) => (msOf(row, 'changed_at') ?? 0) >= symptom.onsetMs - 2 * dayMs)
      .map((row) => ({
        objects: [symptom.object],
        atMs: msOf(row, 'changed_at'),
        edge: 'the same endpoint',
        fits: throttled > 0,
        share: throttled / Math.max(throttled + failed, 1),
        say: ({ cell }) =>
          `${cell(row, 'changed_by')} changed the limits of ${cell(row, 'object_name')} on ${cell(row, 'changed_at')}${day === null ? '' : `, and ${cell(day, 'throttled')} of ${cell(day, 'requests')} requests of ${cell(day, 'request_date')} were throttled`}`,
      }));
  },
  actions: {
    now: 'Raise the limit of {object}, or set it back.',
    thisWeek: 'Measure what {object} is asked at its peak, and set the limit above it.',
    thisMonth: 'Alert on the share of throttled requests.',
  },
});
