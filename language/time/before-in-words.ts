import { readCount, countPattern } from '../numbers.ts';
import { wallClock } from '../wall-clock.ts';
import { monthPattern, weekdayPattern } from './dates.ts';
import { readTimes } from './read-times.ts';
import type { Period } from './read-times.ts';
import { dayMs, hourMs, startOfDay } from './span.ts';

/** What "now" is, and where. */
export type Clock = { readonly nowMs: number; readonly timeZone: string };
/** Words for an earlier time; `isNext` where it ends as the later one begins. */
type Earlier = { readonly words: string; readonly isNext: boolean };
/** A length of time; months are none of a fixed one. */
type Step = { readonly count: number; readonly unit: string };

const stepOf = (time: string): Step | null => {
  const pattern = new RegExp(
    `(?:(${countPattern}) )?(hour|day|week|month|quarter|year|night)(?:end)?s?(?! last| of)\\b`,
    'i',
  );
  const [, count, unit = ''] = pattern.exec(time) ?? [];
  if (unit === '') return null;
  return {
    count: count === undefined ? 1 : readCount(count),
    unit: unit.toLowerCase().replace('night', 'day'),
  };
};

const lengths: Readonly<Record<string, number>> = { hour: hourMs, day: dayMs, week: 7 * dayMs };
const monthsIn: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

/** Wall-clock time so much earlier; a month earlier is the same day of it, or its last one. */
function earlierBy(wall: number, { count, unit }: Step): number {
  const ms = lengths[unit];
  if (ms !== undefined) return wall - count * ms;
  const date = new Date(wall);
  const month = date.getUTCMonth() - count * (monthsIn[unit] ?? 1);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const day = Math.min(date.getUTCDate(), lastDay);
  return Date.UTC(date.getUTCFullYear(), month, day) + (wall - startOfDay(wall));
}

const iso = (wall: number, length: number): string =>
  new Date(wall).toISOString().slice(0, length).replace('T', ' ');

/** "on 2026-11-08", "from 2026-11-02 to 2026-11-08", with times of day where it is not of whole days. */
function inDates(from: number, to: number): string {
  if (startOfDay(from) !== from || startOfDay(to) !== to)
    return `from ${iso(from, 16)} to ${iso(to, 16)}`;
  const last = to - dayMs;
  return last <= from ? `on ${iso(from, 10)}` : `from ${iso(from, 10)} to ${iso(last, 10)}`;
}

/** The time before a relative one, in words that do not depend on a date. */
const relatives: readonly (readonly [label: RegExp, unit: string, words: string])[] = [
  [/^today$/, 'day', 'yesterday'],
  [/^yesterday$/, 'day', 'the day before yesterday'],
  [/^(?:this|current) (week|month|quarter|year)$/, '$1', 'last $1'],
  [/^last (week|month|quarter)$/, '$1', 'the $1 before last'],
  [/^(?:last|past|previous) (\d+ (?:hour|day|week|month)s?)$/, '$1', 'the $1 before the last $1'],
];

/** Words before a time, and its ending, that belong to the sentence. */
const bare = (label: string): string =>
  label
    .toLowerCase()
    .replace(/^(?:(?:in|on|over|during|for|within|of|from|at) )?(?:the )?/, '')
    .replace(/['’]s$/, '');

const isOwn = new RegExp(
  `^(?:on |in |last |this )*(?:${weekdayPattern}|${monthPattern}|q[1-4]|20\\d\\d|\\d)`,
  'i',
);
const inMonths = new RegExp(`^(?:${monthPattern}|q[1-4])(?:,? 20\\d\\d)?$`, 'i');
/** "the week before", "previously": what it is depends on the later time. */
const isSequel =
  /\b(?:before|beforehand|earlier|previously|prior|preceding|previous|same|one|period|time)\b/i;

/** Words for a time that a question names itself, as a sentence ends with them: "on Monday" of "Monday's". */
export function ownWords(time: string): string {
  const words = bare(time);
  const written = time.slice(time.toLowerCase().indexOf(words)).replace(/['’]s$/, '');
  if (!isOwn.test(words) || /^(?:last|this)/i.test(words)) return written;
  return `${inMonths.test(words) ? 'in' : 'on'} ${written}`;
}

/** How many days ago a day is that is so long before today or yesterday; null for other times. */
function daysBefore(label: string, step: Step | null): number | null {
  const days = step === null ? null : (lengths[step.unit] ?? 0) / dayMs;
  const own = ['today', 'yesterday'].indexOf(label);
  return own < 0 || days === null || !(days >= 1) ? null : own + days * (step?.count ?? 1);
}

function relativeWords(label: string, step: Step | null): string | null {
  const words = bare(label);
  for (const [pattern, unitText, earlier] of relatives) {
    const match = pattern.exec(words);
    if (match === null) continue;
    const own = stepOf(words.replace(pattern, unitText));
    const isSame = step === null || own === null || earlierBy(0, own) === earlierBy(0, step);
    const lead = /^(?:in|over|during|for|within) /i.exec(label)?.[0] ?? '';
    return isSame ? `${lead}${words.replace(pattern, earlier)}` : null;
  }
  return null;
}

/** A time that the question names itself; "Sunday" is today on a Sunday, but beside Monday the one before it. */
function ownTime(later: Period, time: string, { nowMs, timeZone }: Clock): Earlier | null {
  for (const words of [ownWords(time), `last ${bare(time)}`]) {
    const [period] = readTimes(words, nowMs, timeZone).periods;
    if (period !== undefined && period.fromMs < later.fromMs)
      return { words, isNext: period.toMs === later.fromMs };
  }
  return null;
}

/**
 * A time that a question names behind an earlier one, in its own words: "October vs November". Null where it
 * is none, or not later. Pure.
 */
export function afterInWords(earlier: Period, time: string, clock: Clock): Earlier | null {
  const words = ownWords(time);
  const [period] = readTimes(words, clock.nowMs, clock.timeZone).periods;
  if (period === undefined || period.fromMs <= earlier.fromMs || period.fromMs >= clock.nowMs)
    return null;
  return { words, isNext: period.fromMs === earlier.toMs };
}

/** The dates of a time that is so long before another, or as long as it where no length is said. */
function datesBefore(
  later: Period,
  step: Step | null,
  isShift: boolean,
  timeZone: string,
): Earlier {
  const from = wallClock(later.fromMs, timeZone);
  const to = wallClock(later.toMs, timeZone);
  const name = bare(later.label);
  const own = inMonths.test(name) ? { count: /^q/i.test(name) ? 3 : 1, unit: 'month' } : null;
  const by = step ?? own ?? { count: (to - from) / dayMs, unit: 'day' };
  const [start, end] = [earlierBy(from, by), isShift ? earlierBy(to, by) : from];
  return { words: inDates(start, end), isNext: end === from };
}

/**
 * Says an earlier time in the place of a later one: in the words of the question where it names it, in
 * relative words where the later one has such, else in dates; null where it cannot be told.
 *
 * Pure.
 *
 * @param later Its label is as the question writes it, with its preposition.
 * @param time The words for the earlier time: "the week before", "October".
 */
export function beforeInWords(later: Period, time: string, clock: Clock): Earlier | null {
  const isOwnTime = !isSequel.test(time) || /^(?:the )?day before yesterday/i.test(time);
  if (isOwnTime) return ownTime(later, time, clock);
  const isWeekday = new RegExp(`\\b(?:${weekdayPattern})\\b`, 'i').test(time);
  const step = isWeekday ? { count: 1, unit: 'week' } : stepOf(time);
  const isShift = isWeekday || /\bsame\b|\bago\b|weekend/i.test(time);
  const daysAgo = isShift ? daysBefore(bare(later.label), step) : null;
  if (daysAgo !== null) return { words: `${daysAgo} days ago`, isNext: false };
  const relative = isShift ? null : relativeWords(later.label, step);
  if (relative !== null) return { words: relative, isNext: true };
  // "a week earlier" of one day is the same day of the week before.
  const isWhole = isShift || (/\bearlier\b/i.test(time) && step !== null);
  return datesBefore(later, step, isWhole, clock.timeZone);
}
