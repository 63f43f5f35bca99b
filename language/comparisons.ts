import { monthPattern, weekdayPattern } from './time/dates.ts';
import { placeOf, readTimes } from './time/read-times.ts';

const counts = '(?:\\d+|two|three|four|five|six|seven|ten|thirty)';
const time = `(?:day|week|month|quarter|year|weekend|night|hour|period|time|${counts} (?:day|week|month|hour)s?)`;
/** A time of its own: "October", "Sunday's", "Q2", "8 Nov". */
const named = `(?:(?:on |in |last |this )*(?:(?:${weekdayPattern})(?: last week|,? (?:the )?\\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:${monthPattern})(?: 20\\d\\d)?)?|(?:${monthPattern})(?: \\d{1,2}(?!\\d))?(?:,? 20\\d\\d)?|q[1-4](?: 20\\d\\d)?|20\\d\\d-\\d\\d-\\d\\d|\\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:${monthPattern}))(?:['’]s)?|(?:the )?day before yesterday(?:['’]s)?|yesterday(?:['’]s)?|today(?:['’]s)?|this ${time})`;
const before = `(?:before that|beforehand|before|earlier|previously|(?:the |its |their |an? |one )?(?:same )?${time} (?:before(?: last| that)?|earlier|prior|ago|previously)|(?:the )?(?:same (?:\\w+ )?(?:of |in |from )?)?(?:the )?(?:last|previous|prior|preceding) ${time}(?:['’]s)?|(?:the )?(?:${weekdayPattern}|one|ones|days) before|(?:the )?(?:last|previous|prior) one|${named})`;

const comparison = new RegExp(
  `(?:\\bvs\\.(?= )|\\b(?:vs|versus|against|compared? (?:to|with)|relative to|(?<!\\b(?:later|older|newer|sooner|recent) )than(?! (?:an?\\b|one\\b|(?:\\d+|two|three|five|ten)\\b(?! (?:${monthPattern})\\b))))\\b|(?<=\\b(?:compar(?:e|ed|ing|ison)|difference)\\b[^.?!;]{0,80})\\b(?:with|to|and)\\b)(?: (?:the|those|that|what|it|we|in|of|for|on|had|was|were|from|same|number|figure|spend|cost|spent|is))* (?<time>${before})(?!\\w)|\\b(?<each>day|week|month|year)[ -](?:over|on)[ -]\\k<each>\\b(?! (?:since|from|over the|in the last|for the last))`,
  'i',
);

/** A comparison with an earlier time: its words and place, and the words of that time alone. */
type Comparison = { readonly words: string; readonly at: number; readonly time: string };

/** Words that compare, before a time that is written in any way. */
const connective =
  /\b(?:vs\.?|versus|against|compared? (?:to|with)|relative to) (?:(?:the|that|what|it|we|of|in|for|on|had|was|were|from|same|number|figure|spend|cost|spent|is|week(?= \d)) )*/gi;
/** Where no time has come yet, none is refused. */
const farAway = Date.UTC(2100, 0, 1);

/** The comparison with a time that is written out: "vs Friday the 6th of November". */
function withWrittenTime(question: string): Comparison | null {
  for (const { 0: words, index } of question.matchAll(connective)) {
    const rest = question.slice(index + words.length);
    const { periods, unread } = readTimes(rest, farAway, 'UTC');
    const label = [...periods, ...unread]
      .map((one) => one.label)
      .find((one) => (placeOf(one, rest)?.from ?? rest.length) === 0);
    if (label === undefined) continue;
    const time = rest.slice(0, label.length);
    return { words: `${words}${time}`, at: index, time };
  }
  return null;
}

/** The first comparison with an earlier time of a question; null when it has none. Pure. */
export function comparisonIn(question: string): Comparison | null {
  const told = comparisonInWords(question);
  const written = withWrittenTime(question);
  if (told === null || written === null) return told ?? written;
  const isLonger = written.at === told.at && written.words.length > told.words.length;
  return isLonger ? written : told;
}

function comparisonInWords(question: string): Comparison | null {
  const match = comparison.exec(question);
  if (match === null) return null;
  const { time: named = '', each } = match.groups ?? {};
  // "the same days last week": the words between belong to the time.
  const isSame = / same $/i.test(match[0].slice(0, match[0].length - named.length));
  const words = match[0].trim();
  return {
    words,
    at: match.index,
    time: each === undefined ? `${isSame ? 'same ' : ''}${named}` : `${each} before`,
  };
}

/**
 * The words with which a question compares with an earlier time: "vs the day before", "than last week",
 * "week over week", "with October"; null when it does not.
 *
 * Pure.
 */
export const comparedBefore = (question: string): string | null =>
  comparisonIn(question)?.words ?? null;
