import { eventRules } from './clock.ts';
import { bareAt, isWeekdayOfNumber, pointAt, spanOf } from './points.ts';
import type { Point } from './points.ts';
import { rangeOf } from './ranges.ts';
import { calendarUnit, isUnread, longest, weekFrom } from './span.ts';
import type { Context, Reading, Span } from './span.ts';

/** `toWall` converts an instant to wall-clock time. */
export type Walk = Context & { readonly toWall: (ms: number) => number };

/** A time and its place in the text, the end not included. */
export type Found = { readonly reading: Reading; readonly from: number; readonly end: number };

const joiner = /,? ?(?:\b(?:and|to|until|till?|through|thru)\b|-|–|—|\.\.|&|\/(?=20\d\d-)) ?/y;
/** Words that begin a range. */
export const opening = /\b(?:between|btw|from) (?:the )?$/;

/** A range that begins at a point; `day` is the one of its times of day when they name none. */
function rangeAt(
  text: string,
  at: number,
  walk: Walk,
  begin: Point | null,
  day: Span | null = null,
): Found | null {
  const isOpened = opening.test(text.slice(0, at));
  const point = begin ?? bareAt(text, at, walk);
  if (point === null) return null;
  const left: Point = { ...point, calendar: point.calendar ?? day };
  joiner.lastIndex = left.end;
  const join = joiner.exec(text);
  if (join === null || (/and|&/.test(join[0]) && !isOpened)) return null;
  const to = left.end + join[0].length;
  const candidates = [pointAt(text, to, walk), bareAt(text, to, walk)].filter(
    (one): one is Point => one !== null,
  );
  for (const right of candidates) {
    const reading = rangeOf(left, right, walk, text.slice(at, right.end));
    if (reading !== null) return { reading, from: at, end: right.end };
  }
  return null;
}

const dayThenRange = /,? (?:between|btw|from) /y;

/** "yesterday between 3 and 4 pm". */
function timedDayAt(text: string, at: number, walk: Walk, point: Point | null): Found | null {
  const day = point?.calendar ?? null;
  if (point === null || point.clock !== null || day === null || isUnread(day)) return null;
  if (day.grain !== 'day' && day.grain !== 'part') return null;
  dayThenRange.lastIndex = point.end;
  const words = dayThenRange.exec(text)?.[0];
  if (words === undefined) return null;
  const to = point.end + words.length;
  const range = rangeAt(text, to, walk, pointAt(text, to, walk), day);
  return range === null ? null : { ...range, from: at };
}

const weekOf = /(?:the )?week (?:of|beginning|starting)(?: on)? /y;

function weekAt(text: string, at: number, walk: Walk): Found | null {
  weekOf.lastIndex = at;
  const head = weekOf.exec(text);
  const point = head === null ? null : pointAt(text, at + head[0].length, walk);
  const day = point?.calendar ?? null;
  if (point === null || day === null || (!isUnread(day) && day.grain !== 'day')) return null;
  return { reading: isUnread(day) ? day : weekFrom(day.from, 0), from: at, end: point.end };
}

function singleAt(text: string, at: number, walk: Walk, point: Point | null): Found | null {
  const event = longest(eventRules, text, at, walk);
  if (event !== null) return { reading: event.reading, from: at, end: event.end };
  const reading = point === null ? null : spanOf(point, walk);
  return point === null || reading === null ? null : { reading, from: at, end: point.end };
}

/** "the day before", behind another time. */
const sequel =
  /(?:the )?(?:(?:previous|prior) (day|week|month|quarter|year)|(day|week|month|quarter|year) before)(?!\w| (?:yesterday|last))/y;

function sequelAt(text: string, at: number, last: Span | undefined): Found | null {
  sequel.lastIndex = at;
  const match = sequel.exec(text);
  if (match === null || last === undefined) return null;
  const unit = match[1] ?? match[2] ?? 'day';
  return { reading: calendarUnit(unit, -1, last.from), from: at, end: at + match[0].length };
}

/**
 * The times that begin at a position.
 *
 * @param last The time before it in the text.
 */
export function findAt(
  text: string,
  at: number,
  walk: Walk,
  last: Reading | undefined,
): readonly Found[] {
  const before = last === undefined || isUnread(last) ? undefined : last;
  const point = pointAt(text, at, walk);
  return [
    sequelAt(text, at, before),
    weekAt(text, at, walk),
    timedDayAt(text, at, walk, point),
    rangeAt(text, at, walk, isWeekdayOfNumber(text, at) ? null : point),
    singleAt(text, at, walk, point),
  ].filter((one): one is Found => one !== null);
}
