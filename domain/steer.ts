import type { Domain } from './domains.ts';
import type { Outcome } from './outcome.ts';

/** What decides whether a lane may be skipped. */
export type SkippableLane = {
  readonly domain: Domain;
  readonly outcome: Outcome | null;
  /** A skip was accepted and has not taken effect yet. */
  readonly beingSkipped: boolean;
};

/**
 * Why a domain of an investigation cannot be skipped; null when it can. One lane at least has to be
 * left that is not skipped.
 */
export function skipRefusal(lanes: readonly SkippableLane[], domain: Domain): string | null {
  const lane = lanes.find((one) => one.domain === domain);
  if (lane === undefined) return `The investigation does not ask ${domain}.`;
  if (lane.outcome !== null) return `${domain} has finished (${lane.outcome}).`;
  if (lane.beingSkipped) return `${domain} is being skipped already.`;
  const left = lanes.filter(
    (one) =>
      one !== lane && one.outcome !== 'skipped' && !(one.outcome === null && one.beingSkipped),
  );
  return left.length > 0
    ? null
    : `${domain} is the last domain that is not skipped. Cancel the investigation instead.`;
}
