import { parseJson, WireError } from '../wire.ts';
import type { Row } from './rank.ts';

type Test = (cell: unknown, wanted: unknown) => boolean;

const isIn: Test = (cell, wanted) =>
  Array.isArray(wanted) ? wanted.includes(cell) : cell === wanted;
const compare = (cell: unknown, wanted: unknown): number =>
  typeof cell === 'number' && typeof wanted === 'number'
    ? cell - wanted
    : String(cell).localeCompare(String(wanted));

/** Operators after the name of a column in a filter. */
const operators: Readonly<Record<string, Test>> = {
  '': isIn,
  NOT: (cell, wanted) => !isIn(cell, wanted),
  '<': (cell, wanted) => compare(cell, wanted) < 0,
  '<=': (cell, wanted) => compare(cell, wanted) <= 0,
  '>': (cell, wanted) => compare(cell, wanted) > 0,
  '>=': (cell, wanted) => compare(cell, wanted) >= 0,
  LIKE: (cell, wanted) => typeof cell === 'string' && cell.split(/\s+/).includes(String(wanted)),
};

/**
 * The rows that pass the filters of a query.
 *
 * Pure.
 *
 * @param filters JSON such as `{"domain": "cost", "id >=": 5}`; all must hold.
 * @throws {WireError} 400 for a filter of another form, or a column that the index lacks.
 */
export function filterRows(
  rows: readonly Row[],
  filters: string | undefined,
  columns: readonly string[],
): readonly Row[] {
  if (filters === undefined || filters === '') return rows;
  const read = parseJson(filters);
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    throw new WireError(400, 'filters_json must be a JSON object');
  const tests = Object.entries(read).map(([key, wanted]) => {
    const [column = '', operator = ''] = key.trim().split(/\s+/);
    const test = operators[operator.toUpperCase()];
    if (test === undefined) throw new WireError(400, `filters_json: ${operator} is no operator`);
    if (!columns.includes(column))
      throw new WireError(400, `filters_json: ${column} is not a column of the index`);
    return (row: Row) => test(row[column], wanted);
  });
  return rows.filter((row) => tests.every((test) => test(row)));
}
