import {
  absolute,
  add,
  compare,
  multiply,
  negate,
  parseDecimal,
  tenTo,
  whole,
} from '../domain/decimals.ts';
import { columnsMeant, earlierOf } from './columns.ts';
import type { Choice } from './columns.ts';
import type { WrittenNumber } from './numbers.ts';
import { rowsOf } from './rows.ts';
import { clauseAt, contextsOf, nearSpan } from './scope.ts';
import type { Scope } from './scope.ts';
import type { Column } from './table.ts';
import { says } from './vocabulary.ts';

/** How a claim follows from a table; `null` where the table has nothing to hold it against. */
export type Verdict =
  | { readonly is: 'supported' | 'derived' }
  | { readonly is: 'unsupported'; readonly reason: string };

export const supported: Verdict = { is: 'supported' };
export const derived: Verdict = { is: 'derived' };
export const unsupported = (reason: string): Verdict => ({ is: 'unsupported', reason });

/** Whether a value, in the unit of its column, is what a text writes, rounded as the text rounds. */
export function matches(number: WrittenNumber, value: number, column: Column | null): boolean {
  if (!Number.isFinite(value) || !Number.isFinite(number.value)) return false;
  if (column !== null && isNoShare(number, value, column)) return false;
  const factor = factorBetween(number, column);
  if (number.sign < 0 && value * factor > number.tolerance) return false;
  if (number.sign > 0 && value < 0) return false;
  const difference = Math.abs(Math.abs(value * factor) - number.value);
  return difference <= number.tolerance * (1 + 1e-9) + Math.abs(number.value) * 1e-12;
}

/** Only a share or a rate without a unit is written in percent. */
const isNoShare = (number: WrittenNumber, value: number, { unit, concepts }: Column): boolean =>
  unit === null && number.unit?.of === 'percent' && Math.abs(value) > 1 && !concepts.has('share');

/** From the unit of a column to the one that is written. A share of 0.42 is 42 %. */
function factorBetween(number: WrittenNumber, column: Column | null): number {
  if (column === null || number.unit === null) return 1;
  if (column.unit === null) return number.unit.of === 'percent' ? 100 : 1;
  return column.unit.of === number.unit.of ? column.unit.size / number.unit.size : 1;
}

/** Digits that a double keeps. */
const exactDigits = 15;

/** Whether a cell is a number; beyond what a double keeps it is compared digit by digit. */
export function matchesCell(
  scope: Scope,
  number: WrittenNumber,
  column: Column,
  row: number,
): boolean {
  return (
    matches(number, column.numbers()[row] ?? NaN, column) && isExactly(scope, number, column, [row])
  );
}

/** Whether the sum of a column, or of some of its rows, is a number. */
export function matchesSum(
  scope: Scope,
  number: WrittenNumber,
  column: Column,
  rows: readonly number[] | null,
): boolean {
  return matches(number, sumOver(column, rows), column) && isExactly(scope, number, column, rows);
}

function isExactly(
  scope: Scope,
  number: WrittenNumber,
  column: Column,
  rows: readonly number[] | null,
): boolean {
  if (number.digits.replaceAll(/\D/g, '').length <= exactDigits) return true;
  const written = parseDecimal(number.digits);
  const all = scope.table.evidence.rows;
  const some = rows ?? all.map((_, row) => row);
  const sum = some
    .flatMap((row) => parseDecimal(String(all[row]?.[column.at])) ?? [])
    .reduce(add, whole(0));
  if (written === null) return false;
  const [mantissa = '', exponent = '0'] = number.digits.toLowerCase().split('e');
  const half = tenTo(Number(exponent) - (mantissa.split('.')[1]?.length ?? 0));
  const difference = absolute(add(absolute(sum), negate(written)));
  return compare(multiply(whole(2), difference), half) <= 0;
}

/** The sum of a column, or of some of its rows; cells that are no numbers count nothing. */
export function sumOver(column: Column, rows: readonly number[] | null): number {
  if (rows === null) return column.sum();
  const numbers = column.numbers();
  let sum = 0;
  for (const row of rows) sum += Number.isNaN(numbers[row] ?? NaN) ? 0 : (numbers[row] ?? 0);
  return sum;
}

export function countOver(column: Column, rows: readonly number[] | null): number {
  const numbers = column.numbers();
  if (rows !== null) return rows.filter((row) => !Number.isNaN(numbers[row] ?? NaN)).length;
  return numbers.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
}

export function extremeOf(
  column: Column,
  isMost: boolean,
  rows: readonly number[] | null = null,
): number {
  const numbers = column.numbers();
  let best = NaN;
  const consider = (value: number): void => {
    if (Number.isNaN(value)) return;
    if (Number.isNaN(best) || (isMost ? value > best : value < best)) best = value;
  };
  if (rows === null) numbers.forEach(consider);
  else rows.forEach((row) => consider(numbers[row] ?? NaN));
  return best;
}

/** A number of a sentence, the rows that it is about and the columns that its words mean. */
export type Question = {
  readonly scope: Scope;
  readonly number: WrittenNumber;
  /** Null where nothing of the table is named. */
  readonly rows: readonly number[] | null;
  readonly choice: Choice;
  readonly clause: string;
  /** What is said next to the number. */
  readonly near: string;
};

export function questionOf(scope: Scope, number: WrittenNumber): Question {
  const span = clauseAt(scope, number);
  const beside = nearSpan(scope, number);
  const rows = rowsOf(scope, number);
  const contexts = contextsOf(scope, number);
  return {
    scope,
    number,
    rows,
    choice: columnsMeant(scope.table, withoutWhole(scope, number, contexts), number.unit),
    clause: scope.reading.words.slice(span.start, span.end),
    near: scope.reading.words.slice(beside.start, beside.end),
  };
}

/** In `14 of 310 runs failed` the second number is of all runs: what befell 14 is not said of it. */
export function isWhole({ reading: { words, numbers } }: Scope, number: WrittenNumber): boolean {
  const previous = numbers.findLast(({ end }) => end <= number.at);
  return (
    previous !== undefined &&
    /^\s*(?:\w+\s)?(?:out )?of (?:all |its |the |their )*$/.test(
      words.slice(previous.end, number.at),
    )
  );
}

const states = new Set([
  'fail',
  'success',
  'cancel',
  'refuse',
  'stale',
  'unhealthy',
  'tag',
  'wait',
]);

function withoutWhole(
  scope: Scope,
  number: WrittenNumber,
  contexts: readonly ReadonlySet<string>[],
): readonly ReadonlySet<string>[] {
  if (!isWhole(scope, number)) return contexts;
  const { columns } = scope.table;
  const isNoun = (concept: string): boolean =>
    !states.has(concept) &&
    columns.some(({ concepts, implied }) => concepts.has(concept) || implied.has(concept));
  return contexts.map((said) => new Set([...said].filter(isNoun)));
}

/** A cell of the rows that a sentence is about, in a column that its words mean. */
export function isCell({ scope, number, rows, choice, clause }: Question): boolean {
  const about = rows ?? impliedRows(scope, clause) ?? formerRows(scope, number);
  if (about === null || about.length > 40) return false;
  const columns = [...choice.columns, ...comparedColumns(scope, number, choice)];
  return columns.some((column) => about.some((row) => matchesCell(scope, number, column, row)));
}

/** `from 4 a day` is of some day of a series. */
function formerRows(
  { table, reading: { words } }: Scope,
  number: WrittenNumber,
): readonly number[] | null {
  if (table.days()[0]?.column.at !== 0) return null;
  return /\bfrom\s*(?:about|around)?\s*$/.test(words.slice(Math.max(0, number.at - 16), number.at))
    ? table.allRows()
    : null;
}

/** Behind `from`, `against` or `than` stands what was before. */
function comparedColumns(
  { reading: { words }, table }: Scope,
  number: WrittenNumber,
  choice: Choice,
): readonly Column[] {
  const lead = words.slice(Math.max(0, number.at - 24), number.at);
  if (
    !/(?:\bfrom|\bagainst|\bversus|\bvs\.?|\bthan|\bbefore(?: it)?|compared (?:with|to)|\binstead of|\busually)\s*$/.test(
      lead,
    )
  )
    return [];
  return choice.columns.flatMap((column) => earlierOf(table, column) ?? []);
}

/** The rows of a sentence that names none: the one row, the cited ones, the latest of a series. */
export function impliedRows({ table, citedRows }: Scope, clause: string): readonly number[] | null {
  const { rows } = table.evidence;
  if (rows.length === 1) return [0];
  const [series] = table.days();
  const latest = /\b(?:most recent|latest|last|newest|final)\b/.test(clause);
  const first = /\b(?:first|earliest|oldest)\b/.test(clause);
  if (series !== undefined && (latest || first)) {
    const days = rows.map((row, n) => [String(row[series.column.at] ?? ''), n] as const);
    const ordered = days.toSorted(([a], [b]) => a.localeCompare(b));
    const at = latest ? ordered.at(-1) : ordered[0];
    if (at !== undefined) return [at[1]];
  }
  return citedRows.length > 0 ? citedRows : null;
}

/** What is named of a table or of a group of rows as a whole: its sum, mean, most and least. */
export function isTotal({ scope, number, rows, choice, clause, near }: Question): boolean {
  const groups = groupsOf(scope, rows);
  const [isSum, isMean] = [says.sum.test(clause), says.mean.test(clause)];
  const isSumOf = (column: Column, group: readonly number[] | null): boolean =>
    matchesSum(scope, number, column, group);
  const isOther = (column: Column, group: readonly number[] | null): boolean => {
    const others = [
      ...(isMean ? [sumOver(column, group) / countOver(column, group)] : []),
      ...(says.most.test(near) ? [extremeOf(column, true, group)] : []),
      ...(says.least.test(near) ? [extremeOf(column, false, group)] : []),
    ];
    return others.some((other) => matches(number, other, column));
  };
  const canBeSum = isSum || rows !== null || !(isMean || says.most.test(near));
  return groups.some((group) =>
    choice.columns.some(
      (column) => (canBeSum && isSumOf(column, group)) || (!isSum && isOther(column, group)),
    ),
  );
}

/** Named rows where they are several; without names the cited ones and the whole table. */
function groupsOf(
  { citedRows }: Scope,
  rows: readonly number[] | null,
): readonly (readonly number[] | null)[] {
  if (rows !== null) return rows.length > 1 ? [rows] : [];
  return citedRows.length > 1 ? [citedRows, null] : [null];
}
