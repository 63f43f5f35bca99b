import { isNumeric } from '../../domain/cells.ts';
import type { Cell, Evidence, EvidenceColumn } from '../../domain/evidence.ts';
import { plainText } from '../../domain/plain-text.ts';
import { cut } from '../../domain/text.ts';

type Table = Pick<Evidence, 'columns' | 'rows'>;

/** Wider cells are cut, so that one long text does not push the other columns out. */
const widestCell = 40;
const gap = '  ';

/**
 * A cell as people read it: decimals without trailing zeros, times without the letters of ISO-8601.
 *
 * @param type SQL type of its column; text keeps its zeros, because `3.10` may be a version.
 */
export function cellText(cell: Cell, type: string): string {
  if (cell === null) return '';
  const text = plainText(String(cell)).replaceAll(/\s+/g, ' ').trim();
  if (isNumeric(type) && /^-?\d+\.\d+$/.test(text)) {
    return text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
  }
  return text.replace(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?Z$/, '$1 $2');
}

/**
 * The first rows of a table as aligned lines: a header, then the rows; numbers to the right.
 *
 * @param width Columns of the terminal; columns of the table that do not fit are left out at the
 *   right and counted in the header. Null leaves nothing out.
 */
export function tableLines(
  { columns, rows }: Table,
  maxRows: number,
  width: number | null,
): string[] {
  const shown = rows
    .slice(0, maxRows)
    .map((row) => row.map((cell, at) => cellText(cell, columns[at]?.type ?? '')));
  const limit = width === null ? Number.MAX_SAFE_INTEGER : widestCell;
  const cells = [columns.map(({ name }) => cellText(name, 'STRING')), ...shown].map((row) =>
    row.map((cell) => cut(cell, limit)),
  );
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const fitting = width === null ? columns.length : countFitting(widths, width);
  const left = columns.length - fitting;
  return cells.map((row, line) => {
    const padded = row.slice(0, fitting).map((cell, at) => pad(cell, widths[at] ?? 0, columns[at]));
    const more = line === 0 && left > 0 ? [`+${left}`] : [];
    return [...padded, ...more].join(gap).trimEnd();
  });
}

/** How many columns fit; the first one always does. Room for the count of the others is kept. */
function countFitting(widths: readonly number[], width: number): number {
  const note = gap.length + 3;
  let used = 0;
  for (const [at, own] of widths.entries()) {
    used += own + (at === 0 ? 0 : gap.length);
    const isLast = at === widths.length - 1;
    if (at > 0 && used + (isLast ? 0 : note) > width) return at;
  }
  return widths.length;
}

function pad(cell: string, width: number, column: EvidenceColumn | undefined): string {
  return isNumeric(column?.type ?? '') ? cell.padStart(width) : cell.padEnd(width);
}
