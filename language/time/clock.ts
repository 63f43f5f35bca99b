import { weekdayNamed, weekdayNames, weekdayPattern } from './dates.ts';
import { dayMs, daysFrom, hourMs, isUnread, rule, startOfDay, weekdayOf } from './span.ts';
import type { Context, Reading, Rule, Span } from './span.ts';

/** Milliseconds after midnight, or a reason why there is no such time. */
export type Clock = { readonly afterMidnight: number } | { readonly unread: string };

const clockPattern = new RegExp(
  `(?:at |around |about |by |~ ?)*(?:${[
    '(?<hours>\\d{1,2})(?::(?<minutes>\\d{2}))?(?::\\d{2})? ?(?<half>[ap])\\.?m\\.?(?!\\w)',
    '(?<hours>\\d{1,2}):(?<minutes>\\d{2})(?::\\d{2})?(?![\\w:])',
    '(?<word>noon|midday|midnight)(?!\\w)',
    "(?:at |around )(?<hours>\\d{1,2}) ?o['’]?clock",
    // "Around 50 jobs", "at 12 percent": a number of something.
    '(?:at |around )(?<hours>[01]?\\d|2[0-9])(?![\\w:./%]| ?%| (?:percent|dollars?|usd|euros?|dbus?|gb|tb|mb|runs?|jobs?|queries|users?|tables?|times|hours?|minutes?|mins?|seconds?|days?|to \\d+ (?:percent|dollars?|usd|euros?|gb|hours?|minutes?|runs?))\\b)',
    // Four digits are a time only behind a day or "at".
    '(?<=(?:\\bat|day|mon|tue|wed|thu|fri|sat|sun) )(?<hours>[01]\\d|2[0-3])(?<minutes>[0-5]\\d)(?!\\w)',
  ].join('|')})`,
  'y',
);

/** Reads a time of day at a position: "9am", "at 14:00", "noon", "0800". */
export function clockAt(text: string, at: number): { clock: Clock; end: number } | null {
  clockPattern.lastIndex = at;
  const match = clockPattern.exec(text);
  if (match === null) return null;
  const { hours: written, minutes = '0', half, word } = match.groups ?? {};
  const twelve = word === 'midnight' ? 0 : 12;
  const number = written === undefined ? twelve : Number(written);
  const hours =
    half === undefined || number > 12 ? number : (number % 12) + (half === 'p' ? 12 : 0);
  const isTime = hours < 24 && Number(minutes) < 60;
  const clock = isTime
    ? { afterMidnight: hours * hourMs + Number(minutes) * 60_000 }
    : { unread: `there is no time ${match[0].replace(/^(?:at |around )+/, '')}` };
  return { clock, end: at + match[0].length };
}

/** The hour that begins at a time of day; of the night, the early hours belong to its second day. */
export function atClock(day: Span, clock: Clock): Reading {
  if ('unread' in clock) return clock;
  const isNight = day.grain === 'part' && startOfDay(day.from) !== startOfDay(day.to - 1);
  const base = startOfDay(day.from) + (isNight && clock.afterMidnight < 12 * hourMs ? dayMs : 0);
  const from = base + clock.afterMidnight;
  return { from, to: from + hourMs, grain: 'moment' };
}

/** A time of day without a day: the latest that has come. */
export function latest(clock: Clock, { now, isForecast }: Context): Reading {
  const today = atClock(daysFrom(now, 0, 1), clock);
  if (isUnread(today)) return today;
  const back = today.from <= now || isForecast ? 0 : dayMs;
  return { from: today.from - back, to: today.to - back, grain: 'hours' };
}

const dayParts: Readonly<Record<string, readonly [from: number, to: number]>> = {
  morning: [0, 12],
  afternoon: [12, 18],
  evening: [18, 24],
  night: [18, 32],
  'small hours': [0, 6],
  'early hours': [0, 6],
};

/** Part of a day: "Monday morning", "yesterday evening". */
export function partOf(day: Span, part: string): Span {
  const [from, to] = dayParts[part] ?? [0, 24];
  const start = startOfDay(day.from);
  return { from: start + from * hourMs, to: start + to * hourMs, grain: 'part' };
}

function weekday(which: string, name: string, context: Context): Span {
  const { now, isForecast } = context;
  const offset = weekdayNamed(name) - weekdayOf(now);
  if (which === 'next')
    return daysFrom(now, offset > 0 ? offset : offset + 7, (offset > 0 ? offset : offset + 7) + 1);
  if (which === 'this') return daysFrom(now, offset, offset + 1);
  const isBefore = which === 'last' || which === 'previous' ? offset < 0 : offset <= 0;
  const back = isForecast && offset >= 0 ? offset : isBefore ? offset : offset - 7;
  return daysFrom(now, back, back + 1);
}

const isShort = (name: string): boolean => name.length <= 4;

/** Weekdays, and parts of today and of the last night. */
export const dayRules: readonly Rule[] = [
  rule(
    `(?:the )?(?:(last|this|past|previous|next|coming) )?(${weekdayPattern})(?:['’]s)?`,
    (match, context) => {
      const { input, index } = match;
      const [matched, which = '', name = ''] = match;
      const around = `${input.slice(0, index).slice(-12)}|${input.slice(index + matched.length, index + matched.length + 8)}`;
      const isRange =
        /(?:\b(?:on|since|from|until|till|before|after|between|and|to|through|thru|vs|by) |[-–]) ?\|/.test(
          around,
        );
      const isTimed =
        /\| (?:\d|morning|afternoon|evening|night|to |through|thru|at )|\| ?[-–]/.test(around);
      if (/\bevery \|/.test(around)) return null;
      return isShort(name) && which === '' && !isRange && !isTimed
        ? null
        : weekday(which, name, context);
    },
  ),
  rule(`(${weekdayPattern})(?:,? of)? (last|this) week`, ([, name = '', which], { now }) => {
    const day = weekdayNamed(name) - weekdayOf(now) - (which === 'last' ? 7 : 0);
    return daysFrom(now, day, day + 1);
  }),
  rule(`(?:a|one) week ago(?: on)? (${weekdayPattern})`, ([, name = ''], context) => {
    const { from } = weekday('', name, context);
    return daysFrom(from, -7, -6);
  }),
  rule('last night|yesterday night|overnight', (_, { now }) =>
    partOf(daysFrom(now, -1, 0), 'night'),
  ),
  // Who asks before the morning is still in that night.
  rule('tonight', (_, { now }) =>
    new Date(now).getUTCHours() < 6
      ? partOf(daysFrom(now, -1, 0), 'night')
      : partOf(daysFrom(now, 0, 1), 'evening'),
  ),
  rule('(\\d{1,2}) this (morning|afternoon|evening)', ([, hours = '', part], { now }) => {
    const isPm = part !== 'morning' && Number(hours) < 12;
    const afterMidnight = (Number(hours) + (isPm ? 12 : 0)) * hourMs;
    return Number(hours) < 24 ? atClock(daysFrom(now, 0, 1), { afterMidnight }) : null;
  }),
  rule('this (morning|afternoon|evening)', ([, part = ''], { now }) =>
    partOf(daysFrom(now, 0, 1), part),
  ),
  rule('this (am|pm)', ([, half], { now }) =>
    partOf(daysFrom(now, 0, 1), half === 'am' ? 'morning' : 'afternoon'),
  ),
  rule('halloween', (_, context) => holiday(9, 31, context)),
  rule('christmas(?: day)?|xmas', (_, context) => holiday(11, 25, context)),
  rule("new year['’]?s eve", (_, context) => holiday(11, 31, context)),
  rule("new year['’]?s(?: day)?", (_, context) => holiday(0, 1, context)),
];

function holiday(month: number, day: number, { now, isForecast }: Context): Span {
  const year = new Date(now).getUTCFullYear();
  const at = [year - 1, year, year + 1].map((of) => Date.UTC(of, month, day));
  const found = isForecast ? at.find((one) => one >= now) : at.findLast((one) => one <= now);
  return daysFrom(found ?? now, 0, 1);
}

/** Times that only those who were there know. */
export const eventRules: readonly Rule[] = [
  rule(
    '(?:since|after|before|during|around) (?:the |our |that |this )?(?:(?!first\\b)\\w+ )?(release|incident|outage|deploy(?:ment)?|migration|upgrade|rollout|launch|go-?live|cut-?over|switch-?over|change-?over|reorg(?:ani[sz]ation)?|merger|maintenance|crash|attack|breach|hot-?fix|kick-?off|downtime)',
    ([, event = '']) => ({ unread: `I do not know when the ${event} was` }),
  ),
  rule(
    'thanksgiving|easter|black friday|cyber monday|ramadan|diwali|(?:the )?holidays',
    ([name = '']) => ({
      unread: `I do not know the dates of ${name}`,
    }),
  ),
  rule(
    '(?:during|in|within) (?:the )?(?:business|working|office|core) hours|after lunch|(?:at )?lunch ?time',
    ([words = '']) => ({
      unread: `"${words}" may be any hours`,
    }),
  ),
  rule(
    `(?:the |these )?(?:last|past|previous) \\S+ (?:(?:business|working|work|week)[ -]?days|${weekdayNames.map((day) => `${day}s`).join('|')})`,
    () => ({
      unread: 'days that lie apart are no span of time',
    }),
  ),
  rule('(?:the )?other day', () => ({ unread: '"the other day" may be any day' })),
];
