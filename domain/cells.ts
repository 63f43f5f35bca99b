import { compare, parseDecimal } from './decimals.ts';
import type { Cell, ColumnRole } from './evidence.ts';

const integers = ['BYTE', 'SHORT', 'INT', 'TINYINT', 'SMALLINT', 'INTEGER', 'LONG', 'BIGINT'];
const floats = ['FLOAT', 'DOUBLE', 'REAL'];

/** The type's name without its arguments: `DECIMAL(38,18)` → `DECIMAL`. */
function typeName(type: string): string {
  return (type.split('(')[0] ?? type).trim().toUpperCase();
}

/**
 * Converts a cell from text by the SQL type of its column. Nothing is rounded: decimals, integers
 * beyond 2^53, and numbers with more digits than a double keeps stay text.
 */
export function toCell(text: string | null, type: string): Cell {
  if (text === null) return null;
  const base = typeName(type);
  if (base === 'BOOLEAN') return text === 'true' ? true : text === 'false' ? false : text;
  if (floats.includes(base)) return exactNumber(text) ?? text;
  if (!integers.includes(base)) return text;
  const value = exactNumber(text);
  return value !== null && Number.isSafeInteger(value) ? value : text;
}

/** Null when a double does not have the same value as the text. */
function exactNumber(text: string): number | null {
  const written = parseDecimal(text);
  const value = Number(text);
  const kept = parseDecimal(String(value));
  return written !== null && kept !== null && compare(written, kept) === 0 ? value : null;
}

/** Tells whether the values of a SQL type are numbers. */
export function isNumeric(type: string): boolean {
  const base = typeName(type);
  return [...integers, ...floats, 'DECIMAL', 'NUMERIC'].includes(base);
}

/** Tells whether the values of a SQL type are dates or instants. */
export const isTimeType = (type: string): boolean => /^(?:DATE|TIMESTAMP)/.test(type);

/** The unit of a column by the suffix of its name. */
const unitBySuffix: readonly (readonly [RegExp, string])[] = [
  [/_usd$|_cost$|^cost$/, 'USD'],
  [/(?:^|_)dbus?$/, 'DBU'],
  [/_ms$/, 'ms'],
  [/_(seconds|secs?)$/, 's'],
  [/_(minutes|mins?)$/, 'min'],
  [/_hours$/, 'h'],
  [/_bytes$/, 'B'],
  [/_gb$/, 'GB'],
  [/_tb$/, 'TB'],
  [/_(pct|percent)$/, '%'],
];

/** What a whole number counts, by the last word of its name: `runs` for `failed_runs`. */
function countedBy(name: string, type: string): string | null {
  const last = name.split(/[\s_]+/).at(-1) ?? '';
  return integers.includes(typeName(type)) && /^(?!bytes$|status$)[a-z]{3,}s$/.test(last)
    ? last
    : null;
}

/**
 * Guesses the role and unit of a column from its type and name, for columns that no certified
 * question describes. Numeric ids are keys, not measures.
 */
export function describeColumn(
  name: string,
  type: string,
): { is: ColumnRole; unit: string | null } {
  const lower = name.toLowerCase();
  if (['DATE', 'TIMESTAMP', 'TIMESTAMP_NTZ'].includes(typeName(type)))
    return { is: 'time', unit: null };
  if (/(^|_)id$/.test(lower)) return { is: 'key', unit: null };
  if (!isNumeric(type)) return { is: 'label', unit: null };
  const unit = unitBySuffix.find(([suffix]) => suffix.test(lower))?.[1] ?? null;
  return { is: 'measure', unit: unit ?? countedBy(lower, type) };
}
