import { tablesIn } from '../sql/tables.ts';
import { isOurs } from './item-id.ts';
import {
  type Item,
  itemsOf,
  type Kind,
  kinds,
  meansSame,
  ownFields,
  type SerializedSpace,
  type Table,
  textIn,
  textOf,
  toLines,
  withItems,
} from './serialized-space.ts';
import { markOf, type WantedSpace } from './wanted-space.ts';

/** One difference between what a space holds and what it is to hold. */
export type Change = {
  readonly how: 'added' | 'changed' | 'removed';
  readonly what: Kind | 'table' | 'instructions' | 'description' | 'title';
  /** What the item asks, or the table's name; empty where there is only one. */
  readonly name: string;
  /** Texts that differ, before and after. */
  readonly texts: readonly { readonly field: string; readonly from: string; readonly to: string }[];
};

export type Merged = { readonly space: SerializedSpace; readonly changes: readonly Change[] };

const nameOf = (item: Item): string => textOf(item['question']).trim();

function withOurs(stored: Item, wanted: Item, fields: readonly string[]): Item {
  const kept = Object.entries(stored).filter(([field]) => !fields.includes(field));
  return { ...Object.fromEntries(kept), ...wanted };
}

function mergeKind(space: SerializedSpace, kind: Kind, wanted: readonly Item[]): Merged {
  const fields = ownFields[kind];
  const stored = new Map(itemsOf(space, kind).map((item) => [item.id, item]));
  const wantedIds = new Set(wanted.map(({ id }) => id));
  const changes: Change[] = [];
  for (const item of wanted) {
    const before = stored.get(item.id);
    const differ = fields.filter((field) => !meansSame(field, before?.[field], item[field]));
    if (before !== undefined && differ.length === 0) continue;
    const texts = differ.map((field) => ({
      field,
      from: textIn(before?.[field]),
      to: textIn(item[field]),
    }));
    stored.set(item.id, before === undefined ? item : withOurs(before, item, fields));
    const how = before === undefined ? 'added' : 'changed';
    changes.push({ how, what: kind, name: nameOf(item), texts: how === 'added' ? [] : texts });
  }
  for (const item of itemsOf(space, kind)) {
    if (!isOurs(item.id) || wantedIds.has(item.id)) continue;
    stored.delete(item.id);
    changes.push({ how: 'removed', what: kind, name: nameOf(item), texts: [] });
  }
  return changes.length === 0
    ? { space, changes }
    : { space: withItems(space, kind, [...stored.values()]), changes };
}

const begin = '<!-- health-monitor: begin; kept from files, write above or below -->';
const end = '<!-- health-monitor: end -->';

/** Our part of the one text instruction that a space may have, and the owner's around it. */
function splitInstructions(text: string): { before: string; ours: string | null; after: string } {
  const from = text.indexOf(begin);
  if (from < 0) return { before: text, ours: null, after: '' };
  const rest = text.slice(from + begin.length);
  const to = rest.indexOf(end);
  // Without an end nobody can tell what is whose: nothing is taken for ours.
  return to < 0
    ? { before: text.slice(0, from), ours: '', after: rest }
    : { before: text.slice(0, from), ours: rest.slice(0, to), after: rest.slice(to + end.length) };
}

const onOwnLine = (text: string): string =>
  text === '' || text.endsWith('\n') ? text : `${text}\n`;

function mergeInstructions(space: SerializedSpace, wanted: WantedSpace): Merged {
  const [stored, ...more] = space.instructions?.text_instructions ?? [];
  const { before, ours, after } = splitInstructions(textOf(stored?.content));
  if (ours?.trim() === wanted.instructions.trim()) return { space, changes: [] };
  const rest = after.startsWith('\n') || after === '' ? after : `\n${after}`;
  const text = `${onOwnLine(before)}${begin}\n${wanted.instructions}\n${end}${rest}`;
  const item = { ...stored, id: stored?.id ?? wanted.instructionsId, content: toLines(text) };
  const text_instructions = [item, ...more];
  const change: Change = {
    how: ours === null ? 'added' : 'changed',
    what: 'instructions',
    name: '',
    texts:
      ours === null ? [] : [{ field: 'text', from: ours.trim(), to: wanted.instructions.trim() }],
  };
  return {
    space: { ...space, instructions: { ...space.instructions, text_instructions } },
    changes: [change],
  };
}

const byIdentifier = (left: Table, right: Table): number =>
  left.identifier < right.identifier ? -1 : 1;

/**
 * A table that only our items read goes with them, unless somebody has written something about it.
 *
 * @param before What the space holds now.
 * @param space The same with our items as they are to be.
 */
function mergeTables(before: SerializedSpace, space: SerializedSpace, wanted: WantedSpace): Merged {
  const tables = space.data_sources?.tables ?? [];
  const known = new Set(tables.map(({ identifier }) => identifier.toLowerCase()));
  const added = wanted.tables.filter((name) => !known.has(name));
  const readByUs = new Set(
    itemsOf(before, 'example query')
      .filter(({ id }) => isOurs(id))
      .flatMap(({ sql }) => tablesIn(textOf(sql))),
  );
  const others = JSON.stringify({ ...space, data_sources: { ...space.data_sources, tables: [] } });
  const isLeftOver = (table: Table): boolean =>
    readByUs.has(table.identifier) &&
    !wanted.tables.includes(table.identifier) &&
    !others.includes(table.identifier) &&
    Object.keys(table).length === 1;
  const removed = tables.filter(isLeftOver);
  if (added.length + removed.length === 0) return { space, changes: [] };
  const left = tables.filter((table) => !removed.includes(table));
  const next = [...left, ...added.map((identifier) => ({ identifier }))].toSorted(byIdentifier);
  const change = (how: Change['how'], name: string): Change => ({
    how,
    what: 'table',
    name,
    texts: [],
  });
  return {
    space: { ...space, data_sources: { ...space.data_sources, tables: next } },
    changes: [
      ...added.map((name) => change('added', name)),
      ...removed.map(({ identifier }) => change('removed', identifier)),
    ],
  };
}

/**
 * Puts what we keep into a space: items with our ids are added, changed and removed, everything else
 * stays as it is. A space that needs no change comes back untouched, in whatever form it was kept.
 */
export function mergeSpace(stored: SerializedSpace, wanted: WantedSpace): Merged {
  const steps: ((space: SerializedSpace) => Merged)[] = [
    (space) => mergeInstructions(space, wanted),
    ...kinds.map((kind) => (space: SerializedSpace) => mergeKind(space, kind, wanted.items[kind])),
    (space) => mergeTables(stored, space, wanted),
  ];
  return steps.reduce<Merged>(
    (merged, step) => {
      const { space, changes } = step(merged.space);
      return { space, changes: [...merged.changes, ...changes] };
    },
    { space: stored, changes: [] },
  );
}

/** What the description of a space must become to tell whose it is; null where it tells already. */
export function markedDescription(description: string, wanted: WantedSpace): string | null {
  const mark = markOf(wanted.domain);
  if (description.includes(mark)) return null;
  return description.trim() === '' ? wanted.description : `${description.trimEnd()} ${mark}`;
}
