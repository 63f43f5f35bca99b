import type { Evidence } from '../../domain/evidence.ts';
import { instantOf } from '../../domain/readable-dates.ts';

/** One row of a table, by its position. */
export type Row = { readonly table: Evidence; readonly at: number };

const ordered = new WeakMap<Evidence, readonly Row[]>();

/**
 * All rows of a table by their first date or time, the earliest first, whatever the order of the table: rows
 * of the same time are in the order of their text. None without a table.
 *
 * Pure: the order of a table is kept, because one is read by many causes.
 */
export function rowsOf(table: Evidence | null): readonly Row[] {
  if (table === null) return [];
  const known = ordered.get(table);
  if (known !== undefined) return known;
  const time = table.columns.find(({ type }) => /^(?:date|timestamp)/i.test(type))?.name;
  const rows = table.rows.map((cells, at) => {
    const row = { table, at };
    const ms = time === undefined ? null : msOf(row, time);
    return { row, ms: ms ?? -Infinity, text: JSON.stringify(cells) };
  });
  const sorted = rows
    .toSorted((a, b) => (a.ms === b.ms ? (a.text < b.text ? -1 : 1) : a.ms - b.ms))
    .map(({ row }) => row);
  ordered.set(table, sorted);
  return sorted;
}

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
