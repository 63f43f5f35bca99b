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

/** Tells whether a lane with this outcome counts as answered in the investigation's status. */
export function isAnswer(outcome: Outcome): boolean {
  return outcome === 'answered' || outcome === 'no_data';
}
