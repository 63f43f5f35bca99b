import { citeName, listed, type Source } from '../cited.ts';
import { labelOf } from '../label.ts';

const shownNames = 3;

/** A table without measures: how many rows it has, and the first names. */
export function list(source: Source): string | null {
  const { table, markers } = source;
  const label = labelOf(table);
  if (!label || table.rows.length === 0) return null;
  const names = [...table.rows.keys()]
    .slice(0, shownNames)
    .map((row) => citeName(source, row, label));
  const more = table.rowCount > names.length ? `${names.join(', ')} …` : listed(names);
  const noun = table.rowCount === 1 ? 'row' : 'rows';
  return `${table.rowCount} ${noun} ${markers.rowCount(table)}: ${more}.`;
}
