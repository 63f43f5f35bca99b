/**
 * How a lane can end. `answered` and `no_data` are answers; `skipped` was requested by the user.
 */
export const outcomes = [
  'answered',
  'clarification',
  'no_data',
  'denied',
  'throttled',
  'timed_out',
  'failed',
  'cancelled',
  'skipped',
] as const;

export type Outcome = (typeof outcomes)[number];

/** How the detail of a lane begins that holds a text of Genie: a question back, or an answer without a query. */
export const askedBackLead = 'Genie asked back: ';
export const declinedLead = 'Genie wrote no query: ';

/** What Genie wrote to a lane that has no answer. */
export type WordsOfGenie = { readonly kind: 'asks' | 'declines'; readonly text: string };

/** What Genie wrote to a lane instead of a query; null for a lane that ended in another way. Pure. */
export function wordsOfGenie(outcome: Outcome | null, detail: string | null): WordsOfGenie | null {
  if (outcome === 'clarification' && detail?.startsWith(askedBackLead))
    return { kind: 'asks', text: detail.slice(askedBackLead.length) };
  if (outcome === 'failed' && detail?.startsWith(declinedLead))
    return { kind: 'declines', text: detail.slice(declinedLead.length) };
  return null;
}

/** Tells whether a lane with this outcome counts as answered in the investigation's status. */
export function isAnswer(outcome: Outcome): boolean {
  return outcome === 'answered' || outcome === 'no_data';
}

/** How a lane ends, as its row tells it. */
export type LaneEnding = { readonly outcome: Outcome; readonly detail: string | null };

/**
 * The ending of a lane whose last leg ended so, where an earlier leg has found something: that is kept, and
 * the detail tells why the rest is missing.
 *
 * Pure.
 */
export function keeping(kept: LaneEnding | null, ending: LaneEnding): LaneEnding {
  if (kept === null) return ending;
  if (isAnswer(ending.outcome)) return ending.outcome === 'answered' ? ending : kept;
  const why = ending.detail === null ? '' : `: ${ending.detail}`;
  return { outcome: kept.outcome, detail: `The time to compare with could not be had${why}` };
}
