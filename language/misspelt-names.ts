import { isSwapped } from './spelling.ts';

const parts = (name: string): readonly string[] => name.split(/[._@-]/);

/** Letters of a part that may be mistyped: of a shorter one a mistake makes another part. */
const leastLetters = 4;
const leastForMissing = 6;

/** Whether one letter is missing in, or doubled in, or added to a part of a name; digits are no errors. */
function isNear(written: string, part: string): boolean {
  if (/\d/.test(written + part)) return false;
  if (isSwapped(written, part)) return part.length >= leastLetters;
  const [short, long] = [written, part].toSorted((left, right) => left.length - right.length);
  if (short === undefined || long === undefined || long.length - short.length !== 1) return false;
  const at = Array.from(long).findIndex((letter, index) => letter !== short[index]);
  return part.length >= leastForMissing && at > 0 && short.slice(at) === long.slice(at + 1);
}

/**
 * Whether a name with several parts is another one with typing errors: in each part at most one, and none in
 * the marks between. `etl_v2` is no error of `etl_v1`, and `prod-us` none of `prod-eu`.
 *
 * Pure.
 */
export function isMisspelt(written: string, name: string): boolean {
  // Most names are told apart by this, and there may be thousands.
  if (written[0] !== name[0] || Math.abs(written.length - name.length) > 3) return false;
  const [own, known] = [parts(written), parts(name)];
  return (
    own.length > 1 &&
    own.length === known.length &&
    written !== name &&
    marksOf(written) === marksOf(name) &&
    own.every((part, at) => part === known[at] || isNear(part, known[at] ?? ''))
  );
}

const marksOf = (name: string): string => name.replaceAll(/[^._@-]/g, '');

const shaped =
  /(?<![\p{L}\p{N}_@./`“"-])\p{L}[\p{L}\p{N}]*(?:[._-][\p{L}\p{N}]+)+(?![\p{L}\p{N}_@-])/gu;

/** The only known name that a written one is with typing errors; null where it is known itself, or near to none or several. */
function speltName(written: string, known: ReadonlyMap<string, unknown>): string | null {
  const lower = written.toLowerCase();
  if (known.has(lower)) return null;
  const [name, ...others] = [...known.keys()].filter((one) => isMisspelt(lower, one));
  return name === undefined || others.length > 0 ? null : name;
}

/**
 * A question with the names that are known in place of those that only its typing errors make others:
 * "bi-mian" is "bi-main". A name that is near to several stays, and so does one in quotes.
 *
 * Pure.
 *
 * @param known Names in lower case, also the last parts of names of tables.
 */
export const withSpeltNames = (question: string, known: ReadonlyMap<string, unknown>): string =>
  question.replaceAll(shaped, (written) => speltName(written, known) ?? written);

/** A name as it was written, and the one that it is taken as. */
export type SpeltName = { readonly written: string; readonly name: string };

/** The names that `withSpeltNames` replaces. Pure. */
export const misspeltIn = (
  question: string,
  known: ReadonlyMap<string, unknown>,
): readonly SpeltName[] =>
  [...new Set(question.match(shaped))].flatMap((written) => {
    const name = speltName(written, known);
    return name === null ? [] : [{ written, name }];
  });
