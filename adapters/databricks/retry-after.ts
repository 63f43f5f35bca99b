import { cut } from '../../domain/text.ts';
import { waitMsOf } from '../retry-after.ts';

/** Shorter times of a service are raised to this, milliseconds. */
const minRetryAfterMs = 1_000;
/** Longer times are lowered to this, because one reply pauses all questions, milliseconds. */
const maxRetryAfterMs = 300_000;

export type RetryAfter = {
  readonly ms: number;
  /** The time that was asked for, as it was written, when `ms` is shorter; else null. */
  readonly shortenedFrom: string | null;
};

/**
 * Reads a `Retry-After` header: seconds or an HTTP date (RFC 9110 section 10.2.3), within our limits.
 *
 * @returns Null without a valid time; a negative one is not valid.
 */
export function readRetryAfter(header: string | null, nowMs: number): RetryAfter | null {
  const asked = header?.trim() ?? '';
  const ms = waitMsOf(asked, nowMs);
  if (ms === null) return null;
  return {
    ms: Math.min(maxRetryAfterMs, Math.max(minRetryAfterMs, ms)),
    shortenedFrom: ms > maxRetryAfterMs ? shown(asked) : null,
  };
}

const shown = (asked: string): string => cut(/^\d/.test(asked) ? `${asked} s` : asked, 40);
