import { atClock } from './clock.ts';
import type { Clock } from './clock.ts';
import { monthPattern } from './dates.ts';
import type { Point } from './points.ts';
import { dayMs, daysFrom, hourMs, isUnread, startOfMonth } from './span.ts';
import type { Context, Reading, Span, Unread } from './span.ts';

const noon = 12 * hourMs;

/** A time of day that a bare number stands for beside another time of day. */
const asClock = (point: Point): Clock | null =>
  point.clock ?? (point.bare === null ? null : { afterMidnight: point.bare * hourMs });

/** Both halves of the day where only one time names it: "9 to 5", "8 to 9pm". */
function inHalves(left: Point, right: Point, from: number, to: number): readonly [number, number] {
  const isBoth = left.clock === null && right.clock !== null;
  const start = isBoth && from < noon && from + noon < to ? from + noon : from;
  const end = right.clock === null && to <= start && to < noon ? to + noon : to;
  return [start, end];
}

const firstUnread = (...readings: readonly (Reading | Clock | null)[]): Unread | null =>
  readings.find((one): one is Unread => one !== null && 'unread' in one) ?? null;

const spanOr = (reading: Reading | null, other: Span): Span =>
  reading === null || isUnread(reading) ? other : reading;

/** The times of day of both ends, milliseconds after midnight; null when one has none. */
function timesOfDay(left: Point, right: Point): Unread | readonly [number, number] | null {
  const [from, to] = [asClock(left), asClock(right)];
  const unread = firstUnread(from, to, left.calendar, right.calendar);
  if (unread !== null) return unread;
  if (from === null || to === null || 'unread' in from || 'unread' in to) return null;
  return inHalves(left, right, from.afterMidnight, to.afterMidnight);
}

/** "from 9 to 5", "between 8 and 9am", "from Monday 22:00 until Tuesday 06:00". */
function clockRange(left: Point, right: Point, context: Context): Reading | null {
  const times = timesOfDay(left, right);
  if (times === null || 'unread' in times) return times;
  const day = left.calendar ?? right.calendar;
  const begins = timeOn(day, times[0], context);
  const ends = timeOn(right.calendar ?? day, times[1], context);
  const isOneDay = left.calendar === null || right.calendar === null;
  const overMidnight = isOneDay && ends <= begins ? dayMs : 0;
  const isAhead = day === null && begins > context.now && !context.isForecast;
  const back = isAhead ? dayMs : 0;
  const grain = day === null ? 'hours' : 'part';
  return { from: begins - back, to: ends + overMidnight - back, grain };
}

/** A time of a day, which is today unless named. */
function timeOn(day: Reading | null, afterMidnight: number, { now }: Context): number {
  const reading = atClock(spanOr(day, daysFrom(now, 0, 1)), { afterMidnight });
  return isUnread(reading) ? now : reading.from;
}

const dayOf = (month: Span, day: number): Reading =>
  day >= 1 &&
  startOfMonth(startOfMonth(month.from) + (day - 1) * dayMs) === startOfMonth(month.from)
    ? daysFrom(startOfMonth(month.from), day - 1, day)
    : { unread: `the month has no day ${day}` };

const weekMs = 7 * dayMs;

/** The day that a point means; a number alone is a day of the other point's month. */
function dayFrom(point: Point, other: Point): Reading | null {
  if (point.bare === null || point.calendar !== null) return point.calendar;
  const near = other.calendar;
  return near === null || isUnread(near) || near.grain !== 'day' ? null : dayOf(near, point.bare);
}

const isNow = ({ calendar }: Point, { now }: Context): boolean =>
  calendar !== null && !isUnread(calendar) && calendar.from === now && calendar.to === now;

/** "from 22:15 yesterday till now". */
function sinceClock({ calendar, clock }: Point, context: Context): Reading | null {
  if (clock === null || 'unread' in clock) return clock;
  const from = timeOn(calendar, clock.afterMidnight, context);
  return from < context.now ? { from, to: context.now, grain: 'rolling' } : null;
}

/** The span from one point to another, both included; null when the two make no range. */
export function rangeOf(left: Point, right: Point, context: Context, text: string): Reading | null {
  // "2 to 4 this morning": both numbers are times of day.
  const areHours =
    left.bare !== null && right.bare !== null && (left.calendar ?? right.calendar) !== null;
  if (left.clock !== null && isNow(right, context)) return sinceClock(left, context);
  return left.clock !== null || right.clock !== null || areHours
    ? clockRange(left, right, context)
    : calendarRange(dayFrom(left, right), dayFrom(right, left), text);
}

function calendarRange(
  first: Reading | null,
  second: Reading | null,
  text: string,
): Reading | null {
  if (first === null || second === null) return null;
  if (isUnread(first) || isUnread(second)) return firstUnread(first, second);
  if (first.grain === 'rolling' || second.grain === 'rolling') return null;
  const to = second.grain === 'moment' ? second.from : second.to;
  return first.from < to ? { from: first.from, to, grain: 'part' } : earlier(first, second, text);
}

/** A range that ends before it begins: over the turn of a week or a year, or written wrongly. */
function earlier(first: Span, second: Span, text: string): Reading {
  const isWeekday = !/\d/.test(text) && !new RegExp(`\\b(?:${monthPattern})`).test(text);
  if (isWeekday) return { from: first.from - weekMs, to: second.to, grain: second.grain };
  const [isYearWritten] = text
    .split(/ (?:and|to|until|till|through|thru) |[-–—]|\.\./)
    .map((part) => /\b20\d{2}\b/.test(part));
  const date = new Date(first.from);
  const isOtherMonth = date.getUTCMonth() !== new Date(second.from).getUTCMonth();
  if (isYearWritten || !isOtherMonth) return { unread: 'it ends before it begins' };
  const inYear = (year: number): number => Date.UTC(year, date.getUTCMonth(), date.getUTCDate());
  const year = new Date(second.from).getUTCFullYear();
  const from = inYear(year) < second.to ? inYear(year) : inYear(year - 1);
  return { from, to: second.to, grain: second.grain };
}
