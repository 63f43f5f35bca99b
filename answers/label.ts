import type { Evidence, EvidenceColumn } from '../domain/evidence.ts';
import { cellAt } from './table.ts';

/** The column that names what a row is about: the label with the most different values, else the last key. */
export function labelOf(table: Evidence): EvidenceColumn | undefined {
  const distinct = (column: EvidenceColumn): number =>
    new Set(table.rows.map((_, row) => cellAt(table, row, column))).size;
  const candidates = table.columns.filter(
    (column) => column.is === 'label' && cellAt(table, 0, column) !== null,
  );
  const best = candidates.toSorted((a, b) => distinct(b) - distinct(a))[0];
  return best ?? table.columns.findLast(({ is }) => is === 'key');
}
