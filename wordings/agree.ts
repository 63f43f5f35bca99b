import type { Shares } from './classifier.ts';

/** What each way to count leaves at least to a label. */
const leastShare = 1e-4;

/**
 * The shares of two ways to count, which rarely err on the same text: their geometric mean is high where they
 * agree.
 *
 * Pure.
 */
export function agree(left: Shares, right: Shares): Shares {
  const least = (share: number | undefined) => Math.max(share ?? 0, leastShare);
  const beliefs = [...left].map(
    ([label, share]) => [label, Math.sqrt(least(share) * least(right.get(label)))] as const,
  );
  const all = beliefs.reduce((sum, [, belief]) => sum + belief, 0);
  return new Map(beliefs.map(([label, belief]) => [label, belief / all]));
}
