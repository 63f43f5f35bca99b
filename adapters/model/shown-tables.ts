import { isNumeric } from '../../domain/cells.ts';
import { titleOf } from '../../domain/citations.ts';
import type { Markers } from '../../domain/citations.ts';
import type { Cell, Evidence, EvidenceColumn } from '../../domain/evidence.ts';
import type { LaneReport } from '../../domain/reasoner-port.ts';
import { cut } from '../../domain/text.ts';
import { quoted } from './quoted.ts';

/** Rows of one table, and length of all tables together in UTF-16 units, that a model is shown. */
const mostRows = 100;
const longestTables = 80_000;
/** A text cell is shown up to this length. */
const longestCell = 500;
/** What a cell takes besides its value: its marker and what stands between cells. */
const lengthBesideValue = 15;

export type ShownTables = {
  readonly text: string;
  /** What was left out, one sentence each. */
  readonly caveats: readonly string[];
};

/**
 * Writes the tables of all lanes for a prompt: exact values, a marker behind each, and what was left
 * out. A table that is too long shows its first and its last rows.
 *
 * @param share Of the length that is shown at most.
 *
 * Effect: `markers` hands out the markers of the cells that are shown.
 */
export function showTables(lanes: readonly LaneReport[], markers: Markers, share = 1): ShownTables {
  const tables = lanes.flatMap(({ question, evidence }) =>
    evidence.map((table) => ({ question, table })),
  );
  if (tables.length === 0) return { text: '(none)', caveats: [] };
  const longest = (longestTables * share) / tables.length;
  const shown = tables.map(({ question, table }) => showTable(table, question, longest, markers));
  return {
    text: shown.map(({ text }) => text).join('\n\n'),
    caveats: [...new Set(shown.flatMap(({ caveats }) => caveats))],
  };
}

function showTable(
  table: Evidence,
  question: string,
  longest: number,
  markers: Markers,
): ShownTables {
  const { title, rowCount, truncated, parameters, columns } = table;
  const rows = rowsToShow(table, longest);
  const leftOut = rowCount - rows.length;
  const gapAt = rows.findIndex((row, n) => row !== n);
  const lines = rows.map((row) => rowLine(table, row, markers));
  const gap = `(${leftOut} rows left out)`;
  const given = parameters.map(({ name, value }) => `${quoted(name)} = ${quoted(value)}`);
  const text = [
    `domain: ${table.domain}`,
    `asked: ${quoted(question)}`,
    `title: ${quoted(title)}`,
    ...(given.length === 0 ? [] : [`parameters: ${given.join(', ')}`]),
    ...(table.completeUntil === null ? [] : [`complete until: ${table.completeUntil}`]),
    `columns: ${columns.map(columnText).join(' | ')}`,
    `rows: ${rowCount} ${markers.rowCount(table)}${truncated ? ', cut by the source' : ''}${leftOut > 0 ? `, of which ${leftOut} are left out` : ''}`,
    ...(leftOut > 0 ? lines.toSpliced(gapAt < 0 ? lines.length : gapAt, 0, gap) : lines),
  ].join('\n');
  const hasLongCell = rows.some((row) => table.rows[row]?.some(isLong));
  return {
    text,
    caveats: [
      ...(leftOut > 0
        ? [`The model saw ${rows.length} of the ${rowCount} rows of “${titleOf(table)}”.`]
        : []),
      ...(hasLongCell
        ? [`The model saw only the beginning of long texts in “${titleOf(table)}”.`]
        : []),
    ],
  };
}

/** Numbers of the rows that fit, from both ends of the table, in order. */
function rowsToShow({ rows }: Evidence, longest: number): readonly number[] {
  const chosen: number[] = [];
  let length = 0;
  while (chosen.length < Math.min(rows.length, mostRows)) {
    const half = Math.floor(chosen.length / 2);
    const row = chosen.length % 2 === 0 ? half : rows.length - 1 - half;
    length += lengthOf(rows[row] ?? []);
    if (length > longest && chosen.length > 0) break;
    chosen.push(row);
  }
  return chosen.toSorted((a, b) => a - b);
}

function lengthOf(row: readonly Cell[]): number {
  return row.reduce<number>(
    (sum, cell) => sum + lengthBesideValue + Math.min(String(cell).length, longestCell),
    0,
  );
}

function rowLine(table: Evidence, row: number, markers: Markers): string {
  return table.columns
    .map((column, at) => {
      const cell = table.rows[row]?.[at] ?? null;
      return `${cellText(cell, column)} ${markers.cell(table, row, at)}`;
    })
    .join(' | ');
}

function cellText(cell: Cell, { type }: EvidenceColumn): string {
  if (typeof cell !== 'string') return String(cell);
  const isNumber = isNumeric(type) && /^-?\d+(\.\d+)?$/.test(cell);
  return isNumber ? cell : quoted(cut(cell, longestCell));
}

function isLong(cell: Cell): boolean {
  return typeof cell === 'string' && cell.length > longestCell;
}

function columnText({ name, is, unit }: EvidenceColumn): string {
  return `${quoted(cut(name, longestCell))} (${is}${unit === null ? '' : `, ${unit}`})`;
}
