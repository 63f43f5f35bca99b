import type { Cell, Evidence } from '../domain/evidence.ts';

/** Spreadsheets evaluate a cell that begins with these; a plain number (`-12.50`) is harmless. */
const formula = /^[=+\-@\t\r\n]/;
const plainNumber = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * Formats evidence as CSV (RFC 4180, header line, CRLF). Text that a spreadsheet would evaluate as a
 * formula gets a leading apostrophe; null is an empty cell.
 */
export function toCsv(evidence: Pick<Evidence, 'columns' | 'rows'>): string {
  const header = evidence.columns.map((column) => column.name);
  return [header, ...evidence.rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  const raw = String(cell);
  const text =
    typeof cell === 'string' && formula.test(raw) && !plainNumber.test(raw) ? `'${raw}` : raw;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
