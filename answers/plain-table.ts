import { describeColumn, isNumeric } from '../domain/cells.ts';
import type { Evidence, EvidenceColumn } from '../domain/evidence.ts';
import type { Source } from './cited.ts';
import { isMoneyText } from './table.ts';

/** "The Failed Hours", `the_failed_hours` → `failed_hours`. */
const plainName = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '_')
    .replace(/^the_(?=.)/, '');

/** Numbers of rows, which say nothing, and whether a sum is above a limit, which is said as yes or no. */
const isUntold = ({ name, type }: EvidenceColumn): boolean =>
  name === 'is_above_limit' ||
  (isNumeric(type) && /^(?:position|rank|ranking|row_?num(?:ber)?|rn|row|no|index)$/.test(name));

function plainColumn(column: EvidenceColumn, table: Evidence): EvidenceColumn {
  const at = table.columns.indexOf(column);
  const name = plainName(column.name);
  const cells = table.rows.flatMap((row) => row[at] ?? []);
  const isMoney = !isNumeric(column.type) && cells.length > 0 && cells.every(isMoneyText);
  if (isMoney)
    return { ...column, name: name.replace(/_(?:usd|eur|gbp)$/, ''), is: 'measure', unit: null };
  const described = describeColumn(name, column.type);
  const isId = described.is === 'key' && column.is === 'label';
  return { ...column, name, is: isId ? 'key' : column.is, unit: column.unit ?? described.unit };
}

/** The columns of a table in one form, with their places; without numbers of rows. */
export const plainColumns = (
  table: Evidence,
): readonly { readonly column: EvidenceColumn; readonly at: number }[] =>
  table.columns
    .map((column, at) => ({
      column: table.certified === null ? plainColumn(column, table) : column,
      at,
    }))
    .filter(({ column }) => !isUntold(column));

/**
 * A table that nobody certified, with its columns in one form: plain names, ids as keys, amounts of money
 * that are text as measures, and without numbers of rows. Markers are those of the table itself.
 *
 * @returns The source unchanged for a certified table.
 */
export function plainSource(source: Source): Source {
  const { table, markers } = source;
  if (table.certified !== null) return source;
  const kept = plainColumns(table);
  if (kept.length === 0) return source;
  const places = kept.map(({ at }) => at);
  return {
    table: {
      ...table,
      columns: kept.map(({ column }) => column),
      rows: table.rows.map((row) => places.map((at) => row[at] ?? null)),
    },
    markers: {
      ...markers,
      cell: (_, row, at) => markers.cell(table, row, places[at] ?? at),
    },
  };
}
