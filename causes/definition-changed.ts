import { dayMs } from '../language/time/span.ts';
import { defineCause } from './cause.ts';
import { settingChanges } from './checks.ts';

import { rowsOfObject } from './symptom/of-object.ts';
import { msOf, textOf } from './symptom/rows.ts';

/** Settings that decide how work runs; names, tags, descriptions and rights do not. */
const matters =
  /task|notebook|cluster|compute|librar|environment|spark|param|timeout|schema|column|source|query|model|entit|version|git|wheel|jar|node_type|workers|size|runtime/i;
/** The first run after a change shows it: jobs that run less often are not blamed on it. */
const soon = 2 * dayMs;

/** The object itself was changed shortly before it broke. */
export const definitionChanged = defineCause({
  kind: 'definition-changed',
  noun: 'a change of its definition',
  explains: ['failed runs', 'failed updates', 'endpoint errors', 'duration'],
  on: ['job', 'pipeline', 'endpoint'],
  isRoot: true,
  checks: (symptom, nowMs) => [settingChanges(symptom, nowMs)],
  find: (symptom, look, nowMs) =>
    rowsOfObject(look(settingChanges(symptom, nowMs)), symptom.object, 'object_id')
      .filter((row) => matters.test(textOf(row, 'detail') ?? ''))
      .filter((row) => (msOf(row, 'changed_at') ?? 0) >= symptom.onsetMs - soon)
      .map((row) => ({
        objects: [symptom.object],
        atMs: msOf(row, 'changed_at'),
        edge: `the same ${symptom.object.kind}`,
        fits: true,
        share: 1,
        say: ({ cell }) =>
          `${cell(row, 'changed_by')} changed the settings of ${cell(row, 'object_name')} on ${cell(row, 'changed_at')} (${cell(row, 'action_name')})`,
      })),
  actions: {
    now: 'Set {object} back to how it was before the change.',
    thisWeek: 'Try the change on a copy of {object} first.',
    thisMonth: 'Keep the definition of {object} in code, so that a change of it is reviewed.',
  },
});
