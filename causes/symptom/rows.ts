import type { Evidence } from '../../domain/evidence.ts';
import { instantOf } from '../../domain/readable-dates.ts';

/** One row of a table, by its position. */
export type Row = { readonly table: Evidence; readonly at: number };

/** All rows of a table; none without a table. Pure. */
export const rowsOf = (table: Evidence | null): readonly Row[] =>
  table === null ? [] : table.rows.map((_, at) => ({ table, at }));

const cellOf = ({ table, at }: Row, name: string) => {
  const column = table.columns.findIndex((one) => one.name === name);
  return column < 0 ? null : (table.rows[at]?.[column] ?? null);
};

/** A cell as text; null when it is empty or there is no such column. Pure. */
export function textOf(row: Row, name: string): string | null {
  const cell = cellOf(row, name);
  return cell === null ? null : String(cell);
}

/** A cell as a number, exact enough for statistics; null when it is empty or no number. Pure. */
export function numberOf(row: Row, name: string): number | null {
  const cell = cellOf(row, name);
  if (cell === null || typeof cell === 'boolean' || cell === '') return null;
  const value = Number(cell);
  return Number.isFinite(value) ? value : null;
}

/** A cell as an instant, epoch milliseconds; null when it is none. Pure. */
export const msOf = (row: Row, name: string): number | null => instantOf(cellOf(row, name));
