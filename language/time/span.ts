/**
 * Times here are wall-clock times: milliseconds of the same clock reading in UTC, so that a day is
 * always 24 hours. Only `read-times.ts` converts them to instants.
 */
export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

/**
 * `moment` is a time of day, whose span is an hour, and `hours` one without a day; `part` is a part of
 * a day such as the morning.
 */
export type Grain =
  | 'moment'
  | 'hours'
  | 'part'
  | 'day'
  | 'week'
  | 'month'
  | 'quarter'
  | 'year'
  | 'rolling';

/** A half-open span `[from, to)` of wall-clock time. */
export type Span = { readonly from: number; readonly to: number; readonly grain: Grain };

/** Words that name a time which cannot be read, and why, as the end of a sentence. */
export type Unread = { readonly unread: string };

export type Reading = Span | Unread;

export type Context = {
  /** Wall-clock time. */
  readonly now: number;
  /** The text asks about what is to come. */
  readonly isForecast: boolean;
};

/** One way to write a time. The pattern is sticky; `read` returns null when it is no time after all. */
export type Rule = {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray, context: Context) => Reading | null;
};

export const isUnread = (reading: Reading): reading is Unread => 'unread' in reading;

/** Makes a rule from the source of a pattern, which must end at the end of a word. */
export const rule = (source: string, read: Rule['read']): Rule => ({
  pattern: new RegExp(`(?:${source})(?!\\w)`, 'y'),
  read,
});

/** The longest match of the rules at a position. */
export function longest(
  rules: readonly Rule[],
  text: string,
  at: number,
  context: Context,
): { reading: Reading; end: number } | null {
  let best: { reading: Reading; end: number } | null = null;
  for (const { pattern, read } of rules) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null || at + match[0].length <= (best?.end ?? at)) continue;
    const reading = read(match, context);
    if (reading !== null) best = { reading, end: at + match[0].length };
  }
  return best;
}

export const startOfDay = (wall: number): number => Math.floor(wall / dayMs) * dayMs;

/** Days since Monday. */
export const weekdayOf = (wall: number): number => (new Date(wall).getUTCDay() + 6) % 7;

export const startOfWeek = (wall: number): number => startOfDay(wall) - weekdayOf(wall) * dayMs;

/** The start of the month `offset` months from the one of `wall`. */
export function startOfMonth(wall: number, offset = 0): number {
  const date = new Date(wall);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1);
}

export const yearOf = (wall: number): number => new Date(wall).getUTCFullYear();

/** Months from 0, out of range they roll over. */
export const monthSpan = (year: number, month: number): Span => ({
  from: Date.UTC(year, month, 1),
  to: Date.UTC(year, month + 1, 1),
  grain: 'month',
});

/** Quarters from 0, out of range they roll over. */
export const quarterSpan = (year: number, quarter: number): Span => ({
  from: Date.UTC(year, quarter * 3, 1),
  to: Date.UTC(year, quarter * 3 + 3, 1),
  grain: 'quarter',
});

export const yearSpan = (year: number): Span => ({
  from: Date.UTC(year, 0, 1),
  to: Date.UTC(year + 1, 0, 1),
  grain: 'year',
});

/** Days from the one of `wall`, the end not included. */
export const daysFrom = (wall: number, from: number, to: number): Span => ({
  from: startOfDay(wall) + from * dayMs,
  to: startOfDay(wall) + to * dayMs,
  grain: 'day',
});

export const weekFrom = (wall: number, offset: number): Span => ({
  from: startOfWeek(wall) + offset * 7 * dayMs,
  to: startOfWeek(wall) + (offset + 1) * 7 * dayMs,
  grain: 'week',
});

/** The span of a unit `offset` units from the running one. */
export function calendarUnit(unit: string, offset: number, now: number): Span {
  if (unit === 'week') return weekFrom(now, offset);
  const year = yearOf(now);
  const month = new Date(now).getUTCMonth();
  if (unit === 'month') return monthSpan(year, month + offset);
  if (unit === 'quarter') return quarterSpan(year, Math.floor(month / 3) + offset);
  return unit === 'year' ? yearSpan(year + offset) : daysFrom(now, offset, offset + 1);
}

const lengths: Readonly<Record<string, number>> = {
  minute: minuteMs,
  hour: hourMs,
  day: dayMs,
  week: 7 * dayMs,
  fortnight: 14 * dayMs,
};
const monthsIn: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

/** `count` units before a time, or after it when negative; whole days for months and longer units. */
export function shifted(wall: number, count: number, unit: string): number {
  const length = lengths[unit];
  if (length !== undefined) return wall - count * length;
  const months = count * (monthsIn[unit] ?? 1);
  const lastDay = startOfMonth(wall, 1 - months) - dayMs;
  return Math.min(startOfMonth(wall, -months) + startOfDay(wall) - startOfMonth(wall), lastDay);
}
