import { cellsAt } from './bound.ts';
import type { WrittenNumber } from './numbers.ts';
import { rowsOf } from './rows.ts';
import type { Scope } from './scope.ts';
import { derived, matches, sumOver } from './values.ts';
import type { Verdict } from './values.ts';

const more = /^[\s)*]*(?:more|higher|up|above)\b/;
const less = /^[\s)*]*(?:less|fewer|lower|down|below)\b/;

/** Whether a sentence is about two tables of the same columns: it compares them, not the rows of one. */
export const areTwoTimes = ([one, other, third]: readonly Scope[]): boolean =>
  one !== undefined &&
  other !== undefined &&
  third === undefined &&
  namesOf(one) === namesOf(other);

const namesOf = ({ table }: Scope): string => table.columns.map(({ name }) => name).join();

/** The sum of the column of a marker, or the number of rows: of those that are named, else of all. */
function totalOf(scope: Scope, columnIndex: number | null, number: WrittenNumber): number {
  const { table } = scope;
  const rows = rowsOf(scope, number);
  if (columnIndex === null) return rows?.length ?? table.rowCount;
  const column = table.columns.find(({ at, isNumeric }) => at === columnIndex && isNumeric);
  return column === undefined ? NaN : sumOver(column, rows);
}

/**
 * A percentage by which the total of one table is more or less than that of another with the same columns:
 * the marker behind it is of the table that is compared with the other. Null where it is not that.
 */
export function betweenTables(scopes: readonly Scope[], number: WrittenNumber): Verdict | null {
  const [one, other] = scopes;
  if (one === undefined || other === undefined || !areTwoTimes(scopes)) return null;
  if (number.unit?.of !== 'percent') return null;
  const tail = one.reading.words.slice(number.end);
  const way = more.test(tail) ? 1 : less.test(tail) ? -1 : 0;
  const pairs = [
    [one, other],
    [other, one],
  ] as const;
  const fits = pairs.some(([scope, base]) =>
    cellsAt(scope, number).some(({ columnIndex }) => {
      const value = totalOf(scope, columnIndex, number);
      const against = totalOf(base, columnIndex, number);
      const percent = ((value - against) / against) * 100;
      return (
        Math.sign(percent) === way && matches({ ...number, unit: null }, Math.abs(percent), null)
      );
    }),
  );
  return fits ? derived : null;
}
