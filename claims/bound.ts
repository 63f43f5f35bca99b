import type { Citation } from '../domain/answer.ts';
import { instantOf } from '../domain/readable-dates.ts';
import { inOneLine } from '../domain/citations.ts';
import { saysInstant } from './dates.ts';
import type { WrittenDate } from './dates.ts';
import type { WrittenNumber } from './numbers.ts';
import { hasRow, rowsBeside } from './rows.ts';
import type { Entity, Scope } from './scope.ts';
import type { Column } from './table.ts';
import {
  countOver,
  derived,
  matches,
  matchesCell,
  matchesSum,
  sumOver,
  supported,
} from './values.ts';
import type { Question, Verdict } from './values.ts';

/** Markers of one cell stand at their number; a heap of them cites for the whole sentence. */
const mostAtOnePlace = 2;

/** The cells whose markers stand directly behind a part of a sentence, a unit between them at most. */
export function cellsAt(
  { reading: { sentence, words }, cited }: Scope,
  { end }: { end: number },
): readonly Citation[] {
  const first = sentence.anchors.find(({ at }) => at >= end);
  if (
    first === undefined ||
    !/^[\s)`*]*(?:[\p{L}%-]+\s+){0,3}[\p{L}%-]*\s*$/u.test(words.slice(end, first.at))
  )
    return [];
  const here = sentence.anchors.filter(({ at }) => at === first.at);
  if (here.length > mostAtOnePlace) return [];
  return here.flatMap(({ marker }) => cited.find((one) => one.marker === marker) ?? []);
}

/** Whether the marker behind a name is that of a cell that has it. */
export const isNameAt = (scope: Scope, { text, end }: Pick<Entity, 'text' | 'end'>): boolean => {
  const name = text.replace(/^`+ ?/, '').replace(/ ?`+$/, '').replace(/…$/, '');
  return cellsAt(scope, { end }).some(({ value }) => {
    const cell = inOneLine(String(value));
    return text.includes('…') ? cell.startsWith(name) : cell === name;
  });
};

/** Whether the marker behind a date is that of a cell that has it. */
export const isDateAt = (scope: Scope, date: WrittenDate): boolean =>
  cellsAt(scope, date).some(({ value }) => saysInstant(date, instantOf(value) ?? NaN));

/**
 * A number with the marker of its cell behind it: the cell itself, unless the sentence is about another
 * row or says the opposite of its column, or a total of its column. Null where the number is neither.
 */
export function boundVerdict(question: Question): Verdict | null {
  const { scope, number } = question;
  const cells = cellsAt(scope, number);
  const isRowCount = cells.some(({ row, columnIndex }) => row === null && columnIndex === null);
  if (isRowCount && matches(number, scope.table.rowCount, null)) return supported;
  const columns = cells.flatMap(({ columnIndex }) =>
    scope.table.columns.filter(({ at }) => at === columnIndex),
  );
  const verdicts = cells.map((cell) => cellVerdict(question, cell));
  return verdicts.find((one) => one !== null) ?? (isQuotient(number, columns) ? derived : null);
}

function cellVerdict(
  { scope, number, choice }: Question,
  { row, columnIndex }: Citation,
): Verdict | null {
  const column = scope.table.columns.find(({ at }) => at === columnIndex);
  if (column === undefined || row === null) return null;
  if (choice.isNamed && isOpposite(choice.said, column)) return null;
  // "40 USD on Tuesday, the mean is 20 USD": the marker tells the column.
  const isMean = /\b(?:mean|average) (?:is|was|of)\s*$/.test(
    scope.reading.words.slice(0, number.at),
  );
  if (isMean && matches(number, sumOver(column, null) / countOver(column, null), column))
    return derived;
  const beside = rowsBeside(scope, number);
  const isHere = beside === null || beside.some((rows) => hasRow(rows, row));
  if (isHere && matchesCell(scope, number, column, row)) return supported;
  return row === 0 && matchesSum(scope, number, column, null) ? derived : null;
}

/** The numeric cell behind a number, where it is the only one; null where there is none. */
export function boundCell(
  scope: Scope,
  number: WrittenNumber,
): { readonly column: Column; readonly row: number } | null {
  const [cell, other] = cellsAt(scope, number);
  if (cell === undefined || other !== undefined || cell.row === null) return null;
  const column = scope.table.columns.find(
    ({ at, isNumeric }) => at === cell.columnIndex && isNumeric,
  );
  return column === undefined ? null : { column, row: cell.row };
}

function isQuotient(number: WrittenNumber, [one, other]: readonly Column[]): boolean {
  if (one === undefined || other === undefined || number.unit?.of !== 'percent') return false;
  const [a, b] = [sumOver(one, null), sumOver(other, null)];
  return [a / b, a / (a + b)].some((value) =>
    matches({ ...number, unit: null }, value * 100, null),
  );
}

const opposites: readonly (readonly [string, string])[] = [
  ['fail', 'success'],
  ['tag', 'untagged'],
];

/** Whether words next to a number name the opposite of what its column holds. */
const isOpposite = (said: ReadonlySet<string>, { concepts }: Column): boolean =>
  [...opposites, ...opposites.map(([a, b]) => [b, a] as const)].some(
    ([a, b]) => said.has(a) && !said.has(b) && concepts.has(b) && !concepts.has(a),
  );
