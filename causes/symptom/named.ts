import type { PlatformObject } from '../../domain/explanation.ts';
import type { Measure } from './measure.ts';
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
