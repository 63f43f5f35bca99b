import {
  dayMs,
  daysFrom,
  monthSpan,
  rule,
  startOfDay,
  startOfMonth,
  weekdayOf,
  yearOf,
} from './span.ts';
import type { Context, Reading, Rule } from './span.ts';

const monthNames =
  'january february march april may june july august september october november december'.split(
    ' ',
  );
export const weekdayNames = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
const ordinalNames =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first'.split(
    ' ',
  );

/** The source of a pattern for the name of a month, whole or shortened. */
export const monthPattern =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
export const weekdayPattern =
  'mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?';

export const monthOf = (name: string): number =>
  monthNames.findIndex((month) => month.startsWith(name.slice(0, 3)));
export const weekdayNamed = (name: string): number =>
  weekdayNames.findIndex((day) => day.startsWith(name.slice(0, 3)));
const capital = (name = ''): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
/** "January" of 0; empty where there is no such month. */
export const monthNamed = (month: number): string => capital(monthNames[month]);

export const ordinalPattern = `\\d{1,2}(?:st|nd|rd|th)|${ordinalNames.join('|')}`;
export const readOrdinal = (text: string): number => {
  const at = ordinalNames.indexOf(text);
  return at >= 0 ? at + 1 : Number.parseInt(text, 10);
};

const exists = (year: number, month: number, day: number): boolean =>
  month >= 0 &&
  month < 12 &&
  day >= 1 &&
  day <= new Date(Date.UTC(year, month + 1, 0)).getUTCDate();

/** The day that is written out, with its year. */
function dayIn(year: number, month: number, day: number): Reading {
  if (!exists(year, month, day)) return noSuchDay(month, day, year);
  return daysFrom(Date.UTC(year, month, day), 0, 1);
}

function noSuchDay(month: number, day: number, year?: number): Reading {
  const name = monthNamed(month);
  if (name === '') return { unread: `there is no month ${month + 1}` };
  return { unread: `there is no ${day} ${name}${year === undefined ? '' : ` ${year}`}` };
}

/**
 * The latest such day that is not in the future; for a forecast the nearest one: "what was predicted for 17 Nov"
 * on the day after is no question about next year.
 */
function dayWithoutYear(month: number, day: number, { now, isForecast }: Context): Reading {
  const today = startOfDay(now);
  // A leap day is at most eight years away.
  const days = Array.from({ length: 17 }, (_, years) => yearOf(now) + years - 8).flatMap((year) =>
    exists(year, month, day) ? [Date.UTC(year, month, day)] : [],
  );
  const away = (at: number): number => Math.abs(at - today);
  const [nearest] = days
    .filter((at) => isForecast || at <= today)
    .toSorted((a, b) => away(a) - away(b));
  return nearest === undefined ? noSuchDay(month, day) : daysFrom(nearest, 0, 1);
}

const fullYear = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text));

function monthAndDay(
  month: number,
  day: number,
  year: string | undefined,
  context: Context,
): Reading {
  return year === undefined
    ? dayWithoutYear(month, day, context)
    : dayIn(fullYear(year), month, day);
}

/** Refuses a date whose weekday is another one than the text says. */
function onWeekday(reading: Reading, weekday: string | undefined): Reading {
  if (weekday === undefined || 'unread' in reading) return reading;
  const is = weekdayOf(reading.from);
  if (is === weekdayNamed(weekday)) return reading;
  const date = new Date(reading.from);
  const name = monthNamed(date.getUTCMonth());
  const written = `${date.getUTCDate()} ${name} ${date.getUTCFullYear()}`;
  return { unread: `${written} is a ${capital(weekdayNames[is])}` };
}

/** `3/4`: the day may come first or second; read only when one of both is a day that has come. */
function slashed(match: RegExpExecArray, context: Context): Reading | null {
  const [first, second] = [Number(match[1]), Number(match[2])];
  const year = match[3];
  const isClear = Math.max(first, second) > 12 || year !== undefined || hasLead(match);
  if (!isClear || Math.max(first, second) > 31 || Math.min(first, second) > 12) return null;
  const monthFirst = monthAndDay(first - 1, second, year, context);
  const dayFirst = monthAndDay(second - 1, first, year, context);
  if (first > 12) return dayFirst;
  if (second > 12 || first === second) return monthFirst;
  const isPast = (one: Reading): boolean => 'from' in one && one.from <= context.now;
  if (isPast(monthFirst) !== isPast(dayFirst)) return isPast(dayFirst) ? dayFirst : monthFirst;
  const [left, right] = [monthNames[first - 1], monthNames[second - 1]];
  return {
    unread: `${first}/${second} may be ${second} ${capital(left)} or ${first} ${capital(right)}`,
  };
}

/** Words before a number that make it a date. */
const hasLead = ({ input, index }: RegExpExecArray): boolean =>
  /\b(?:on|for|of|since|from|until|till|before|after|between|and|to|through|starting|up to|by) (?:the )?$/.test(
    input.slice(0, index),
  );

/** "10.11. - 12.11.": a dash or a word between two dates. */
const isInRange = ({ input, index, 0: matched }: RegExpExecArray): boolean =>
  /\d\. ?[-–] ?$/.test(input.slice(0, index)) ||
  /^ ?(?:-|–|to|until|and|through) ?\d/.test(input.slice(index + matched.length));

/** What follows "the 3rd" when it is no day: "the 3rd job". */
const countedThing =
  /^ (?:party|time|run|attempt|retry|job|query|queries|column|row|most|largest|biggest|slowest|highest|try|percentile|quarter|half|week|day|month|year)\b/;

function dayOfMonth(match: RegExpExecArray, context: Context): Reading | null {
  const day = readOrdinal(match[1] ?? '');
  const { input, index } = match;
  if (!hasLead(match) || countedThing.test(input.slice(index + match[0].length))) return null;
  if (day < 1 || day > 31) return { unread: `no month has a day ${day}` };
  const { now, isForecast } = context;
  for (let months = 0; months < 12; months += 1) {
    const start = startOfMonth(now, isForecast ? months : -months);
    const at = start + (day - 1) * dayMs;
    const hasDay = startOfMonth(at) === start;
    if (hasDay && (isForecast ? at >= startOfDay(now) : at <= now)) return daysFrom(at, 0, 1);
  }
  return null;
}

/** "Monday the 16th": of this month or the last one; one of long ago is rather a slip. */
function weekdayOfMonth([, name = '', day = '']: RegExpExecArray, { now }: Context): Reading {
  for (const months of [0, 1]) {
    const start = startOfMonth(now, -months);
    const at = start + (readOrdinal(day) - 1) * dayMs;
    const isSuch = startOfMonth(at) === start && weekdayOf(at) === weekdayNamed(name);
    if (isSuch && at <= now) return daysFrom(at, 0, 1);
  }
  return {
    unread: `no ${capital(weekdayNames[weekdayNamed(name)])} of these two months is the ${day}`,
  };
}

const year = '(?:,? (\\d{4}))?';
const weekday = `(?:(${weekdayPattern})\\.?,? )?`;

/** Days that are written as dates, and months in digits. */
export const dateRules: readonly Rule[] = [
  rule('(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})', ([, y, m, d]) =>
    dayIn(Number(y), Number(m) - 1, Number(d)),
  ),
  rule('(20\\d{2})(0[1-9]|1[0-2])(\\d{2})', (match) =>
    hasLead(match) ? dayIn(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : null,
  ),
  rule('(20\\d{2})-(0[1-9]|1[0-2])', ([, y, m]) => monthSpan(Number(y), Number(m) - 1)),
  rule('(0?[1-9]|1[0-2])/(20\\d{2})', ([, m, y]) => monthSpan(Number(y), Number(m) - 1)),
  rule('(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4}|\\d{2})', ([, d, m, y = '']) =>
    dayIn(fullYear(y), Number(m) - 1, Number(d)),
  ),
  rule('(\\d{1,2})\\.(\\d{1,2})\\.(?!\\d)', (match, context) =>
    hasLead(match) || isInRange(match)
      ? monthAndDay(Number(match[2]) - 1, Number(match[1]), undefined, context)
      : null,
  ),
  // "24/7" is no date.
  rule('(?!24/7\\b)(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}|\\d{2}))?(?!/)', slashed),
  rule(
    `${weekday}(?:the )?(${ordinalPattern}|\\d{1,2})(?: of|\\.)? ?(${monthPattern})${year}`,
    ([, name, day = '', month = '', y], context) =>
      onWeekday(monthAndDay(monthOf(month), readOrdinal(day), y, context), name),
  ),
  rule(
    `${weekday}(${monthPattern})\\.? (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?!:| ?[ap]\\.?m\\b| o'clock)${year}`,
    ([, name, month = '', day = '', y], context) =>
      onWeekday(monthAndDay(monthOf(month), Number(day), y, context), name),
  ),
  rule('(?:the )?(\\d{1,2})(?:st|nd|rd|th)', dayOfMonth),
  // "On the thirteenth": nothing else is counted.
  rule(`the (${ordinalNames.join('|')})(?=\\s*(?:[,.;?!]|$))`, dayOfMonth),
  rule(`(${weekdayPattern})\\.?,? (?:the )?(\\d{1,2}(?:st|nd|rd|th))`, weekdayOfMonth),
];
