import { z } from 'zod';
import { textOf } from './json.ts';

/*
 * Fields of a reply. An optional field accepts every JSON value, and one that cannot be understood
 * counts as absent; a required field reads what it can and otherwise says what was expected.
 */

const any = z.unknown().optional();

function required<Value>(expected: string, read: (value: unknown) => Value | null) {
  return any.transform((value, context): Value => {
    const found = read(value);
    if (found !== null) return found;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });
}

/** Text, also written as a number or boolean; null without one. */
export const optionalText = any.transform(textOf);

/** Text that is not blank; null without one. */
export const filledText = any.transform((value) => {
  const written = textOf(value);
  return written === null || written.trim() === '' ? null : written;
});

/** An id, as text or number. */
export const id = required('an id', idOf);
export const optionalId = any.transform(idOf);

/** The first of several places of an id that has one; without any, `name` is unreadable. */
export function requireId(
  context: z.RefinementCtx,
  name: string,
  places: readonly (string | null | undefined)[],
): string {
  const found = places.find((place) => place !== null && place !== undefined);
  if (found !== undefined && found !== null) return found;
  context.addIssue({ code: 'custom', message: 'an id', path: [name] });
  return z.NEVER;
}

/** No character that means something in a path, and none that is not shown. */
const idPattern = /^[^\s/\\?#%\p{C}]{1,200}$/u;

/** An id becomes part of a path, which must not lead anywhere else. */
function idOf(value: unknown): string | null {
  const written = typeof value === 'boolean' ? null : (textOf(value)?.trim() ?? null);
  const isId = written !== null && idPattern.test(written) && !/^\.+$/.test(written);
  return isId ? written : null;
}

export const text = required('a text', (value) => (typeof value === 'string' ? value : null));

/** A word of a fixed list, in capitals: `COMPLETED`. */
export const word = required('a word', wordOf);
export const optionalWord = any.transform(wordOf);

function wordOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().toUpperCase() : null;
}

/** A whole number from 0; null without one. */
export const optionalCount = any.transform((value) => {
  const number = numberOf(value);
  return number !== null && Number.isSafeInteger(number) && number >= 0 ? number : null;
});

/** A number; null for an absent one, and NaN for a value that is none. */
export const numberOrNaN = any.transform((value) =>
  value === null || value === undefined ? null : (numberOf(value) ?? NaN),
);

/** A time in epoch milliseconds, also written as text or in ISO-8601; null without one. */
export const optionalTime = any.transform(timeOf);
export const time = required('a time', timeOf);

/** The last instant that a date can hold. */
const latestMs = 8.64e15;

function timeOf(value: unknown): number | null {
  const ms = millisecondsOf(value);
  return ms !== null && ms >= 0 && ms <= latestMs ? Math.round(ms) : null;
}

function millisecondsOf(value: unknown): number | null {
  const number = numberOf(value);
  if (number !== null) return number;
  const ms = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(ms) ? null : ms;
}

function numberOf(value: unknown): number | null {
  const digits = typeof value === 'boolean' ? null : textOf(value)?.trim();
  const number = digits ? Number(digits) : NaN;
  return Number.isFinite(number) ? number : null;
}

export const flag = any.transform((value) => /^\s*(true|1)\s*$/i.test(textOf(value) ?? ''));

/** An object; null for any other value. */
export function optionalObject<Shape extends z.ZodRawShape>(shape: Shape) {
  return any
    .transform((value) => (isObject(value) ? value : null))
    .pipe(z.object(shape).nullable());
}

/** A list of objects, where other items count as empty objects; any other value is no item. */
export function optionalList<Shape extends z.ZodRawShape>(shape: Shape) {
  return any
    .transform((value) =>
      Array.isArray(value) ? value.map((item: unknown) => (isObject(item) ? item : {})) : [],
    )
    .pipe(z.array(z.object(shape)));
}

/** A list whose items must all be readable; absent and null are an empty list. */
export function list<Item>(item: z.ZodType<Item>) {
  return z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);
}

function isObject(value: unknown): value is object {
  const isScalar = typeof value !== 'object' || value === null || textOf(value) !== null;
  return !isScalar && !Array.isArray(value);
}
