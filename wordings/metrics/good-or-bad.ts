import type { Draft } from './draft.ts';

/** Filters that are good to have, and bad ones: the worst of a good share is the least. */
const good = /^(?:succeeded|cached|tagged|documented|healthy|masked)$/;
const bad =
  /^(?:failed|cancelled|timed_out|refused|throttled|queued|spilled|untagged|undocumented)$/;

/**
 * The order that "worst" and "best" ask for: the worst success rate is the lowest one, the best failure rate
 * too. Null where neither is said, or of nothing that is good or bad.
 *
 * Pure.
 */
export function orderOfWorth(said: string, { filters, asks }: Draft): Draft['order'] {
  const isWorst = / worst /.test(said);
  if (!asks.has('share') || isWorst === / best /.test(said)) return null;
  const isGood = [...filters].some((name) => good.test(name));
  const isBad = [...filters].some((name) => bad.test(name));
  if (isGood === isBad) return null;
  return isGood === isWorst ? 'least' : 'most';
}
