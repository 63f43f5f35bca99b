import { listed } from '../../domain/text.ts';
import type { EvidenceColumn } from '../../domain/evidence.ts';
import { asksWhen } from '../asked.ts';
import { cite, citeName, type Source } from '../cited.ts';
import { formatColumn } from '../format-cell.ts';
import { labelOf } from '../label.ts';
import { cellAt } from '../table.ts';

const shownNames = 3;
/** So few that all are told. */
const allNames = 5;

/** Of a table with times: its latest row, of first times the earliest, for a question when something was. */
function latest(source: Source): string | null {
  const { table } = source;
  const time = table.columns.find(({ type }) => type.startsWith('TIMESTAMP'));
  if (time === undefined) return null;
  const when = (row: number): string => String(cellAt(table, row, time) ?? '');
  const isFirst = time.name.startsWith('first_');
  const rows = [...table.rows.keys()].toSorted((a, b) => when(b).localeCompare(when(a)));
  const row = rows.at(isFirst ? -1 : 0) ?? 0;
  const label = labelOf(table);
  if (when(row) === '' || label === undefined) return null;
  return `The ${isFirst ? 'first' : 'latest'}: ${formatColumn(time)} ${cite(source, row, time)}, ${citeName(source, row, label)}.`;
}

/** So many descriptions of one thing are told. */
const allDescriptions = 5;

/** The descriptions of one thing: "size `SMALL`, type `PRO`"; null where one column names things. */
function describedBy(source: Source): string | null {
  const { columns, rows } = source.table;
  const isDescription = columns.every(({ is, name }) => is === 'label' && !name.endsWith('_name'));
  if (rows.length !== 1 || columns.length > allDescriptions || !isDescription) return null;
  return `${columns.map((one) => `${formatColumn(one)} ${citeName(source, 0, one)}`).join(', ')}.`;
}

/** What one thing is like in the only other column: " (`SMALL`)" of "list all warehouses with their size". */
function besideName(source: Source, row: number, label: EvidenceColumn): string {
  const { columns } = source.table;
  const other = columns.find(({ name }) => name !== label.name);
  if (columns.length !== 2 || other?.is !== 'label') return '';
  return cellAt(source.table, row, other) === null ? '' : ` (${cite(source, row, other)})`;
}

/** A table without measures: how many rows it has, and the first names; or when the latest was. */
export function list(source: Source, question: string): string | null {
  const { table, markers } = source;
  const label = labelOf(table, question);
  if (!label || table.rows.length === 0) return null;
  const last = asksWhen(question) ? latest(source) : null;
  if (last !== null) return last;
  const described = describedBy(source);
  if (described !== null) return described;
  const distinct = new Map(
    [...table.rows.keys()]
      .map((row) => [String(cellAt(table, row, label)), row] as const)
      .toReversed(),
  );
  const isTold = besideName(source, 0, label) !== '';
  const names = [...distinct.values()]
    .toReversed()
    .slice(0, isTold && distinct.size <= allNames ? allNames : shownNames)
    .map((row) => `${citeName(source, row, label)}${besideName(source, row, label)}`);
  const more = distinct.size > names.length ? `${names.join(', ')} …` : listed(names);
  const isOne = distinct.size === table.rows.length && label.name.endsWith('_name');
  const thing = isOne
    ? formatColumn({ ...label, name: label.name.slice(0, -'_name'.length) })
    : 'row';
  return `${table.rowCount} ${thing}${table.rowCount === 1 ? '' : 's'} ${markers.rowCount(table)}: ${more}.`;
}
