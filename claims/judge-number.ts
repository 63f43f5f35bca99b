import { boundCell, boundVerdict } from './bound.ts';
import { columnsMeant } from './columns.ts';
import { isDifference, isDifferenceSaid } from './comparisons.ts';
import { complementsOf, isRatio, topCount, topSum } from './ratios.ts';
import { meetsBound } from './conditions.ts';
import { isConditional, isCount } from './counts.ts';
import type { WrittenNumber } from './numbers.ts';
import { says } from './vocabulary.ts';
import { isBeforeNames } from './rows.ts';
import { clauseAt, contextsOf } from './scope.ts';
import type { Scope } from './scope.ts';
import type { Column } from './table.ts';
import {
  derived,
  impliedRows,
  isCell,
  isTotal,
  matches,
  matchesCell,
  questionOf,
  sumOver,
  supported,
  unsupported,
} from './values.ts';
import type { Question, Verdict } from './values.ts';

const dayMs = 86_400_000;

/**
 * How a number follows from a table; null where it is a word that counts nothing of the table, or a
 * number of a heading that says nothing of it.
 */
export function judgeNumber(scope: Scope, number: WrittenNumber): Verdict | null {
  if (isParameter(scope, number) || isWindowLength(scope, number)) return supported;
  const asked = questionOf(scope, number);
  const bound = boundVerdict(asked);
  if (bound !== null) return bound;
  const cell = boundCell(scope, number);
  if (cell === null || isOfOther(scope, number, cell)) return judgeFreely(asked);
  const question = withColumn(asked, cell.column);
  return isDerived({ ...question, rows: [cell.row] }) ? derived : judgeFreely(question);
}

/** In `3 of 37 runs failed [cost:1]` the cell may be that of the first number. */
const isOfOther = (
  scope: Scope,
  number: WrittenNumber,
  { column, row }: NonNullable<ReturnType<typeof boundCell>>,
): boolean =>
  scope.reading.numbers.some(
    (other) =>
      other.end <= number.at &&
      !scope.reading.sentence.anchors.some(({ at }) => at >= other.end && at <= number.at) &&
      matchesCell(scope, other, column, row),
  );

/** Judges a number by the words of its sentence alone. */
function judgeFreely(question: Question): Verdict | null {
  const { scope, number } = question;
  if (number.isPart) return partVerdict(question);
  if (number.bound !== null && isInequality(question)) return derived;
  if (isDifferenceSaid(question))
    return isDifference(question) ? derived : unsupported(reasonOf(question));
  const verdict = verdictOf(question);
  if (verdict?.is !== 'unsupported' || !isBeforeNames(scope, number)) return verdict;
  return verdictOf({ ...question, rows: null }) ?? verdict;
}

function verdictOf(question: Question): Verdict | null {
  const count = isCount(question);
  if (question.rows !== null && isCell(question)) return supported;
  if (count === true) return derived;
  if (isTopWord(question)) return topVerdict(question);
  if (question.number.isWord) return wordVerdict(question, count);
  if (isExclusive(question)) return totalVerdict(question);
  if (isCell(question)) return supported;
  if (isDerived(question)) return derived;
  return isIdle(question, count) ? null : unsupported(reasonOf(question));
}

/** A number of a heading that says nothing of the table: `3 findings`. */
const isIdle = ({ scope, number, choice }: Question, count: boolean | null): boolean =>
  scope.reading.sentence.isHeading && number.unit === null && count === null && !choice.isNamed;

/** A number with the marker of a cell that is another can follow only from the column of that cell. */
const withColumn = (question: Question, column: Column): Question => ({
  ...question,
  choice: { ...question.choice, columns: [column], isNamed: true },
});

/** Where a sentence without names says `total` or `on average`, a single cell is not what it means. */
const isExclusive = ({ rows, clause, scope }: Question): boolean =>
  rows === null &&
  scope.citesAll &&
  /\b(?:total|sum|together|in all|altogether|average|averaged|mean)\b/.test(clause);

const totalVerdict = (question: Question): Verdict =>
  isTotal(question) || isRatio(question) ? derived : unsupported(reasonOf(question));

function isDerived(question: Question): boolean {
  const { number } = question;
  if (isDifference(question)) return true;
  if (complementsOf(question).some(({ value, column }) => matches(number, value, column)))
    return true;
  if (isRatio(question)) return true;
  if (number.unit?.of !== 'percent' && isTopSum(question)) return true;
  if (isNamedSum(question)) return true;
  return isTotal(question);
}

function isTopSum(question: Question): boolean {
  const count = topCount(question);
  return (
    count !== null &&
    question.choice.columns.some((column) =>
      matches(question.number, topSum(column, count, false), column),
    )
  );
}

/** The sum of the rows that a sentence names: `a` and `b` together. */
function isNamedSum({ scope, number, clause, choice }: Question): boolean {
  const isSum =
    /\b(?:together|sum|total|combined|both|in all|altogether|there (?:were|are))\b/.test(clause);
  if (!isSum) return false;
  const rows = [
    ...new Set(
      scope.entities
        .filter(({ kind }) => kind === 'thing' || kind === 'day')
        .flatMap((one) => one.rows),
    ),
  ];
  return (
    rows.length > 1 &&
    choice.columns.some((column) => matches(number, sumOver(column, rows), column))
  );
}

/** A word is a claim only where it counts something of the table. */
function wordVerdict(question: Question, count: boolean | null): Verdict | null {
  const { choice, rows } = question;
  if (isInPhrase(question) || isOneOfMost(question) || isOneOf(question)) return null;
  if (count === false) return isOpenZero(question) ? null : unsupported(reasonOf(question));
  if (rows === null || !choice.isNamed) return null;
  if (isDifference(question) || isRatio(question)) return derived;
  return isSaidNear(question) ? unsupported(reasonOf(question)) : null;
}

/** `one of them` counts nothing. */
const isOneOf = ({ number, scope: { reading } }: Question): boolean =>
  number.value === 1 && /^\s*of\b/.test(reading.words.slice(number.end, number.end + 8));

/** `No job …` of which the table cannot tell what no job did. */
const isOpenZero = (question: Question): boolean =>
  question.number.value === 0 && question.rows === null && !isConditional(question);

function isSaidNear({ scope, number, choice }: Question): boolean {
  const near = contextsOf(scope, number)[0] ?? new Set();
  return choice.columns.some(({ concepts, implied }) =>
    [...concepts, ...implied].some((concept) => near.has(concept)),
  );
}

const topVerdict = (question: Question): Verdict | null => {
  if (question.number.isWord) return null;
  return question.number.value <= question.scope.table.rowCount
    ? derived
    : unsupported(reasonOf(question));
};

/** `the first three days` selects rows. */
const isTopWord = ({ scope: { reading }, number }: Question): boolean =>
  (number.isWord || number.unit === null) &&
  Number.isInteger(number.value) &&
  (/\b(?:first|top|last|bottom|largest|biggest|smallest|highest|lowest)\s*$/.test(
    reading.words.slice(Math.max(0, number.at - 12), number.at),
  ) ||
    /^\s*(?:largest|biggest|smallest|highest|lowest|most)\b/.test(
      reading.words.slice(number.end, number.end + 12),
    ));

/** `one statement takes the most time` counts nothing. */
const isOneOfMost = ({ number, clause }: Question): boolean =>
  number.value === 1 && (says.most.test(clause) || says.least.test(clause));

/** `no tag` says what is counted, not how many. */
const isInPhrase = ({ scope: { reading }, number }: Question): boolean =>
  /^\s*(?:such |\p{L}+ )?tags?\b/u.test(reading.words.slice(number.end, number.end + 24));

/** `two thirds of the runs failed` can be told of a table that has failed runs. */
function partVerdict(question: Question): Verdict | null {
  if (isRatio(question)) return derived;
  const near = contextsOf(question.scope, question.number)[0] ?? new Set();
  const isOfState = question.choice.columns.some(({ concepts }) =>
    states.some((state) => near.has(state) && concepts.has(state)),
  );
  const { scope, choice, number } = question;
  const isOfName =
    choice.isNamed &&
    question.rows !== null &&
    scope.reading.numbers.every((one) => one === number) &&
    /^\s*of (?:the|all)\b/.test(scope.reading.words.slice(number.end));
  return (isOfState || isOfName) && number.bound === null ? unsupported(reasonOf(question)) : null;
}

const states = [
  'fail',
  'success',
  'cancel',
  'refuse',
  'tag',
  'untag',
  'stale',
  'unhealthy',
  'wait',
];

/** `more than 1,000 USD` of a row that has more. */
function isInequality({ scope, number, rows, choice, clause }: Question): boolean {
  const about = rows ?? impliedRows(scope, clause);
  const contexts = contextsOf(scope, number);
  const { columns } = choice.isNamed ? choice : columnsMeant(scope.table, contexts, number.unit);
  const isStrict = number.bound === '>' || number.bound === '<';
  if (about !== null && !isStrict) return false;
  if (about !== null)
    return (
      about.length <= 40 &&
      columns.some((column) =>
        about.every((row) => meetsBound(number, column.numbers()[row] ?? NaN, column)),
      )
    );
  return quantified(scope, number, columns, clause);
}

/** `every job cost more than …`, `no job`, `three jobs`: the bound is of the rows that it selects. */
function quantified(
  scope: Scope,
  number: WrittenNumber,
  columns: Question['choice']['columns'],
  clause: string,
): boolean {
  const all = scope.table.allRows();
  const holds = (row: number): boolean =>
    columns.some((column) => meetsBound(number, column.numbers()[row] ?? NaN, column));
  if (
    /\b(?:every|all|each)\b/.test(clause) &&
    !scope.reading.numbers.some(({ isWord, at }) => isWord && at < number.at)
  )
    return all.every(holds);
  if (/\b(?:no|none|nobody|neither)\b/.test(clause)) return !all.some(holds);
  return all.some(holds);
}

function isWindowLength(
  { table: { window }, reading: { words } }: Scope,
  number: WrittenNumber,
): boolean {
  if (window === null) return false;
  const lead = words.slice(Math.max(0, number.at - 24), number.at);
  const tail = words.slice(number.end, number.end + 24);
  const size =
    number.unit?.of === 'time'
      ? number.unit.size * 1000
      : /^[- ]?(?:week)/.test(tail)
        ? 7 * dayMs
        : null;
  if (size === null || size < dayMs / 24) return false;
  const isSaid =
    /\b(?:last|past|previous|stretch of|window of|over|for|within|in the|the|these|those|of)\s*$/.test(
      lead,
    ) || /^\s*(?:before|window|up to|to|until|ending)/.test(tail);
  return isSaid && Math.abs(number.value * size - (window.toMs - window.fromMs)) < 1;
}

/** `top 10` where ten rows were asked for. */
function isParameter({ table, reading: { words } }: Scope, number: WrittenNumber): boolean {
  const lead = words.slice(Math.max(0, number.at - 16), number.at);
  if (number.unit !== null || !/\b(?:top|first|limit(?: of)?|at most|up to|the)\s*$/.test(lead))
    return false;
  const isAsked = table.evidence.parameters.some(
    ({ name, value }) => /top|limit|max|most/.test(name) && Number(value) === number.value,
  );
  return (
    isAsked && (/\b(?:top|first|limit)/.test(lead) || /^\s*most\b/.test(words.slice(number.end)))
  );
}

function reasonOf({ scope, rows, choice, clause }: Question): string {
  const columns = choice.columns.map(({ name }) => name);
  const where =
    columns.length === 0 || columns.length > 3 ? 'the cited table' : columns.join(' or ');
  if (rows === null) return `nothing in ${where} is or adds up to it`;
  const span = clauseAt(scope, { at: 0, end: 0 });
  return clause === '' && span.end === 0 ? '' : `the row has another value in ${where}`;
}
