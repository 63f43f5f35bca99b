import type { Cell, ColumnRole } from './evidence.ts';

/** Whole numbers of these types always fit a double. */
const smallIntegers = ['BYTE', 'SHORT', 'INT', 'TINYINT', 'SMALLINT', 'INTEGER'];
const largeIntegers = ['LONG', 'BIGINT'];
const floats = ['FLOAT', 'DOUBLE', 'REAL'];

/** The type's word without its arguments: `DECIMAL(38,18)` → `DECIMAL`. */
function baseOf(type: string): string {
  return (type.split('(')[0] ?? type).trim().toUpperCase();
}

/**
 * Reads a cell that came as text by its column's SQL type. Nothing is rounded: decimals and integers
 * beyond 2^53 stay text.
 */
export function toCell(text: string | null, type: string): Cell {
  if (text === null) return null;
  const base = baseOf(type);
  if (base === 'BOOLEAN') return text === 'true' ? true : text === 'false' ? false : text;
  if (smallIntegers.includes(base) || floats.includes(base)) return numberOr(text);
  if (largeIntegers.includes(base)) {
    const value = numberOr(text);
    return typeof value === 'number' && Number.isSafeInteger(value) ? value : text;
  }
  return text;
}

function numberOr(text: string): Cell {
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) ? value : text;
}

/** Tells whether a column's type is a number. */
export function isNumeric(type: string): boolean {
  const base = baseOf(type);
  return [...smallIntegers, ...largeIntegers, ...floats, 'DECIMAL', 'NUMERIC'].includes(base);
}

/** Endings of a column's name that tell its unit; nothing else does. */
const unitByEnding: readonly (readonly [RegExp, string])[] = [
  [/_usd$|_cost$|^cost$/, 'USD'],
  [/_dbus?$/, 'DBU'],
  [/_ms$/, 'ms'],
  [/_(seconds|secs?)$/, 's'],
  [/_(minutes|mins?)$/, 'min'],
  [/_hours$/, 'h'],
  [/_bytes$/, 'B'],
  [/_(pct|percent)$/, '%'],
];

/**
 * Guesses what a column that no certified question describes is, from its type and name. Numbers that
 * identify something are keys, not measures.
 */
export function describeColumn(
  name: string,
  type: string,
): { is: ColumnRole; unit: string | null } {
  const lower = name.toLowerCase();
  if (['DATE', 'TIMESTAMP', 'TIMESTAMP_NTZ'].includes(baseOf(type)))
    return { is: 'time', unit: null };
  if (/(^|_)id$/.test(lower)) return { is: 'key', unit: null };
  if (!isNumeric(type)) return { is: 'label', unit: null };
  const unit = unitByEnding.find(([ending]) => ending.test(lower))?.[1] ?? null;
  return { is: 'measure', unit };
}
