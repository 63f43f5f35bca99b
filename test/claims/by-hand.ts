import { checkClaims } from '../../claims/check-claims.ts';
import type { Citation } from '../../domain/answer.ts';
import { createMarkers } from '../../domain/citations.ts';
import type { ColumnRole, Evidence, EvidenceColumn } from '../../domain/evidence.ts';

export const column = (
  name: string,
  is: ColumnRole = 'measure',
  unit: string | null = null,
  type = 'DOUBLE',
): EvidenceColumn => ({ name, is, unit, type });

/** From Mon 9 to Sun 15 Nov 2026, ten rows at most. */
export const week = [
  { name: 'from_time', value: '2026-11-09T00:00:00Z' },
  { name: 'to_time', value: '2026-11-16T00:00:00Z' },
  { name: 'top_n', value: '10' },
];

function citationsOf(table: Evidence, cites: 'cells' | 'columns'): readonly Citation[] {
  if (cites === 'columns')
    return table.columns.map(({ name }, at) => ({
      marker: `cost:${at + 1}`,
      evidenceId: table.id,
      row: null,
      column: name,
      columnIndex: at,
      value: null,
    }));
  const markers = createMarkers();
  table.rows.forEach((_, row) =>
    table.columns.forEach((_column, at) => markers.cell(table, row, at)),
  );
  return markers.citations();
}

/** Whether no claim of a text is unsupported that cites all of a table; each row of a table of its own. */
export function acceptedBy(table: Evidence, text: string, cites: 'cells' | 'columns'): boolean {
  const citations = citationsOf(table, cites);
  const markers = citations.map(({ marker }) => `[${marker}]`).join('');
  const lines = text.split('\n');
  const markdown =
    lines.length === 1
      ? `${text} ${markers}`
      : lines.map((line, n) => (n < 2 ? line : line.replace(/\|$/, `${markers} |`))).join('\n');
  return checkClaims(markdown, citations, [table]).every(
    ({ verdict }) => verdict !== 'unsupported',
  );
}
