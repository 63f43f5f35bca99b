import type { Need } from '../../domain/tools.ts';

/**
 * When a question has a need: one of `surely` is in it, or one of `asks` and none of `unless`, which ask for
 * rows.
 */
export type NeedRule = {
  readonly need: Need;
  readonly reason: string;
  readonly surely?: readonly RegExp[];
  readonly asks: readonly RegExp[];
  readonly unless: readonly RegExp[];
};

/** A pattern whose parts may be other patterns; words stand whole and in any case. Pure. */
export const words = (pattern: string): RegExp => new RegExp(`\\b(?:${pattern})\\b`, 'i');

/** A time that has passed, which only rows have an answer for. */
export const pastTime =
  '(?:yesterday|yday|today|tonight|last (?:night|week|month|year|hour|quarter|\\w+day|\\d+ \\w+)|this (?:morning|week|month|year|quarter)|so far|since \\w+|in (?:january|february|march|april|june|july|august|september|october|november|december)|\\d+ (?:days?|hours?|weeks?) ago)';
