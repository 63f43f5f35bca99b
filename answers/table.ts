import { add, compare, parseDecimal, whole } from '../domain/decimals.ts';
import type { Decimal } from '../domain/decimals.ts';
import type { Cell, Evidence, EvidenceColumn } from '../domain/evidence.ts';

export const cellAt = (table: Evidence, row: number, column: EvidenceColumn): Cell =>
  table.rows[row]?.[table.columns.indexOf(column)] ?? null;

/** The column of a table that has the name of another table's. */
export const sameColumn = (table: Evidence, { name }: EvidenceColumn): EvidenceColumn | null =>
  table.columns.find((column) => column.name === name) ?? null;

/** Whether a cell is an amount of money as text: "$1,443.14". */
export const isMoneyText = (cell: Cell): boolean =>
  typeof cell === 'string' && /^[-−]?[$€£]\s?[-−]?\d[\d,]*(?:\.\d+)?$/.test(cell.trim());

/** The number of a cell, exactly, also of money as text; null when it has none. */
export function numberAt(table: Evidence, row: number, column: EvidenceColumn): Decimal | null {
  const cell = cellAt(table, row, column);
  if (cell === null || typeof cell === 'boolean') return null;
  const text = isMoneyText(cell) ? String(cell).replaceAll(/[$€£,\s]/g, '') : String(cell);
  return parseDecimal(text.replace('−', '-'));
}

/** The number of a cell for comparisons that need no exactness; null when it has none. */
export function sizeAt(table: Evidence, row: number, column: EvidenceColumn): number | null {
  const number = numberAt(table, row, column);
  return number === null ? null : Number(number.digits) / 10 ** number.scale;
}

/** The row with the greatest number of a column; null when no row has one. */
export const greatestRow = (table: Evidence, column: EvidenceColumn): number | null =>
  extremeRow(table, column, 1);

/** The row with the least number of a column; null when no row has one. */
export const leastRow = (table: Evidence, column: EvidenceColumn): number | null =>
  extremeRow(table, column, -1);

function extremeRow(table: Evidence, column: EvidenceColumn, sign: 1 | -1): number | null {
  let best: { readonly row: number; readonly value: Decimal } | null = null;
  for (const row of table.rows.keys()) {
    const value = numberAt(table, row, column);
    if (value !== null && (best === null || compare(value, best.value) * sign > 0))
      best = { row, value };
  }
  return best?.row ?? null;
}

/** The sum of a column's numbers, exactly, as text; null when it has none. */
export function sumOf(table: Evidence, column: EvidenceColumn): string | null {
  const numbers = table.rows.flatMap((_, row) => numberAt(table, row, column) ?? []);
  if (numbers.length === 0) return null;
  const { digits, scale } = numbers.reduce(add, whole(0));
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  const exact = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
  return digits < 0n ? `-${exact}` : exact;
}
