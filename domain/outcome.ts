/** The five domains of a platform and `unified`, which answers whole-platform questions. */
export const domains = [
  'cost',
  'security',
  'performance',
  'reliability',
  'quality',
  'unified',
] as const;

export type Domain = (typeof domains)[number];

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

/**
 * Tells whether a text names a domain.
 *
 * Pure.
 */
export function isDomain(text: string): text is Domain {
  return (domains as readonly string[]).includes(text);
}

/**
 * Tells whether a lane that ended so counts as answered when the status is decided.
 *
 * Pure.
 */
export function isAnswer(outcome: Outcome): boolean {
  return outcome === 'answered' || outcome === 'no_data';
}
