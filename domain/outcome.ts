/** How a lane can end. `answered` and `no_data` are answers; `skipped` was the user's wish. */
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

/** Tells whether a lane that ended so counts as answered when the status is decided. */
export function isAnswer(outcome: Outcome): boolean {
  return outcome === 'answered' || outcome === 'no_data';
}
