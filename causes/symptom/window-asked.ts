import { dayMs, hourMs } from '../../language/time/span.ts';
import { readTimes } from '../../language/time/read-times.ts';
import { sinceEnd } from './until.ts';

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
const compared =
  /\bthan (?!(?:is |was |it |the |an? )*(?:normal|usual|ever|expected|always|average|planned|\w+(?:bled|pled|lved)\b|(?:\d[\d.,]*|\w+) (?:hours?|minutes?|mins?|seconds?|usd|dollars?|euros?|gb|tb|runs?|percent|times)|half|third|quarter|twice|double|\d+ ?(?:%|percent|times|x)\b)(?![\w-]))[^,.;?]*?(?=\bsince\b|[,.;?]|$)/gi;

/** "What was she up to at eleven" asks about eleven, not about all that was before. */
const upTo =
  /\bup to (?=(?:something|anything|no good|mischief|that|this|at|on|in|last|during|around)\b)/gi;
/** "2 on Thursday, 26 the day after": the day after belongs to it. */
const dayAfter =
  /(?<!\b(?:since|from) )\b(?:the|a|one) (?:day|night|morning|evening) (?:after|later)\b(?! (?:the|it|that|this|we|they|he|she|you|a|an|\w*day)\b)/i;

/** "Twice as much as last week" is compared as well. */
const comparedAs =
  /\b(as (?:much|many|high|long|often|slow|large|big|expensive|few|little)\b[^,.;?!]*?)\bas (?!usual|ever|always|normal)[^,.;?!]*?(?=\bsince\b|[,.;?!]|$)/gi;

/** "Above the level of early November", "over twice what it did a week ago" too. */
const comparedTo =
  /\b(?:(?:above|below|over|under|beyond|against|compared (?:to|with)|relative to) (?:the |its |their |our )?(?:level|value|values|figures?|numbers?|usual|average|mean)s? (?:of|in|from|at|for)|(?:double|twice|half|triple|\w+ times) what (?:it|they|we|that|this|he|she) (?:did|was|were|had|cost|costs|spent|took|used|made|read))\b[^,.;?!]*?(?=\bsince\b|[,.;?!]|$)/gi;

/** "Just before midnight" is a time, not all that came before it. */
const nearMidnight = /\b(?:(?:just|shortly|right) )?(?:before|after) midnight\b/gi;
/** "16 and 17 November" are of one month. */
const daysOfMonth =
  /\b(\d{1,2})(?:st|nd|rd|th)? (?:and|&|or) (?:the )?(\d{1,2})(?:st|nd|rd|th)? (?:of )?((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)/gi;
/** Who says so means Friday too. */
const endOfWeek = /\bend of (?:the |last |this )?week\b/i;
const clock = /\b\d{1,2}(?::\d\d)? ?(?:[ap]\.?m\b|o.clock)|\b\d{1,2}:\d\d\b/i;
/** Words that tell a day, or how long ago. */
const anyDay =
  /\b(?:\w+day|\w*night|tomorrow|today|this|last|ago|past|\d{1,2}(?:st|nd|rd|th)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|\d{4}-\d\d)\b/i;
/** "Around midnight before Sunday" is a midnight of it, not all that came before. */
const midnightBefore = /\bmidnight before (?:on )?(?=\w*day\b|\d|the \d)/gi;
/** "What changed before 15 November" asks about what went wrong then. */
const changedBefore = /\b(?:chang\w*|different|happen\w*|done)\b.*\bbefore\b/i;
/** "After 11 pm on Friday" is that night, not every day since. */
const afterClock =
  /\bafter (?:\d{1,2}(?::\d\d)? ?(?:[ap]\.?m\b|o.clock)|\d{1,2}:\d\d|midnight|noon)/i;
const longAgo = 300 * dayMs;
const untilMidnight = /\b(?:until|till|up to) midnight\b/i;
const someWeeks = 14 * dayMs;
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

/** What is over has come: "until Wednesday", on a Wednesday, is the one before. */
const past = (span: Window | null, isOver: boolean, nowMs: number): Window | null =>
  isOver && span !== null && span.fromMs >= nowMs
    ? { fromMs: span.fromMs - 7 * dayMs, toMs: nowMs }
    : span;

/** What words about a time mean beside its own. */
function meantBy(words: string, { fromMs, toMs }: Window, nowMs: number): Window {
  const isSince = toMs >= nowMs && toMs - fromMs > dayMs;
  if (isSince && afterClock.test(words)) return { fromMs, toMs: fromMs + nightMs };
  if (dayAfter.test(words)) return { fromMs, toMs: Math.min(toMs + dayMs, nowMs) };
  if (endOfWeek.test(words)) return { fromMs: fromMs - dayMs, toMs };
  const isUntil = toMs - fromMs >= longAgo;
  if (isUntil && changedBefore.test(words))
    return { fromMs: toMs - shortlyBefore, toMs: Math.min(toMs + dayMs, nowMs) };
  if (!isUntil) return { fromMs, toMs };
  // What lasted until then was there in the weeks before, and at midnight of a day that day is over.
  const later = untilMidnight.test(words) ? toMs + dayMs : toMs;
  return { fromMs: toMs - someWeeks, toMs: Math.min(later, nowMs) };
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
  const since = sinceEnd(text);
  const words = since
    .replaceAll(daysOfMonth, '$1 $3 and $2 $3')
    .replaceAll(midnightBefore, 'midnight on ')
    .replaceAll(compared, '')
    .replaceAll(comparedTo, ' ')
    .replaceAll(comparedAs, '$1')
    .replaceAll(upTo, ' ')
    .replaceAll(nearMidnight, 'at midnight');
  const { periods, unread } = readTimes(words, nowMs, timeZone);
  const span = past(spanOf(periods), since !== text, nowMs);
  const reason = unread[0]?.reason ?? null;
  if (span === null) return { window: null, hours: [], unread: reason };
  // At midnight today has come, and has nothing yet.
  const isNow = span.fromMs === nowMs && /\btoday\b/i.test(words);
  if (span.fromMs >= nowMs && !isNow)
    return { window: span, hours: [span], unread: 'it has not come yet' };
  // "Who did it at 2 am" tells no day: it may be any night.
  if (span.toMs - span.fromMs <= 2 * hourMs && clock.test(words) && !anyDay.test(words))
    return { window: null, hours: [], unread: null };
  if (/\bmidnight\b/i.test(words) && span.toMs - span.fromMs <= 2 * hourMs) {
    const hours = midnightsOf(span);
    return { window: spanOf(hours), hours, unread: reason };
  }
  const window = meantBy(words, span, nowMs);
  return { window, hours: [window], unread: reason };
}
