import type { Claim } from './answer.ts';
import {
  absolute,
  add,
  compare,
  multiply,
  negate,
  parseDecimal,
  tenTo,
  whole,
} from './decimals.ts';
import type { Decimal } from './decimals.ts';
import type { Cell } from './evidence.ts';

/** The numbers that a sentence cites, exactly, and the columns that they are from. */
export type CitedNumbers = {
  readonly numbers: readonly Decimal[];
  /** What can be computed from the numbers and columns; computed when it is first needed. */
  readonly derived: () => readonly Fraction[];
};

/** A quotient is kept as it is, because its decimals may have no end. */
export type Fraction = { readonly numerator: Decimal; readonly denominator: Decimal };

/** The cells that are numbers; text counts when all of it is a number. */
export function numbersOf(cells: readonly Cell[]): readonly Decimal[] {
  return cells.flatMap((cell) =>
    cell === null || typeof cell === 'boolean' ? [] : (parseDecimal(String(cell)) ?? []),
  );
}

export function citedNumbers(
  numbers: readonly Decimal[],
  ofColumns: () => readonly Fraction[],
): CitedNumbers {
  let derived: readonly Fraction[] | null = null;
  return {
    numbers,
    derived: () => (derived ??= [...derivations(numbers), ...ofColumns()]),
  };
}

/** How a number, as it is written in a text, follows from the cited numbers. */
export function numberVerdict(text: string, cited: CitedNumbers): Claim['verdict'] {
  const written = readNumber(text);
  if (written === null) return 'unsupported';
  if (cited.numbers.some((number) => matches(written, fraction(number)))) return 'supported';
  return cited.derived().some((value) => matches(written, value)) ? 'derived' : 'unsupported';
}

/** A number as written: its value without sign, how many decimals it shows, and whether in percent. */
type WrittenNumber = {
  readonly value: Decimal;
  readonly decimals: number;
  readonly percent: boolean;
};

function readNumber(text: string): WrittenNumber | null {
  const digits = text.replace(/[,%\s−]/g, '').toLowerCase();
  const value = parseDecimal(digits);
  if (value === null) return null;
  const [mantissa = '', exponent = '0'] = digits.split('e');
  const decimals = (mantissa.split('.')[1]?.length ?? 0) - Number(exponent);
  return { value: absolute(value), decimals, percent: text.includes('%') };
}

/**
 * Whether a value, rounded to the decimals of the written number, equals it. The signs may differ:
 * the text may say `fell by 5`.
 */
function matches(
  { value, decimals, percent }: WrittenNumber,
  { numerator, denominator }: Fraction,
) {
  const divisor = absolute(denominator);
  const tolerance = multiply(tenTo(-decimals), divisor);
  const isNear = (dividend: Decimal): boolean => {
    const difference = add(absolute(dividend), negate(multiply(value, divisor)));
    return compare(multiply(whole(2), absolute(difference)), tolerance) <= 0;
  };
  return isNear(numerator) || (percent && isNear(multiply(numerator, whole(100))));
}

const fraction = (numerator: Decimal, denominator = whole(1)): Fraction => ({
  numerator,
  denominator,
});

/** With more numbers, almost any number could be computed from them. */
const maxCombinedNumbers = 12;

/**
 * Sums, differences, ratios and relative changes of pairs, and sums of three or four neighbours.
 */
function derivations(numbers: readonly Decimal[]): readonly Fraction[] {
  const combined = numbers.slice(0, maxCombinedNumbers);
  const ofPairs = combined.flatMap((a) =>
    combined.flatMap((b) => {
      const difference = add(a, negate(b));
      const sums = [fraction(difference), fraction(add(a, b))];
      return b.digits === 0n ? sums : [...sums, fraction(a, b), fraction(difference, b)];
    }),
  );
  const longerSums = combined.flatMap((_, from) =>
    [3, 4].map((length) => fraction(combined.slice(from, from + length).reduce(add, whole(0)))),
  );
  return [...ofPairs, ...longerSums];
}

/** What part of its column's sum a number is; none where the sum is 0. */
export function shareOfSum(number: Decimal, column: readonly Decimal[]): readonly Fraction[] {
  const sum = column.reduce(add, whole(0));
  return sum.digits === 0n ? [] : [fraction(number, sum)];
}

/** How the sums of two columns of a table compare: their quotient, and each one's share of both. */
export function quotientOfSums(
  one: readonly Decimal[],
  other: readonly Decimal[],
): readonly Fraction[] {
  const [left, right] = [one.reduce(add, whole(0)), other.reduce(add, whole(0))];
  const both = add(left, right);
  return [
    ...(right.digits === 0n ? [] : [fraction(left, right)]),
    ...(both.digits === 0n ? [] : [fraction(left, both)]),
  ];
}

/** The sum, mean, least and greatest number of a column, and how many numbers it has. */
export function totalsOf(column: readonly Decimal[]): readonly Fraction[] {
  const [first] = column;
  if (first === undefined) return [];
  const sum = column.reduce(add);
  const count = whole(column.length);
  const least = column.reduce((a, b) => (compare(b, a) < 0 ? b : a));
  const greatest = column.reduce((a, b) => (compare(b, a) > 0 ? b : a));
  return [
    fraction(sum),
    fraction(sum, count),
    fraction(least),
    fraction(greatest),
    fraction(count),
  ];
}
