import { isTimeType } from '../domain/cells.ts';
import { periodEndMs } from '../domain/completeness.ts';
import type { Cell, Evidence, EvidenceColumn } from '../domain/evidence.ts';
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

const weekMs = 7 * 86_400_000;
const windowEnd = /^(?:to|end)_(?:time|date|day)$/;
const isLong = (name: string): boolean => name === 'week' || name === 'month';

/** When the period of a cell ends: a day, hour or instant by its form, a week or month by the column. */
function endMs(cell: Cell, { name }: EvidenceColumn): number {
  const end = periodEndMs(cell) ?? 0;
  const start = new Date(String(cell));
  if (name === 'week') return start.getTime() + weekMs;
  return name === 'month' ? Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1) : end;
}

/** Until when rows are whole: to where the table is complete, and of weeks and months to where it goes. */
function untilMs(table: Evidence, { name }: EvidenceColumn): number | null {
  const complete = table.completeUntil === null ? null : Date.parse(table.completeUntil);
  const to = isLong(name) ? table.parameters.find((one) => windowEnd.test(one.name)) : undefined;
  const ends = [complete, to === undefined ? null : Date.parse(to.value)].filter(
    (end) => end !== null,
  );
  return ends.length === 0 ? null : Math.min(...ends);
}

/** The rows of a series, oldest first, whose periods had ended when the table was complete. */
export function completeRows(table: Evidence, { time, order }: Series): readonly number[] {
  const until = untilMs(table, time);
  return until === null
    ? order
    : order.filter((row) => endMs(cellAt(table, row, time), time) <= until);
}
