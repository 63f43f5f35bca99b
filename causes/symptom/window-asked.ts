import { dayMs, hourMs } from '../../language/time/span.ts';
import { readTimes } from '../../language/time/read-times.ts';

/** Epoch milliseconds, the end excluded. */
export type Window = { readonly fromMs: number; readonly toMs: number };

/** The time that a question names. */
export type WindowAsked = {
  /** Null where it names none. */
  readonly window: Window | null;
  /** The hours within it that may be meant: of "midnight on Friday" both of its midnights. */
  readonly hours: readonly Window[];
  /** Why a time that it names cannot be read. */
  readonly unread: string | null;
};

/** "than two weeks ago" is what is compared with, not the time asked about. */
const compared = /\bthan\b[^,.;?]*/gi;

/** "Just before midnight" is a time, not all that came before it. */
const nearMidnight = /\b(?:(?:just|shortly|right) )?(?:before|after) midnight\b/gi;
/** "What changed before 15 November" asks about what went wrong then. */
const changedBefore = /\b(?:chang\w*|different|happen\w*|done)\b.*\bbefore\b/i;
/** "After 11 pm on Friday" is that night, not every day since. */
const afterClock =
  /\bafter (?:\d{1,2}(?::\d\d)? ?(?:[ap]\.?m\b|o.clock)|\d{1,2}:\d\d|midnight|noon)/i;
const longAgo = 300 * dayMs;
const nightMs = 12 * hourMs;
/** Days before a date on which what changed before it may have begun to show. */
const shortlyBefore = 3 * dayMs;

/** From the first to the last of several times: "it failed on Sunday and was fine on Monday". */
function spanOf(periods: readonly Window[]): Window | null {
  if (periods.length === 0) return null;
  return {
    fromMs: Math.min(...periods.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...periods.map(({ toMs }) => toMs)),
  };
}

/** What words about a time mean beside its own. */
function meantBy(words: string, { fromMs, toMs }: Window, nowMs: number): Window {
  const isSince = toMs >= nowMs && toMs - fromMs > dayMs;
  if (isSince && afterClock.test(words)) return { fromMs, toMs: fromMs + nightMs };
  const isUntil = toMs - fromMs >= longAgo;
  if (isUntil && changedBefore.test(words))
    return { fromMs: toMs - shortlyBefore, toMs: Math.min(toMs + dayMs, nowMs) };
  return { fromMs, toMs };
}

/** The hours around the two midnights of a day. */
function midnightsOf({ fromMs }: Window): readonly Window[] {
  const start = fromMs - hourMs;
  return [0, dayMs].map((later) => ({ fromMs: start + later, toMs: start + later + 2 * hourMs }));
}

/**
 * Reads the time that a question is about from its words without names.
 *
 * Pure.
 */
export function windowAsked(text: string, nowMs: number, timeZone: string): WindowAsked {
  const words = text.replaceAll(compared, '').replaceAll(nearMidnight, 'at midnight');
  const { periods, unread } = readTimes(words, nowMs, timeZone);
  const span = spanOf(periods);
  const reason = unread[0]?.reason ?? null;
  if (span === null) return { window: null, hours: [], unread: reason };
  if (span.fromMs >= nowMs) return { window: span, hours: [span], unread: 'it has not come yet' };
  if (/\bmidnight\b/i.test(words) && span.toMs - span.fromMs <= 2 * hourMs) {
    const hours = midnightsOf(span);
    return { window: spanOf(hours), hours, unread: reason };
  }
  const window = meantBy(words, span, nowMs);
  return { window, hours: [window], unread: reason };
}
