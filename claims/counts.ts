import { columnsMeant } from './columns.ts';
import { contextsOf } from './scope.ts';
import type { Scope } from './scope.ts';
import type { WrittenNumber } from './numbers.ts';
import { changeRows, meetsBound, stateRows } from './conditions.ts';
import { isWhole } from './values.ts';
import type { Question } from './values.ts';
import type { Table } from './table.ts';
import { conceptOfWord } from './vocabulary.ts';

const anyRow =
  /^(?:rows?|entries|entry|results?|records?|lines?|items?|names?|things?|of them|groups?)\b/;

/** `first of 5` counts all rows. */
const ordinalOf = /\b(?:first|last|second|third|most|least) of(?: the| all)?\s*$/;

const phraseEnd =
  /[,;:.()]|\b(?:of|in|on|for|that|with|which|from|by|at|to|than|is|are|was|were|have|has|had|and|or)\b/;

/** What stands behind a number and is counted: `jobs` of `5 jobs` and of `2 of 5 jobs`. */
function nounsBehind({ reading: { words, numbers } }: Scope, number: WrittenNumber): string {
  const next = numbers.find(({ at }) => at > number.end);
  const isPart =
    next !== undefined &&
    next.at - number.end < 24 &&
    /^\s*(?:out )?of (?:the |all )?$/.test(words.slice(number.end, next.at));
  // The unit of `5 days` is what is counted.
  const from = number.unit?.of === 'time' ? number.at : (isPart ? next : number).end;
  return words
    .slice(from, from + 40)
    .replace(/^[^\p{L}]+/u, '')
    .replace(/^of (?:the|these|those|all|our)\s+/, '');
}

/** The column whose distinct cells a noun counts: `jobs` those of `job`, else all rows. */
function nounColumn(scope: Scope, number: WrittenNumber): number | 'rows' | null {
  const { table, reading } = scope;
  const behind = nounsBehind(scope, number);
  if (anyRow.test(behind)) return 'rows';
  const nouns = (behind.split(phraseEnd)[0] ?? '').split(/[^\p{L}]+/u).slice(0, 5);
  const of = nounsBefore(reading.words, number);
  const candidates = [...nouns, ...of].map((word) => conceptOfWord(word) ?? '');
  const named = columnNamed(table, candidates);
  if (named !== null) return named;
  const [noun = ''] = candidates;
  const isOfMeasure = table.columns.some(
    ({ isNumeric, concepts }) => isNumeric && concepts.has(noun),
  );
  if (!isOfMeasure && isListing(reading.words, number)) return 'rows';
  return isOfDays(reading.words, number, nouns) && table.days()[0]?.column.at === 0 ? 0 : null;
}

/** `owners` of `the number of owners that … is 5`. */
const nounsBefore = (words: string, { at }: WrittenNumber): readonly string[] =>
  /number of ([\p{L} ]{1,40}?)(?: that| with| which| is|$)/u
    .exec(words.slice(Math.max(0, at - 120), at))?.[1]
    ?.split(' ') ?? [];

function columnNamed({ columns }: Table, candidates: readonly string[]): number | null {
  for (const noun of candidates) {
    const column = columns.find(({ concepts, isNumeric }) => !isNumeric && concepts.has(noun));
    if (column !== undefined) return column.at;
  }
  return null;
}

const isOfDays = (words: string, { unit, end }: WrittenNumber, nouns: readonly string[]): boolean =>
  (unit?.of === 'time' && unit.size === 86_400) ||
  nouns.some((noun) => noun === 'day' || noun === 'days') ||
  /^\s*days?\b/.test(words.slice(end, end + 8));

/** `the table has 5 …`, `5 … are listed`: all rows are counted, whatever they are called. */
const isListing = (words: string, { at, end }: WrittenNumber): boolean =>
  /\b(?:table|result|list|answer) (?:has|shows|contains|lists)\s*$/.test(
    words.slice(Math.max(0, at - 30), at),
  ) ||
  /^\s*[\p{L} ]{1,30}(?:\b(?:are|is) listed\b|\bin the (?:result|table|list)\b|\bof this (?:answer|table|list)\b)/u.test(
    words.slice(end, end + 60),
  );

/** Whether a number counts rows of the table, or the rows that meet what the clause says of them. */
export function isCount(question: Question): boolean | null {
  const { scope, number } = question;
  const { words } = scope.reading;
  if (ordinalOf.test(words.slice(Math.max(0, number.at - 24), number.at)))
    return number.value === scope.table.rowCount;
  const column = Number.isInteger(number.value) ? nounColumn(scope, number) : null;
  return column === null ? null : isCountOf(question, column);
}

function isCountOf({ scope, number, rows, clause }: Question, column: number | 'rows'): boolean {
  const named = scope.entities.filter((one) => one.column === column);
  const others = named.length === 0 ? rows : null;
  const all = others ?? scope.table.allRows();
  const condition = isWhole(scope, number) ? null : conditionOf(scope, number, clause);
  const some = condition === null ? all : all.filter(condition);
  const distinct = column === 'rows' ? some.length : scope.table.distinct(column, some);
  if (number.bound !== null) return meetsBound(number, distinct);
  const counts = [distinct, some.length];
  if (condition === null && (others === null || column === 'rows'))
    counts.push(scope.table.rowCount);
  return counts.includes(number.value) || (condition === null && isListed(named, number));
}

/** `two jobs: a and b` counts the names behind it. */
function isListed(named: Scope['entities'], number: WrittenNumber): boolean {
  const behind = named.filter(({ at }) => at >= number.end);
  const listed = new Set(behind.map(({ text }) => text)).size;
  return listed > 1 && number.value === listed;
}

/** Whether a clause demands something of the rows that its number counts. */
export const isConditional = ({ scope, number, clause }: Question): boolean =>
  conditionOf(scope, number, clause) !== null;

/** What a clause demands of the rows that it counts. */
function conditionOf(
  scope: Scope,
  number: WrittenNumber,
  clause: string,
): ((row: number) => boolean) | null {
  const { reading, table } = scope;
  const bound = reading.numbers.find((one) => one !== number && one.bound !== null);
  if (bound !== undefined) {
    const { columns } = columnsMeant(table, contextsOf(scope, bound), bound.unit);
    return (row) =>
      columns.some((column) => meetsBound(bound, column.numbers()[row] ?? NaN, column));
  }
  return changeRows(table, clause) ?? stateRows(table, clause);
}
