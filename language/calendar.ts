import type { Day } from './dates.ts';

/** The current instant, its day, and the time zone that decides the day. */
export type Now = { readonly ms: number; readonly today: Day; readonly timeZone: string };

/** A half-open range `[from, to)` of epoch milliseconds. */
export type TimeRange = readonly [number, number];

/** Units by the letters they begin with: `h`, `hrs` and `hours` are hours, `min` minutes, `mo` months. */
const unitNames: readonly (readonly [RegExp, string])[] = [
  [/^mo/, 'month'],
  [/^m/, 'minute'],
  [/^h/, 'hour'],
  [/^d/, 'day'],
  [/^w/, 'week'],
  [/^q/, 'quarter'],
  [/^y/, 'year'],
];
const unitMs: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};
/** Creating a formatter costs more than the rest of a search, so one per zone is kept. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const made = formatters.get(timeZone);
  if (made !== undefined) return made;
  const part = 'numeric';
  const parts = {
    year: part,
    month: part,
    day: part,
    hour: part,
    minute: part,
    second: part,
  } as const;
  const formatter = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...parts });
  formatters.set(timeZone, formatter);
  return formatter;
}

/** The wall-clock time of a zone at an instant, as epoch milliseconds of the same time in UTC. */
export function wallClock(ms: number, timeZone: string): number {
  const parts = formatterOf(timeZone).formatToParts(ms);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
}

/** The calendar day of an instant. */
export function dayOf(ms: number, timeZone: string): Day {
  const wall = new Date(wallClock(ms, timeZone));
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() };
}

/** The instant of a wall-clock time; computed twice, because the first guess may have another offset. */
export function fromWall(wallMs: number, timeZone: string): number {
  const guess = wallMs - (wallClock(wallMs, timeZone) - wallMs);
  return guess - (wallClock(guess, timeZone) - wallMs);
}

/** The instant at which a day begins in a time zone. Days and months out of range roll over. */
export function startOfDay(year: number, month: number, day: number, timeZone: string): number {
  return fromWall(Date.UTC(year, month - 1, day), timeZone);
}

/** Whole days relative to today (0), the end not included. */
export const days = (now: Now, from: number, to: number): [number, number] => {
  const { year, month, day } = now.today;
  return [
    startOfDay(year, month, day + from, now.timeZone),
    startOfDay(year, month, day + to, now.timeZone),
  ];
};

/** Whole months relative to the current one (0), the end not included. */
export const monthsFrom = (now: Now, from: number, to: number): [number, number] => {
  const { year, month } = now.today;
  return [
    startOfDay(year, month + from, 1, now.timeZone),
    startOfDay(year, month + to, 1, now.timeZone),
  ];
};

/** Days since Monday, so that weeks begin on Monday. */
function weekday(now: Now): number {
  return (
    (new Date(Date.UTC(now.today.year, now.today.month - 1, now.today.day)).getUTCDay() + 6) % 7
  );
}

/** The range of that many units that ends now; null when the unit is unknown or the amount below 1. */
export function lastUnits(amount: number, written: string, now: Now): TimeRange | null {
  const unit = unitNames.find(([pattern]) => pattern.test(written))?.[1] ?? written;
  if (!(amount >= 1)) return null;
  const length = unitMs[unit];
  if (length !== undefined) return [now.ms - amount * length, now.ms];
  const { year, month, day } = now.today;
  const scale = { month: 1, quarter: 3, year: 12 }[unit];
  return scale === undefined
    ? null
    : [startOfDay(year, month - amount * scale, day, now.timeZone), now.ms];
}

/** A calendar week, month, quarter or year: the current one until now, or the whole previous one. */
export function calendarRange(which: string, unit: string, now: Now): TimeRange | null {
  const offset = ['this', 'current', 'running'].includes(which) ? 0 : -1;
  const upTo = (range: [number, number]): [number, number] =>
    offset === 0 ? [range[0], now.ms] : range;
  if (unit === 'week')
    return upTo(days(now, 7 * offset - weekday(now), 7 * offset - weekday(now) + 7));
  if (unit === 'month') return upTo(monthsFrom(now, offset, offset + 1));
  const inQuarter = (now.today.month - 1) % 3;
  if (unit === 'quarter')
    return upTo(monthsFrom(now, 3 * offset - inQuarter, 3 * offset - inQuarter + 3));
  const inYear = now.today.month - 1;
  return upTo(monthsFrom(now, 12 * offset - inYear, 12 * offset - inYear + 12));
}

/** The range of whole days from one to another, both included. */
export function wholeDays(from: Day, to: Day, now: Now): TimeRange {
  return [
    startOfDay(from.year, from.month, from.day, now.timeZone),
    startOfDay(to.year, to.month, to.day + 1, now.timeZone),
  ];
}
