import { storable } from '../../domain/text.ts';

/**
 * Writes a value as JSON that a `jsonb` parameter takes: every text and every key in it is storable.
 * Lists must come through here, because the driver writes a bare list as an array of PostgreSQL.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => storablePart(part));
}

/**
 * Makes a parameter of a statement one that PostgreSQL takes: texts and lists of texts are made
 * storable, objects become JSON; everything else stays as it is.
 */
export function toParameter(value: unknown): unknown {
  if (typeof value === 'string') return storable(value);
  if (Array.isArray(value)) return value.map(toParameter);
  return isPlainObject(value) ? toJson(value) : value;
}

function storablePart(part: unknown): unknown {
  if (typeof part === 'string') return storable(part);
  if (!isPlainObject(part) || Object.keys(part).every((key) => storable(key) === key)) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [storable(key), value]));
}

/** Dates and byte arrays have a form of their own in the driver. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
