import { defineCause } from './cause.ts';
import { adminGrants } from './checks.ts';
import { rowsWithin } from './symptom/of-object.ts';
import { textOf, msOf } from './symptom/rows.ts';

/** Somebody was given the role with which the rights were changed. */
export const rightsGranted = defineCause({
  kind: 'rights-granted',
  noun: 'a new administrator',
  explains: ['admin rights'],
  on: ['user'],
  isRoot: true,
  checks: (symptom, nowMs) => [adminGrants(symptom, nowMs)],
  find: (symptom, look, nowMs) =>
    look(adminGrants(symptom, nowMs))
      .filter((row) => textOf(row, 'refused') !== 'true')
      // Who changed rights before needed no new role for it.
      .filter((row) => symptom.isNew || textOf(row, 'changed_by') === symptom.object.id)
      // Who gave a role did it on the days asked about, or it is another story.
      .filter(
        (row) =>
          textOf(row, 'member') === symptom.object.id ||
          rowsWithin([row], symptom, 'event_time').length > 0,
      )
      .filter((row) =>
        [textOf(row, 'member'), textOf(row, 'changed_by')].includes(symptom.object.id),
      )
      .map((row) => {
        const isGiver = textOf(row, 'changed_by') === symptom.object.id;
        const member = textOf(row, 'member') ?? '';
        return {
          objects: [
            { kind: 'user', id: member, name: member, workspaceId: null },
            {
              kind: 'user',
              id: textOf(row, 'changed_by') ?? '',
              name: textOf(row, 'changed_by') ?? '',
              workspaceId: null,
            },
          ],
          atMs: msOf(row, 'event_time'),
          mayWait: true,
          edge: isGiver ? 'the same actor' : 'the account that changed rights afterwards',
          fits: symptom.sign > 0,
          share: 1,
          say: ({ cell }) =>
            `${cell(row, 'changed_by')} put ${cell(row, 'member')} into ${cell(row, 'group_name')} on ${cell(row, 'event_time')}`,
        };
      }),
  actions: {
    now: 'Take {object} out of the group if nobody can say why it is in it, and undo the rights that it changed since.',
    thisWeek: 'Ask who gave the role, and look through what was done with it.',
    thisMonth:
      'Let administrators be named by one group that is managed outside, and alert on changes of it.',
  },
});
