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
