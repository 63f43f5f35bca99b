import { listed } from '../../domain/text.ts';
import { asksWhen } from '../asked.ts';
import { cite, citeName, type Source } from '../cited.ts';
import { formatColumn } from '../format-cell.ts';
import { labelOf } from '../label.ts';
import { cellAt } from '../table.ts';

const shownNames = 3;

/** Of a table with times: its latest row, for a question when something was. */
function latest(source: Source): string | null {
  const { table } = source;
  const time = table.columns.find(({ type }) => type.startsWith('TIMESTAMP'));
  if (time === undefined) return null;
  const when = (row: number): string => String(cellAt(table, row, time) ?? '');
  const [row = 0] = [...table.rows.keys()].toSorted((a, b) => when(b).localeCompare(when(a)));
  const label = labelOf(table);
  if (when(row) === '' || label === undefined) return null;
  return `The latest: ${formatColumn(time)} ${cite(source, row, time)}, ${citeName(source, row, label)}.`;
}

/** A table without measures: how many rows it has, and the first names; or when the latest was. */
export function list(source: Source, question: string): string | null {
  const { table, markers } = source;
  const label = labelOf(table, question);
  if (!label || table.rows.length === 0) return null;
  const last = asksWhen(question) ? latest(source) : null;
  if (last !== null) return last;
  // One description of a thing: "size `SMALL`".
  if (table.rows.length === 1 && table.columns.length === 1 && !label.name.endsWith('_name'))
    return `${formatColumn(label)} ${citeName(source, 0, label)}.`;
  const distinct = new Map(
    [...table.rows.keys()]
      .map((row) => [String(cellAt(table, row, label)), row] as const)
      .toReversed(),
  );
  const names = [...distinct.values()]
    .toReversed()
    .slice(0, shownNames)
    .map((row) => citeName(source, row, label));
  const more = distinct.size > names.length ? `${names.join(', ')} …` : listed(names);
  const isOne = distinct.size === table.rows.length && label.name.endsWith('_name');
  const thing = isOne
    ? formatColumn({ ...label, name: label.name.slice(0, -'_name'.length) })
    : 'row';
  return `${table.rowCount} ${thing}${table.rowCount === 1 ? '' : 's'} ${markers.rowCount(table)}: ${more}.`;
}
