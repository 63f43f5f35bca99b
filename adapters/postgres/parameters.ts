import { storable } from '../../domain/text.ts';

/**
 * Writes a value as JSON for a `jsonb` parameter: every text and every key in it is storable. Lists
 * for `jsonb` need this function, because the driver writes a list as a PostgreSQL array.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => storablePart(part));
}

/**
 * Converts a parameter of a statement: texts and lists of texts are made storable, objects become
 * JSON, other values are not changed.
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

/** False for dates and byte arrays, which the driver converts itself. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
