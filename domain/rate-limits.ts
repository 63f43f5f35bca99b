/** What is counted of each principal, or of each address before there is one. */
export const limitedThings = ['question', 'preview', 'sign-in'] as const;
export type LimitedThing = (typeof limitedThings)[number];

/** Limits of how often one may do something, over all processes together. */
export type RateLimits = {
  /**
   * Counts one, of this principal or address.
   *
   * @throws {AppError} `limit.rate` with `retryAfterMs` when there were too many in this minute.
   */
  readonly take: (thing: LimitedThing, who: string) => Promise<void>;
};
