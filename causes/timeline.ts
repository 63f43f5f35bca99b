import type { PlatformObject } from '../domain/explanation.ts';
import type { Asker } from './asker.ts';
import {
  clusterChanges,
  jobChanges,
  permissionChanges,
  settingChanges,
  warehouseChanges,
} from './checks.ts';
import type { Say } from './say.ts';
import type { Explained } from './settle.ts';
import type { Break } from './symptom/breaks.ts';
import { msOf, textOf } from './symptom/rows.ts';
import type { Row } from './symptom/rows.ts';
import type { Check } from '../domain/warehouse.ts';

/** Changes that are told; the evidence has them all. */
const mostTold = 6;

/** A list of changes: which columns tell when, what and of which object, and the words for a row. */
type Changes = {
  readonly check: (around: Around, nowMs: number) => Check;
  readonly when: string;
  readonly object: string;
  readonly say: (row: Row, say: Say) => string;
};

const lists: readonly Changes[] = [
  {
    check: settingChanges,
    when: 'changed_at',
    object: 'object_id',
    say: (row, { cell }) =>
      `${cell(row, 'changed_by')} changed ${cell(row, 'object_name')} (${cell(row, 'action_name')})`,
  },
  {
    check: permissionChanges,
    when: 'event_time',
    object: 'object_name',
    say: (row, { cell }) =>
      `${cell(row, 'changed_by')} changed rights on ${cell(row, 'object_name')} (${cell(row, 'action_name')})`,
  },
  {
    check: warehouseChanges,
    when: 'changed_at',
    object: 'warehouse_id',
    say: (row, { cell }) =>
      `${cell(row, 'warehouse_name')} went from ${cell(row, 'old_size')} to ${cell(row, 'new_size')}`,
  },
  {
    check: clusterChanges,
    when: 'changed_at',
    object: 'cluster_id',
    say: (row, { cell }) => `${cell(row, 'cluster_name')} got other settings`,
  },
  {
    check: jobChanges,
    when: 'changed_at',
    object: 'job_id',
    say: (row, { cell }) => `${cell(row, 'new_name')} got another definition`,
  },
];

/** The part of a break that the lists of changes are asked with. */
type Around = Pick<Break, 'onsetMs'>;

type Change = { readonly ms: number; readonly row: Row; readonly list: Changes };

/** The changes of some objects in the lists that were read around an instant. */
function changesOf(
  objects: readonly PlatformObject[],
  around: Around,
  look: Asker['look'],
  nowMs: number,
): readonly Change[] {
  return lists.flatMap((list) =>
    look(list.check(around, nowMs))
      .filter((row) => objects.some((object) => isOf(row, list.object, object)))
      .flatMap((row) => {
        const ms = msOf(row, list.when);
        return ms === null ? [] : [{ ms, row, list }];
      }),
  );
}

/**
 * What was changed on the objects of an explanation around the onset, the nearest to it first, a sentence
 * each.
 *
 * Pure.
 *
 * @param asker Has the lists that the search has read: nothing more is run.
 */
export function timelineOf(
  { symptom, chain }: Explained,
  asker: Asker,
  say: Say,
  nowMs: number,
): readonly string[] {
  const breaks = [symptom, ...chain.map(({ of }) => of)];
  const objects = [
    ...breaks.map(({ object }) => object),
    ...chain.flatMap(({ tested }) => tested.hypothesis.objects),
  ];
  const found = breaks.flatMap((one) => changesOf(objects, one, asker.look, nowMs));
  const distance = ({ ms }: Change): number => Math.abs(ms - symptom.causeByMs);
  const lines = found
    .toSorted((a, b) => distance(a) - distance(b))
    .map(({ row, list, ms }) => {
      const side = ms <= symptom.causeByMs ? 'before' : 'after';
      return `${say.cell(row, list.when)}, ${side} it began: ${list.say(row, say)}.`;
    });
  return [...new Set(lines)].slice(0, mostTold);
}

/**
 * What was changed on an object that nothing is wrong with, the latest first; none where the lists have
 * nothing of those days.
 *
 * Effect: runs the lists of changes.
 */
export async function changesSince(
  object: PlatformObject,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  { asker, say, nowMs }: { readonly asker: Asker; readonly say: Say; readonly nowMs: number },
): Promise<readonly string[]> {
  const around = { onsetMs: fromMs };
  const checks = lists.map((list) => list.check(around, nowMs));
  await asker.ask([{ hypothesis: 'changes', checks }]);
  const lines = changesOf([object], around, asker.look, nowMs)
    .filter(({ ms }) => ms >= fromMs && ms < toMs)
    .toSorted((a, b) => b.ms - a.ms)
    .map(({ row, list }) => `${say.cell(row, list.when)}: ${list.say(row, say)}.`);
  return [...new Set(lines)].slice(0, mostTold);
}

const isOf = (row: Row, column: string, { id, name, workspaceId }: PlatformObject): boolean =>
  [id, name].includes(textOf(row, column) ?? '') &&
  (workspaceId === null || [null, workspaceId].includes(textOf(row, 'workspace_id')));
