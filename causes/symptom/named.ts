import type { PlatformObject } from '../../domain/explanation.ts';
import type { Measure } from './measure.ts';
import type { Row } from './rows.ts';
import { textOf } from './rows.ts';
import { wordsOf } from './same-word.ts';

const shortest = 3;

const isLetter = (text: string | undefined): boolean =>
  text !== undefined && /[\p{L}\p{N}_@/-]/u.test(text);

/** Whether a text has a name as a whole word; letter case does not count. Pure. */
export function hasName(text: string, name: string): boolean {
  const [lower, wanted] = [text.toLowerCase(), name.toLowerCase().trim()];
  if (wanted.length < shortest) return false;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + 1)) {
    const [before, after] = [lower[at - 1], lower[at + wanted.length]];
    const goesOn = isLetter(after) || (after === '.' && isLetter(lower[at + wanted.length + 1]));
    const began = isLetter(before) || (before === '.' && isLetter(lower[at - 2]));
    if (!began && !goesOn) return true;
  }
  return false;
}

/** The last part of a table's name may stand for it where it says enough by itself. */
const lastPart = ({ kind, name }: PlatformObject): string =>
  kind === 'table' && name.includes('.') ? (/[^.]*_[^.]*$/.exec(name)?.[0] ?? '') : '';

/** Whether a text names an object, by its name or its id. Pure. */
export const isNamed = (text: string, object: PlatformObject): boolean =>
  hasName(text, object.name) || hasName(text, object.id) || hasName(text, lastPart(object));

/** Whether all words of a name are parts of an object's: "IoT" and `lake.iot.readings`. Pure. */
export function isPartOf(name: string, object: PlatformObject): boolean {
  const [words, parts] = [wordsOf(name), wordsOf(object.name)];
  return words.length > 0 && words.every((word) => parts.includes(word));
}

/** How many parts of an object's name are words of a text: "the payments data" and `prod.payments.orders`. Pure. */
export function partsNamed(text: string, { name }: PlatformObject): number {
  const parts = new Set(name.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  return [...parts].filter(
    (part) =>
      part.length > shortest && (hasName(text, part) || hasName(text, part.replace(/s$/, ''))),
  ).length;
}

/** "In Europe", "our US warehouses": regions, as names write them. */
function placesIn(text: string): readonly string[] {
  const eu = /\b(?:EU|Europe|European)\b/.test(text);
  const us = /\b(?:US|USA|America|American)\b/.test(text);
  return [...(eu ? ['eu'] : []), ...(us ? ['us'] : [])];
}

/** The workspaces that a text names, by their names, else by their region, as what the rows call them. Pure. */
export function workspacesNamed(text: string, rows: readonly Row[]): ReadonlySet<string> {
  const names = new Map(
    rows.map((row) => [textOf(row, 'workspace_id'), textOf(row, 'workspace_name')] as const),
  );
  const named = [...names].flatMap(([id, name]) =>
    id !== null && (hasName(text, id) || (name !== null && hasName(text, name))) ? [id] : [],
  );
  if (named.length > 0) return new Set(named);
  const places = placesIn(text);
  return new Set(
    [...names].flatMap(([id, name]) =>
      id !== null && wordsOf(name ?? '').some((part) => places.includes(part)) ? [id] : [],
    ),
  );
}

/** Whether a name has the form of what the measure is about: a table's is none of a user. Pure. */
export function couldBe(
  { objects: { kind }, narrowedBy = [] }: Pick<Measure, 'objects' | 'narrowedBy'>,
  name: string,
): boolean {
  const of = 'is' in kind ? kind.is : 'object';
  const isAddress = /^\d+(?:\.\d+){3}$/.test(name);
  const isTable = !isAddress && !name.includes('@') && /\..+\./.test(name);
  if (isTable && narrowedBy.includes('table_name')) return true;
  if (of === 'address') return isAddress;
  if (of === 'user') return name.includes('@');
  if (of === 'table') return isTable;
  return !isAddress && !isTable && !name.includes('@');
}
