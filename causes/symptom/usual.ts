/** What is usual on a day, and how far values lie from it as a rule. */
export type Usual = { readonly median: number; readonly spread: number };

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
};

/** Makes the median absolute deviation an estimate of the standard deviation of a normal distribution. */
const madScale = 1.4826;
/** Spreads below this share of the median are noise that a short history did not show. */
const leastShare = 0.1;
/** Weeks of which the same weekday counts. */
const weeks = 8;
/** Fewer values of a weekday tell nothing. */
const fewest = 3;

/** Whether a day number is a Saturday or a Sunday. Pure. */
export const isWeekend = (day: number): boolean => [2, 3].includes(((day % 7) + 7) % 7);

/**
 * What is usual on a day by the same weekday of the weeks before; null with too short a history.
 *
 * Pure.
 *
 * @param values By day number, days since the epoch (1970-01-01 was a Thursday); days without a value are absent.
 * @param isUnusual Days that were found unusual: they do not count.
 * @param floor The least spread.
 */
export function usualOn(
  day: number,
  values: ReadonlyMap<number, number>,
  isUnusual: (day: number) => boolean,
  floor: number,
): Usual | null {
  const all = Array.from({ length: weeks }, (_, n) => day - (n + 1) * 7).filter((one) =>
    values.has(one),
  );
  const ordinary = all.filter((one) => !isUnusual(one));
  // What is unusual every week is usual.
  const days = ordinary.length >= fewest ? ordinary : all;
  if (days.length < fewest) return null;
  const history = days.map((one) => values.get(one) ?? 0);
  const usual = median(history);
  const deviation = madScale * median(history.map((value) => Math.abs(value - usual)));
  return { median: usual, spread: Math.max(deviation, leastShare * Math.abs(usual), floor) };
}
