import type { Domain } from './domains.ts';
import type { Outcome } from './outcome.ts';

/** The state of a lane that decides whether it may be skipped. */
export type SkippableLane = {
  readonly domain: Domain;
  readonly outcome: Outcome | null;
  /** A skip was accepted and has not taken effect yet. */
  readonly beingSkipped: boolean;
};

/**
 * Why a domain of an investigation cannot be skipped; null when it can. At least one
 * lane must not be skipped.
 */
export function skipRefusal(lanes: readonly SkippableLane[], domain: Domain): string | null {
  const lane = lanes.find((one) => one.domain === domain);
  if (lane === undefined) return `The investigation does not ask ${domain}.`;
  if (lane.outcome !== null) return `${domain} has finished (${lane.outcome}).`;
  if (lane.beingSkipped) return `${domain} is being skipped already.`;
  const remaining = lanes.filter(
    (one) =>
      one !== lane && one.outcome !== 'skipped' && !(one.outcome === null && one.beingSkipped),
  );
  return remaining.length > 0
    ? null
    : `${domain} is the last domain that is not skipped. Cancel the investigation instead.`;
}

/** Less time than this is not enough for another answer of Genie: it is looked at after 5 s first; milliseconds. */
export const leastLegMs = 5_000;

/**
 * Why a hint cannot be followed; null when it can. A domain that has ended is not asked again.
 *
 * Pure.
 *
 * @param leftMs Time until the lanes end, milliseconds.
 */
export function hintRefusal(
  lanes: readonly Pick<SkippableLane, 'domain' | 'outcome'>[],
  domain: Domain | undefined,
  leftMs: number,
): string | null {
  const named = lanes.find((one) => one.domain === domain);
  if (domain !== undefined && named === undefined)
    return `The investigation does not ask ${domain}.`;
  if (named?.outcome) return `${named.domain} has finished (${named.outcome}).`;
  if (lanes.every(({ outcome }) => outcome !== null)) return 'Every domain has finished.';
  return leftMs < leastLegMs
    ? 'The time left is too short to ask Genie once more. Extend the investigation first.'
    : null;
}

/** Why an investigation cannot be extended; null when it can. Pure. */
export function extendRefusal(
  budgetSeconds: number,
  seconds: number,
  mostSeconds: number,
): string | null {
  if (budgetSeconds + seconds <= mostSeconds) return null;
  const left = Math.max(0, mostSeconds - budgetSeconds);
  return `It may take ${mostSeconds} s in all and has ${budgetSeconds} s: it can be extended by at most ${left} s.`;
}
