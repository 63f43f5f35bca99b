import { createRandom } from '../local/data/random.ts';

const resamples = 2_000;
const seed = 1;

/** A statistic and its 95 % bootstrap confidence interval. */
export type Interval = { readonly value: number; readonly low: number; readonly high: number };

/**
 * The median of some numbers.
 *
 * @param values At least one.
 */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * A quantile of some numbers, with linear interpolation.
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
 * A statistic of rounds with its 95 % bootstrap confidence interval. Whole rounds are resampled, so
 * that values of one round stay paired. The seed is fixed.
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
 * The values in a uniformly random order.
 *
 * @param between Draws a whole number between its arguments, both included.
 */
export function shuffled<Value>(
  values: readonly Value[],
  between: (low: number, high: number) => number,
): Value[] {
  const left = [...values];
  return values.flatMap(() => left.splice(between(0, left.length - 1), 1));
}
