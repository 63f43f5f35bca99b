import { isNumeric, isTimeType } from '../domain/cells.ts';
import type { Markers } from '../domain/citations.ts';
import type { Evidence, EvidenceColumn } from '../domain/evidence.ts';
import { instantOf, readable } from '../domain/readable-dates.ts';
import { listed } from '../domain/text.ts';
import { formatCell, formatColumn, formatName } from './format-cell.ts';
import { cellAt, isMoneyText, sumOf } from './table.ts';

/** A table and the markers of the answer that it is written into. */
export type Source = { readonly table: Evidence; readonly markers: Markers };

/** A cell as a sentence says it: numbers with unit, names in backticks, dates with their weekday. */
function sayCell(table: Evidence, row: number, column: EvidenceColumn): string {
  const cell = cellAt(table, row, column);
  // Checked as a name: its text is no number.
  if (isMoneyText(cell)) return formatName(String(cell));
  const ms = isTimeType(column.type) ? instantOf(cell) : null;
  if (ms !== null && column.name === 'month') return monthOf(ms);
  return ms === null ? formatCell(cell, inSentence(column)) : readable(ms, column.type !== 'DATE');
}

const monthNames = new Intl.DateTimeFormat('en-US', { month: 'long', timeZone: 'UTC' });
const monthOf = (ms: number): string => monthNames.format(ms);

/** Units that are said behind their number; others are nouns, which the sentence has itself. */
const symbols = new Set([
  'USD',
  'percent',
  '%',
  'h',
  'min',
  's',
  'ms',
  'GB',
  'bytes',
  'DBU',
  'times',
]);

/** A column as a sentence says its cells: a number stays a number where it is a key. */
function inSentence(column: EvidenceColumn): EvidenceColumn {
  const unit = symbols.has(column.unit ?? '') ? column.unit : null;
  const isNumber = column.is === 'key' && isNumeric(column.type);
  return { ...column, unit, is: isNumber ? 'measure' : column.is };
}

/** The marker of a cell. */
export const markerOf = ({ table, markers }: Source, row: number, column: EvidenceColumn): string =>
  markers.cell(table, row, table.columns.indexOf(column));

/** A cell with its marker. */
export const cite = (source: Source, row: number, column: EvidenceColumn): string =>
  `${sayCell(source.table, row, column)} ${markerOf(source, row, column)}`;

/** When a row was, with its marker: "on Mon 9 Nov", "in October". */
export const citeWhen = (source: Source, row: number, time: EvidenceColumn): string =>
  `${time.name === 'month' ? 'in' : 'on'} ${cite(source, row, time)}`;

/** The sum of a column, with the marker of its first cell; null when the column has no number. */
export function saySum(source: Source, column: EvidenceColumn): string | null {
  const sum = isMoneyText(cellAt(source.table, 0, column)) ? null : sumOf(source.table, column);
  return sum === null
    ? null
    : `${formatCell(sum, inSentence(column))} ${markerOf(source, 0, column)}`;
}

/** What names a row, with its marker; where the cell is empty, which name is missing. */
export function citeName(source: Source, row: number, column: EvidenceColumn): string {
  if (cellAt(source.table, row, column) !== null) return cite(source, row, column);
  return `(no ${formatColumn(column)}) ${markerOf(source, row, column)}`;
}

/** Names of rows: "`a`, `b` and `c`", of more than so many "`a`, `b` and others". */
export function citeNames(
  source: Source,
  rows: readonly number[],
  column: EvidenceColumn,
  most: number,
): string {
  const names = rows.slice(0, most).map((row) => citeName(source, row, column));
  return rows.length > most ? `${names.join(', ')} and others` : listed(names);
}

/** The text with its first letter large; a name in backticks stays as it is. Pure. */
export const capital = (text: string): string =>
  text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
