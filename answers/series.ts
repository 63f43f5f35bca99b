import { isTimeType } from '../domain/cells.ts';
import { periodEndMs } from '../domain/completeness.ts';
import type { Evidence, EvidenceColumn } from '../domain/evidence.ts';
import { cellAt } from './table.ts';

/** A table with one row for each time: its time column, and the numbers of its rows, oldest first. */
export type Series = { readonly time: EvidenceColumn; readonly order: readonly number[] };

/** The series that a table is; null when it is none. */
export function seriesOf(table: Evidence): Series | null {
  const time = table.columns.find(({ is, type }) => is === 'time' || isTimeType(type));
  const keyed = table.columns.some(
    (column) => column !== time && (column.is === 'key' || column.is === 'label'),
  );
  if (!time || keyed || table.rows.length < 2) return null;
  const when = (row: number): string => String(cellAt(table, row, time) ?? '');
  return {
    time,
    order: table.rows.map((_, n) => n).toSorted((x, y) => when(x).localeCompare(when(y))),
  };
}

/** The rows of a series, oldest first, whose periods had ended when the table was complete. */
export function completeRows(table: Evidence, { time, order }: Series): readonly number[] {
  if (table.completeUntil === null) return order;
  const untilMs = Date.parse(table.completeUntil);
  return order.filter((row) => (periodEndMs(cellAt(table, row, time)) ?? 0) <= untilMs);
}
