import { isTimeType } from '../domain/cells.ts';
import type { Evidence, EvidenceColumn } from '../domain/evidence.ts';
import { cite, type Source } from './cited.ts';
import { cellAt } from './table.ts';

/** Events that are all told rather than cut. */
const allEvents = 5;
const shownEvents = 3;

const columnOf = ({ columns }: Evidence, name: string): EvidenceColumn | undefined =>
  columns.find((one) => one.name === name);

/** The cells of a row that are filled, of the columns named. */
const filled = (source: Source, row: number, names: readonly string[]): readonly string[] =>
  names.flatMap((name) => {
    const column = columnOf(source.table, name);
    const isEmpty = column === undefined || cellAt(source.table, row, column) === null;
    return isEmpty ? [] : [cite(source, row, column)];
  });

/** One event: "`setAdmin` (`bo`) by `ana` from `10.0.0.1` on Mon 16 Nov 09:00". */
function tell(source: Source, row: number): string {
  const about = filled(source, row, ['object', 'target']);
  const parts = [
    ...filled(source, row, ['action']),
    ...(about.length === 0 ? [] : [`(${about.join(', ')})`]),
    ...filled(source, row, ['user_name']).map((by) => `by ${by}`),
    ...filled(source, row, ['address']).map((from) => `from ${from}`),
    ...filled(source, row, ['event_at']).map((at) => `on ${at}`),
  ];
  return parts.join(' ');
}

/** Whether a table is of events that are told one by one. */
function isOfEvents(table: Evidence): boolean {
  const time = columnOf(table, 'event_at');
  const isTold = ['action', 'user_name'].every((name) => columnOf(table, name) !== undefined);
  return time !== undefined && isTimeType(time.type) && isTold && table.rows.length > 0;
}

/**
 * Events one by one: "5 events: `setAdmin` (`bo`) by `ana` from `10.0.0.1` on …", of many the latest; null for a
 * table of anything else than events with their time, action and user.
 */
export function sayEvents(source: Source): string | null {
  const { table, markers } = source;
  if (!isOfEvents(table)) return null;
  const most = Number(table.parameters.find(({ name }) => name === 'top_n')?.value);
  const isCut = table.truncated || (table.rowCount >= most && most > allEvents);
  const isAll = table.rows.length <= allEvents && !isCut;
  const told = table.rows
    .slice(0, isAll ? allEvents : shownEvents)
    .map((_, row) => tell(source, row));
  const noun = table.rowCount === 1 ? 'event' : 'events';
  const number = `${isCut ? 'at least ' : ''}${table.rowCount} ${noun} ${markers.rowCount(table)}`;
  return `${number}: ${isAll ? '' : 'the latest '}${told.join('; ')}.`;
}
