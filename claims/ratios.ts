import { partColumns, pairsOf, peersIn } from './comparisons.ts';
import { contextsOf } from './scope.ts';
import type { Column } from './table.ts';
import { matches, sumOver } from './values.ts';
import type { Question } from './values.ts';
import { says } from './vocabulary.ts';

const opposites: readonly (readonly [string, string])[] = [
  ['success', 'fail'],
  ['fail', 'success'],
  ['healthy', 'unhealthy'],
  ['fresh', 'stale'],
  ['accept', 'refuse'],
  ['allow', 'refuse'],
  ['permitt', 'refuse'],
];

/**
 * What a table has no column of but the columns of the whole and of the opposite: of finished and failed
 * runs those that succeeded.
 */
export function complementsOf({ scope, number, rows }: Question): readonly {
  readonly value: number;
  readonly whole: number;
  readonly column: Column;
}[] {
  const said = contextsOf(scope, number).find((context) =>
    opposites.some(([state]) => context.has(state)),
  );
  const { columns } = scope.table;
  return opposites.flatMap(([state, opposite]) => {
    if (said?.has(state) !== true || columns.some(({ concepts }) => concepts.has(state))) return [];
    return columns
      .filter(
        ({ isNumeric, concepts, unit }) =>
          isNumeric && concepts.has(opposite) && unit?.of !== 'percent',
      )
      .flatMap((part) =>
        columns
          .filter(
            (whole) =>
              whole !== part &&
              whole.isNumeric &&
              isWholeOf(part, whole) &&
              sharesNoun(part, whole) &&
              whole.unit?.of === part.unit?.of,
          )
          .map((column) => {
            const [all, some] = [sumOver(column, rows), sumOver(part, rows)];
            return { value: all - some, whole: all, column };
          }),
      );
  });
}

const change =
  /\b(?:more|less|fewer|higher|lower|rose|risen|rise|fell|fall\w*|up|down|increas\w+|decreas\w+|grew|grow\w*|drop\w*|declin\w+|shr\w+|climb\w*|jump\w*|chang\w+|against|before|than|cheaper|slower|faster|cut|gain\w*|lost|surg\w+)\b/;
const share =
  /\b(?:share|accounts?|accounted|stands? for|stood for|makes? up|made up|total|of all|all|comes?|came|contribut\w*|belongs?|represents?|portion|part|of the|of them|proportion|of its|of their)\b/;

/** A percentage or factor: of a change, a share of a column, a rate within rows, or one name in another's. */
export function isRatio(question: Question): boolean {
  const { number, clause } = question;
  if (number.unit?.of === 'percent' || number.isPart) return isPercentage(question);
  if (!says.ratio.test(clause) && !/\bof (?:it|that)\b/.test(clause)) return false;
  const fits = (value: number): boolean => matches({ ...number, unit: null }, value, null);
  return pairsOf(question).some(({ value, base }) => fits(value / base) || fits(base / value));
}

function isPercentage(question: Question): boolean {
  const { number, clause } = question;
  const scale = number.unit?.of === 'percent' ? 100 : 1;
  const fits = (value: number): boolean => matches({ ...number, unit: null }, value * scale, null);
  if (isShareOfName(question)) return sharesOf(question).some(fits);
  const isChange = change.test(clause) || number.sign !== 0;
  const pairs = isChange || /\bof\b/.test(clause) ? pairsOf(question) : [];
  const isOfPair = pairs.some(({ value, base }) =>
    fits(isChange ? signedOrNot(number.sign, (value - base) / base) : value / base),
  );
  const isShare = share.test(clause) || question.rows === null;
  const isRest = complementsOf(question).some(({ value, whole }) => fits(value / whole));
  return (
    isOfPair || isRest || (isShare && sharesOf(question).some(fits)) || ratesOf(question).some(fits)
  );
}

/** `etl accounts for 5 %`, `the share of etl`: a name is a part of its column, nothing else. */
function isShareOfName({ scope: { entities, reading } }: Question): boolean {
  return entities.some(
    ({ at, end, kind }) =>
      (kind === 'thing' || kind === 'day') &&
      (/^\s*(?:accounts?|accounted|stands?|stood|is responsible|makes? up|made up)\b/.test(
        reading.words.slice(end, end + 24),
      ) ||
        /\bshare of\s*(?:\w+ )?$/.test(reading.words.slice(Math.max(0, at - 24), at))),
  );
}

const signedOrNot = (sign: number, value: number): number => (sign === 0 ? Math.abs(value) : value);

/** What share of its column's sum the rows have; of the first rows where it says `the first three`. */
function sharesOf(question: Question): readonly number[] {
  const { scope, rows, clause } = question;
  const count = topCount(question);
  return partColumns(question).flatMap((column) => {
    const all = sumOver(column, null);
    if (all === 0) return [];
    if (count !== null)
      return [
        topSum(column, count, /\b(?:smallest|lowest|least|last|bottom|fewest)\b/.test(clause)) /
          all,
      ];
    const peers = peersIn(scope, question.number);
    const about =
      peers.length >= 2 && peers.every(({ kind }) => kind !== 'edge')
        ? [...new Set(peers.flatMap((one) => one.rows))]
        : rows;
    return about === null ? [] : [sumOver(column, about) / all];
  });
}

const topPattern =
  /\b(?:first|top|largest|biggest|highest|smallest|lowest|last|bottom|most expensive)\b/;

/** In `the first three jobs` the number of jobs; null in other clauses. */
export function topCount({ scope: { reading }, clause, number }: Question): number | null {
  if (!topPattern.test(clause)) return null;
  const other = reading.numbers.find((one) => {
    if (
      one === number ||
      (one.unit !== null && one.unit.size < 86_400) ||
      one.bound !== null ||
      one.isPart
    )
      return false;
    const around = reading.words.slice(Math.max(0, one.at - 14), one.end + 22);
    return (
      topPattern.test(around) && Number.isInteger(one.value) && one.value > 0 && one.value < 1000
    );
  });
  return other?.value ?? null;
}

export function topSum(column: Column, count: number, isLeast: boolean): number {
  const sorted = [...column.numbers()]
    .filter((value) => !Number.isNaN(value))
    .toSorted((a, b) => (isLeast ? a - b : b - a));
  return sorted.slice(0, count).reduce((sum, value) => sum + value, 0);
}

/** What part one column is of another in the same rows, or of both together. */
function ratesOf(question: Question): readonly number[] {
  const { scope, rows } = question;
  const parts = partColumns(question);
  const wholes = scope.table.columns.filter(
    ({ isNumeric, unit, period }) => isNumeric && period === 'now' && unit?.of !== 'percent',
  );
  return parts.flatMap((part) =>
    wholes
      .filter(
        (whole) => whole !== part && whole.unit?.of === part.unit?.of && sharesNoun(part, whole),
      )
      .flatMap((whole) => {
        const [a, b] = [sumOver(part, rows), sumOver(whole, rows)];
        return [
          ...(b === 0 || b < a ? [] : [a / b]),
          ...(a + b === 0 || isWholeOf(part, whole) ? [] : [a / (a + b)]),
        ];
      }),
  );
}

const sharesNoun = (a: Column, b: Column): boolean =>
  [...a.concepts, ...a.implied].some(
    (concept) => b.concepts.has(concept) || b.implied.has(concept),
  ) || b.unit !== null;

/** A column with fewer words is the whole of one with more: runs and failed runs. */
const isWholeOf = (part: Column, whole: Column): boolean => {
  const marks = (column: Column): number =>
    [...column.concepts].filter((concept) => concept !== 'finish').length;
  return marks(whole) < marks(part);
};
