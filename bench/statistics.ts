import { createRandom } from '../local/data/random.ts';

const resamples = 2_000;
const seed = 1;

/** A figure and the ends of the middle 95 % of what it would have been on other rounds. */
export type Interval = { readonly value: number; readonly low: number; readonly high: number };

/**
 * The middle of some numbers.
 *
 * @param values At least one.
 */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * The value below which a share of the numbers lies, between two of them by proportion.
 *
 * @param values At least one.
 * @param share From 0 to 1.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}

/**
 * A statistic of rounds with its bootstrap interval of 95 %. Whole rounds are drawn, so what was
 * measured side by side stays side by side.
 *
 * Pure: the draws come from a fixed seed.
 *
 * @param rounds At least one.
 */
export function bootstrap<Round>(
  rounds: readonly Round[],
  statistic: (rounds: readonly Round[]) => number,
): Interval {
  const random = createRandom(seed, 'bootstrap');
  const draws = Array.from({ length: resamples }, () =>
    statistic(rounds.map((round) => rounds[random.between(0, rounds.length - 1)] ?? round)),
  );
  return {
    value: statistic(rounds),
    low: quantile(draws, 0.025),
    high: quantile(draws, 0.975),
  };
}

/**
 * The same values in another order, every order as likely as any other.
 *
 * Pure apart from the draws.
 *
 * @param between A whole number from the first to the second, both included.
 */
export function shuffled<Value>(
  values: readonly Value[],
  between: (low: number, high: number) => number,
): Value[] {
  const left = [...values];
  return values.flatMap(() => left.splice(between(0, left.length - 1), 1));
}
