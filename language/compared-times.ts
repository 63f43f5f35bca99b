import { comparisonIn } from './comparisons.ts';
import { namesGiven } from './names-given.ts';
import { afterInWords, beforeInWords, ownWords } from './time/before-in-words.ts';
import type { Clock } from './time/before-in-words.ts';
import { monthPattern } from './time/dates.ts';
import { placeOf, readTimes } from './time/read-times.ts';
import type { Period, Times } from './time/read-times.ts';
import { dayMs } from './time/span.ts';

/** A question that compares two times, as one about the later time and the same about the earlier. */
export type ComparedTimes = {
  readonly now: string;
  readonly before: string;
  /** The earlier time ends where the later begins, as in a table that has both. */
  readonly isNext: boolean;
};

/** The later time where only the earlier is named, by the earlier's words. */
const implied: readonly (readonly [time: RegExp, now: string])[] = [
  [/^yesterday/i, 'today'],
  [/^last (week|month|quarter|year)$/i, 'this $1'],
  [/^(?:last|previous|prior|preceding) (\d+ (?:day|week|month|hour)s?)$/i, 'in the last $1'],
  [/^(\d+ (?:day|week|month|hour)s?) (?:before|earlier|prior)$/i, 'in the last $1'],
  [/^same .*\b(?:last|previous) (week|month|quarter|year)$/i, 'this $1'],
  [/^day (?:before|earlier)$|^(?:previous|prior) day$/i, 'yesterday'],
  [/^(week|month|quarter|year) (?:before|earlier|ago)$/i, 'last $1'],
  [/^(?:previous|prior|preceding) (week|month|quarter|year)$/i, 'this $1'],
  [/^(?:previous|prior|preceding|last)? ?period(?: before)?$/i, 'in the last 7 days'],
  [new RegExp(`^(?:in |last )?(?:${monthPattern})(?: 20\\d\\d)?$`, 'i'), 'this month'],
];

function impliedNow(time: string): string | null {
  const words = time.replace(/^(?:the|its|their|an?|one) /i, '');
  const found = implied.find(([pattern]) => pattern.test(words));
  return found === undefined ? null : words.replace(found[0], found[1]);
}

const toWorse = '(?= (?:any |more |less )?(?:\\w+er|expensive|worse)\\b)';
const moves =
  '(?:go|goes|going|gone|went|come|came) (?:up|down)|(?:increas|decreas|improv|grow|climb|jump)(?:e|es|ed|ing|s)?|ris(?:e|es|en|ing)|rose|grew|grown|fall(?:s|en|ing)?|fell|drop(?:s|ped|ping)?';
const gets = 'get|gets|got|gotten|getting';
const ways = `(?:${gets}|become|becomes|became)${toWorse}|${moves}|changed?(?=[\\s,]*$| (?:this|last|since|in|over|yesterday|today)\\b)|develop(?:s|ed|ing)?|compares?|differ(?:s|ed)?|look(?:s|ed)?`;
const degrees =
  'more expensive|cheaper|dearer|higher|lower|worse|better|bigger|larger|smaller|more|less|fewer|up|down|different|any';

/** What a comparison adds to the words of what it compares, in order. */
const additions: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/^(?:(?:hey|hi|hello|ok|so|and|but|please|pls)[,:\s]+)+/i, ''],
  [/^(?:can|could|would) you (?:please )?/i, ''],
  [
    /^(?:please )?(?:show me |give me |tell me )?(?:a )?compar(?:e|ing|ison of)(?: the| our)?\b/i,
    '',
  ],
  [/^(?:what (?:is|was) |what's )?the (?:difference|change) (?:in|of|between)\b/i, ''],
  [
    /^(?:did|do|have|are|were) we (?:spen[dt]|spending|paying|paid|pay) (?:any )?(?:more|less)\b/i,
    'how much did we spend',
  ],
  [
    /^(?:by )?how much (?:slower|faster|longer|quicker) (?:is|are|was|were|did|has|have|do|does)?\b/i,
    'average duration of',
  ],
  [/^(how (?:much|many)) (?:more|less|fewer)\b/i, '$1'],
  [
    /^(?:is|are|was|were|has|have|had|did|does|do|by how much (?:is|are|did|has))\b(?: there\b| we (?:have|had|see)\b)?/i,
    '',
  ],
  [
    /^(?:the |our )?(?:queries|statements)\b(.*?) (?:slower|faster|quicker|longer|shorter)\b/i,
    'average query duration$1',
  ],
  [
    /^(?:the |our )?(?:runs|jobs)\b(.*?) (?:slower|faster|quicker|longer|shorter)\b/i,
    'average job duration$1',
  ],
  [/^how (?:is|are|was|were|does|do|did|has|have)\b/i, ''],
  [/^((?:which|who|what)\b.*) (?:more|most)\b/i, '$1 the most'],
  [/\bbetween\b(?!.*\band\b)/i, ' '],
  [new RegExp(`(?<!how much did we )\\b(?:${ways})\\b`, 'gi'), ' '],
  [
    new RegExp(
      `(?<!(?:the|scaled?|scales|scaling|spun|spin|shut|start(?:ed)?) )\\b(?:${degrees})(?: or (?:${degrees}))*\\b(?! than)`,
      'gi',
    ),
    ' ',
  ],
  // "Now (last 5 days)" is the time in brackets.
  [/\bnow\s*(?=\()/i, ''],
  [/[()]/g, ' '],
];

/** The words of what a question compares, without the comparison. */
function withoutComparison(rest: string): string {
  return additions
    .reduce((text, [pattern, instead]) => text.trim().replace(pattern, instead), rest)
    .replaceAll(/\s+(?=,)/g, '')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s,:;]+|[\s,:;.?!]+$/g, '');
}

const isPointer =
  /^(?:(?:and|so|how|what|about|does|do|did|is|are|was|were|that|this|it|they|those|these|the|same|numbers?|figures?|ones?|look|stack|against|as|of)\b[\s,]*)*$/i;

/** The words of what is compared, and those of the earlier time. */
type Split = { readonly about: string; readonly time: string };

/** "The last 7 days vs the 7 before": the earlier time is as many days. */
const withUnit = (question: string): string =>
  question.replace(
    /(\b(?:last|past) \d+ (days|weeks|months|hours)\b.*\b\d+)(?= (?:before|prior|earlier)\b)/i,
    '$1 $2',
  );

/** What a question compares with an earlier time, in its own words; null when it has no comparison. */
function splitOf(question: string): Split | null {
  const text = withUnit(question);
  const comparison = comparisonIn(text);
  if (comparison === null) return null;
  const { at, words, time } = comparison;
  const rest = `${text.slice(0, at)} ${text.slice(at + words.length)}`;
  return { time, about: withoutComparison(rest) };
}

const rising = `${moves}|spik(?:e|es|ed|ing|s)?|(?:${gets})${toWorse}`;
const rises = new RegExp(
  `^(?!.*\\bor\\b)\\W*(?:(?:hey|hi|hello|ok|so|and|but)[,\\s]+)*(?:did|do|does|has|have|had|is|are|was|were)\\b.*\\b(?:${rising})\\b`,
  'i',
);
const mostDays = 31;

/** "Did spend go up yesterday?" compares with the time before, which it need not say; of long times the trend is asked. */
function impliedSplit(question: string, { nowMs, timeZone }: Clock): Split | null {
  if (!rises.test(question)) return null;
  const { periods, unread } = readTimes(question, nowMs, timeZone);
  const [period, ...others] = periods;
  if (period === undefined || others.length > 0 || unread.length > 0) return null;
  const days = (period.toMs - period.fromMs) / dayMs;
  const isMonth = new RegExp(`\\bmonth\\b|\\b(?:${monthPattern})\\b`, 'i').test(period.label);
  if (!(days <= 7 || (isMonth && days <= mostDays))) return null;
  return { time: 'the period before', about: withoutComparison(question) };
}

/**
 * Whether a question compares something that it does not name with an earlier time, so that its subject
 * is the question before it: "and how does that compare with October?".
 *
 * Pure.
 */
export function comparesEarlierAnswer(question: string): boolean {
  const split = splitOf(question);
  return split !== null && isPointer.test(split.about);
}

/** "Monday's cost" is the cost on Monday: "the day before yesterday's cost" could be yesterday's. */
function withoutPossessive(about: string, { periods }: Times): string {
  const place = placeOf(periods[0]?.label ?? '', about);
  if (place === null) return about;
  const [head, label] = [about.slice(0, place.from), about.slice(place.from, place.to)];
  const tail = about.slice(place.to);
  if (!/['’]s$/.test(label) && !/^['’]s\b/.test(tail)) return about;
  const rest = `${head}${tail.replace(/^['’]s/, '')}`.replaceAll(/\s+/g, ' ').trim();
  return `${rest} ${ownWords(label)}`;
}

/** "Cost on Monday" is a question without its verb; a text that is only a time is about the subject. */
function withSubject(about: string, { periods }: Times, subject: string | null): string | null {
  const place = placeOf(periods[0]?.label ?? '', about);
  const time = place === null ? '' : about.slice(place.from, place.to);
  const rest = about.replace(time, ' ').replaceAll(/\s+/g, ' ').trim();
  const names = namesGiven(rest);
  const isNames =
    names.reduce((text, name) => text.replace(name, ''), rest).search(/[\p{L}\d]/u) < 0;
  const own = isNames ? subject : rest;
  if (own === null) return null;
  const of = isNames && names.length > 0 ? ` for ${names.join(' and ')}` : '';
  if (isSpend.test(own)) return `how much did we spend${of} ${time}`.trim();
  if (isNames) return `${own}${of} ${time}`;
  return isThings.test(rest) ? `how many ${about}` : about;
}

/** Things that can be counted, and no question: "failed runs", "refused logins of prod-us". */
const isThings =
  /^(?!(?:how|what|which|who|whose|when|where|why|is|are|was|were|do|does|did|show|list|give|the|our)\b)(?:[a-z-]+ ){0,2}?[a-z]+[^\Wsui]s(?=$| (?:of|in|on|for|from|by|at)\b)/i;

const isSpend = /^(?:the |our )?(?:total |overall )?(?:costs?|spend(?:ing)?|bills?)$/i;

/** The question about the later time, and where its time stands in it. */
function nowOf(
  { about: words, time }: Split,
  subject: string | null,
  { nowMs, timeZone }: Clock,
): { readonly now: string; readonly later: Period; readonly at: number } | null {
  const read = (text: string): Times => readTimes(text, nowMs, timeZone);
  const written = withoutPossessive(words, read(words));
  const about = withSubject(written, read(written), subject);
  const { periods, unread } = read(about ?? '');
  const added = periods.length === 0 ? impliedNow(time) : '';
  const isOne = periods.length < 2 && unread.length === 0;
  if (about === null || added === null || !isOne) return null;
  const now = `${about} ${added}`.trim();
  const period = periods[0] ?? read(now).periods[0];
  const place = period === undefined ? null : placeOf(period.label, now);
  if (period === undefined || place === null) return null;
  return { now, later: { ...period, label: now.slice(place.from, place.to) }, at: place.from };
}

/**
 * Divides a question that compares with an earlier time into two that certified questions of one time can
 * answer; null for other questions, and where a time cannot be read.
 *
 * Pure.
 *
 * @param subject What a question is about that says only times; null where it must say it.
 * @param clock What "now" is; words such as "yesterday" stay words, so that it decides dates only.
 */
export function comparedTimes(
  question: string,
  subject: string | null,
  clock: Clock,
): ComparedTimes | null {
  const split = splitOf(question) ?? impliedSplit(question, clock);
  const found = split === null || isPointer.test(split.about) ? null : nowOf(split, subject, clock);
  if (split === null || found === null) return null;
  const { now, later, at } = found;
  const mark = /^(?:how|what|which|who)\b/i.test(now) ? '?' : '';
  const withTime = (words: string): string =>
    `${now.slice(0, at)}${words}${now.slice(at + later.label.length)}${mark}`;
  const earlier = beforeInWords(later, split.time, clock);
  if (earlier !== null)
    return { now: `${now}${mark}`, before: withTime(earlier.words), isNext: earlier.isNext };
  const other = afterInWords(later, split.time, clock);
  return other && { now: withTime(other.words), before: `${now}${mark}`, isNext: other.isNext };
}
