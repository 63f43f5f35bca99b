import type { Source } from './cited.ts';

/** Some rows of a table as a table; their markers are those of the whole one. Pure. */
export const ofRows = ({ table, markers }: Source, rows: readonly number[]): Source => ({
  table: {
    ...table,
    rows: rows.map((row) => table.rows[row] ?? []),
    rowCount: rows.length,
    truncated: false,
  },
  markers: { ...markers, cell: (_, row, column) => markers.cell(table, rows[row] ?? 0, column) },
});
