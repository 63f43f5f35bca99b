import { atClock, clockAt, dayRules, latest, partOf } from './clock.ts';
import type { Clock } from './clock.ts';
import { dateRules, monthPattern, weekdayPattern } from './dates.ts';
import { hourMs, isUnread, longest } from './span.ts';
import type { Context, Reading, Rule } from './span.ts';
import { partRules } from './parts.ts';
import { unitRules } from './units.ts';

/** A time at a position of a text: a calendar span, a time of day, or both; `bare` is a number alone. */
export type Point = {
  readonly calendar: Reading | null;
  readonly clock: Clock | null;
  readonly bare: number | null;
  readonly end: number;
};

const calendarRules: readonly Rule[] = [...partRules, ...unitRules, ...dateRules, ...dayRules];

/** An instant with a date: `2026-11-17T02:00Z`. An offset of the text wins over the zone. */
const instantPattern =
  /(\d{4}-\d{2}-\d{2})[t ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)? ?(z|[+-]\d{2}:?\d{2})?(?!\w)/y;

type Instants = { readonly toWall: (ms: number) => number };

function instantAt(text: string, at: number, { toWall }: Instants): Point | null {
  instantPattern.lastIndex = at;
  const match = instantPattern.exec(text);
  if (match === null) return null;
  const [matched, day = '', hours = '', minutes = '', seconds = '00', offset] = match;
  const wall = Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`);
  const exact = Date.parse(`${day}T${hours}:${minutes}:${seconds}${offset?.toUpperCase() ?? 'Z'}`);
  const from = offset === undefined ? wall : toWall(exact);
  const calendar: Reading = Number.isNaN(from)
    ? { unread: `there is no time ${matched}` }
    : { from, to: from + hourMs, grain: 'moment' };
  return { calendar, clock: null, bare: null, end: at + matched.length };
}

const skip = (text: string, at: number, pattern: RegExp): number => {
  const sticky = new RegExp(pattern, 'y');
  sticky.lastIndex = at;
  return at + (sticky.exec(text)?.[0].length ?? 0);
};

const dayPart =
  / (?:in the )?(?:early |late )?(morning|afternoon|evening|night|small hours|early hours)(?!\w)/y;
const partOfDay =
  /(?:the )?(morning|afternoon|evening|night|small hours|early hours) (?:of|on|to|before) (?:the )?/y;

/** "the evening of 12 November"; the night to a day begins on the day before. */
function partBefore(text: string, at: number, context: Context): Point | null {
  partOfDay.lastIndex = at;
  const lead = partOfDay.exec(text);
  if (lead === null) return null;
  const found = longest(calendarRules, text, at + lead[0].length, context);
  if (found === null || isUnread(found.reading) || found.reading.grain !== 'day') return null;
  const { reading, end } = found;
  const isNightTo = / (?:to|before) /.test(lead[0]);
  if (isNightTo && lead[1] !== 'night') return null;
  const calendar: Reading = isNightTo
    ? { from: reading.from - 6 * hourMs, to: reading.from + 6 * hourMs, grain: 'part' }
    : partOf(reading, lead[1] ?? '');
  return { calendar, clock: null, bare: null, end };
}

function calendarAt(text: string, at: number, context: Context): Point | null {
  const before = partBefore(text, at, context);
  if (before !== null) return before;
  const found = longest(calendarRules, text, at, context);
  if (found === null) return null;
  let { reading, end } = found;
  dayPart.lastIndex = end;
  const part = dayPart.exec(text);
  if (part !== null && !isUnread(reading) && reading.grain === 'day') {
    reading = partOf(reading, part[1] ?? '');
    end += part[0].length;
  }
  return { calendar: reading, clock: null, bare: null, end };
}

/** A time of day belongs to a day or a part of one. */
const holdsClock = (reading: Reading | null): boolean =>
  reading !== null && (isUnread(reading) || reading.grain === 'day' || reading.grain === 'part');

/** Reads the longest point at a position; null when there is none. */
export function pointAt(text: string, at: number, context: Context & Instants): Point | null {
  const instant = instantAt(text, at, context);
  if (instant !== null) return instant;
  const day = calendarAt(text, at, context);
  const clock = clockAt(text, at);
  if (clock !== null && clock.end > (day?.end ?? 0)) return clockThenDay(text, clock, context);
  if (day === null) return null;
  if (!holdsClock(day.calendar)) return day;
  const then = clockAt(text, skip(text, day.end, /,? ?/));
  const isRange = /^\s*[-–]/.test(text.slice(day.end));
  return then === null || isRange ? day : { ...day, clock: then.clock, end: then.end };
}

function clockThenDay(
  text: string,
  { clock, end }: { clock: Clock; end: number },
  context: Context,
): Point {
  const day = calendarAt(text, skip(text, end, /,? ?(?:on |of )?/), context);
  return day !== null && day.end > end + 1 && holdsClock(day.calendar)
    ? { calendar: day.calendar, clock, bare: null, end: day.end }
    : { calendar: null, clock, bare: null, end };
}

const bareNumber = new RegExp(
  `(?:(?:${weekdayPattern})\\.?,? )?(?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?![\\w:/.%]|\\.\\d)`,
  'y',
);
const weekdayOfNumber = new RegExp(
  `(?:${weekdayPattern})\\.?,? (?:the )?\\d{1,2}(?:st|nd|rd|th)?(?!\\w|[./:]\\d|\\.?,? (?:of )?(?:${monthPattern})\\b)`,
  'y',
);

/** Whether a weekday stands before a number that is a day of the month named later: "mon 9 to sun 15 nov". */
export function isWeekdayOfNumber(text: string, at: number): boolean {
  weekdayOfNumber.lastIndex = at;
  return weekdayOfNumber.test(text);
}

/** A number that only stands for a time beside another one: "2 and 4 nov", "9 to 5 yesterday". */
export function bareAt(text: string, at: number, context: Context): Point | null {
  bareNumber.lastIndex = at;
  const match = bareNumber.exec(text);
  if (match === null) return null;
  const end = at + match[0].length;
  const day = calendarAt(text, skip(text, end, / ?(?:on )?/), context);
  const bare = Number(match[1]);
  return day !== null && holdsClock(day.calendar)
    ? { calendar: day.calendar, clock: null, bare, end: day.end }
    : { calendar: null, clock: null, bare, end };
}

/** What a point alone stands for. */
export function spanOf({ calendar, clock }: Point, context: Context): Reading | null {
  if (clock === null) return calendar;
  if (calendar === null) return latest(clock, context);
  return isUnread(calendar) ? calendar : atClock(calendar, clock);
}
