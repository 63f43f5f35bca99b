import type { Domain } from './domains.ts';
import { hasEnded } from './investigation.ts';
import type { Investigation, LaneResource } from './investigation.ts';
import { isAnswer } from './outcome.ts';

/** What an investigation is tried again with; `domains: null` where none was chosen before. */
export type RetryPlan =
  | { readonly refusal: string }
  | {
      readonly refusal: null;
      readonly domains: readonly Domain[] | null;
      /** Genie questions that it will ask at least; answers that came late need none. */
      readonly questions: number | null;
    };

type Tried = Pick<Investigation, 'status' | 'routing' | 'lanes' | 'rowsDeletedAt'>;

/**
 * What of an investigation is tried again: the named domains, or all that have no answer and were not skipped.
 *
 * Pure.
 *
 * @param mayAsk Whether its owner may ask a domain now.
 */
export function retryPlan(
  { status, routing, lanes, rowsDeletedAt }: Tried,
  named: readonly Domain[] | null,
  mayAsk: (domain: Domain) => boolean,
): RetryPlan {
  if (!hasEnded(status))
    return refused(`The investigation is ${status}: wait for its end, or cancel it.`);
  if (rowsDeletedAt !== null)
    return refused(`Its tables were deleted on ${rowsDeletedAt.slice(0, 10)}: ask it anew.`);
  if (routing === null) return { refusal: null, domains: named, questions: null };
  const missing = lanes.filter(isMissing);
  const refusal = (named ?? []).map((domain) => refusalOf(lanes, domain)).find((one) => one);
  if (refusal) return refused(refusal);
  const wanted = named ?? missing.map(({ domain }) => domain);
  const open = named ?? wanted.filter(mayAsk);
  if (open.length === 0) return refused(nothingMissing(lanes, wanted));
  const isLate = (domain: Domain): boolean =>
    lanes.some((one) => one.domain === domain && one.outcome === 'timed_out' && one.genie !== null);
  return {
    refusal: null,
    domains: open,
    questions: open.filter((domain) => !isLate(domain)).length,
  };
}

const refused = (refusal: string): RetryPlan => ({ refusal });

const isMissing = ({ outcome }: LaneResource): boolean =>
  outcome === null || (!isAnswer(outcome) && outcome !== 'skipped');

function refusalOf(lanes: readonly LaneResource[], domain: Domain): string | null {
  const lane = lanes.find((one) => one.domain === domain);
  if (lane === undefined)
    return `The investigation did not ask ${domain}: ask a new question about it.`;
  const { outcome } = lane;
  return outcome !== null && isAnswer(outcome) ? `${domain} has answered (${outcome}).` : null;
}

function nothingMissing(lanes: readonly LaneResource[], closed: readonly Domain[]): string {
  if (closed.length > 0) return `You may not ask ${closed.join(', ')}, and all others answered.`;
  const skipped = lanes.filter(({ outcome }) => outcome === 'skipped');
  const unless = skipped.map(({ domain }) => domain).join(', ');
  return unless === ''
    ? 'Every domain has answered: there is nothing to try again.'
    : `Every domain has answered but those you skipped: name ${unless} to ask them.`;
}
