import { casual } from 'chrono-node/en';

/** A day of the calendar; months count from 1. */
export type Day = { readonly year: number; readonly month: number; readonly day: number };

/** Days that a text names, both included; the same day twice when it names one. */
export type Dates = { readonly from: Day; readonly to: Day; readonly label: string };

type ParsedComponents = ReturnType<typeof casual.parse>[number]['start'];

const dayMs = 86_400_000;
const monthName = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b/i;
const weekdayName = /\b(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b/i;
const numeric = /\d{1,2}[./]\d{1,2}[./]\d{2,4}/;
const lead = /(?:\b(?:since|from|between|starting|on|of|for|in|during|the|last)\s+)+$/i;

const msOf = (day: Day): number => Date.UTC(day.year, day.month - 1, day.day);

function dayAt(ms: number): Day {
  const date = new Date(ms);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** A weekday, or a date without a year, means the latest such day that is not in the future. */
function pastDay(parts: ParsedComponents, today: Day): Day {
  const found = {
    year: parts.get('year') ?? today.year,
    month: parts.get('month') ?? today.month,
    day: parts.get('day') ?? today.day,
  };
  if (msOf(found) <= msOf(today) || parts.isCertain('year')) return found;
  if (parts.isCertain('month')) return { ...found, year: found.year - 1 };
  return dayAt(msOf(found) - 7 * dayMs);
}

/**
 * Finds days that are named by weekday or by month and day: "on Friday", "14 Nov", "between 3 and 9
 * November". Relative words ("yesterday", "last week") are read elsewhere. The label includes words
 * such as `since` before the date.
 */
export function findDates(text: string, today: Day): Dates | null {
  const ranged = text
    .replaceAll('–', '-')
    .replace(
      /\bbetween (.{1,24}?) and (?=.{0,4}\d|[a-z])/i,
      (all: string, first: string) => `   from ${first} to  ${all.slice(first.length + 13)}`,
    );
  const instant = new Date(msOf(today) + dayMs / 2);
  const found = casual
    .parse(ranged, { instant, timezone: 0 })
    .find(
      ({ start, text: matched, index }) =>
        (start.isCertain('day') && isDate(matched)) ||
        (isWeekday(matched) && isOneDay(ranged.slice(0, index), matched)),
    );
  if (found === undefined) return null;
  const to = pastDay(found.end ?? found.start, today);
  const first = pastDay(found.start, today);
  const from = msOf(first) > msOf(to) ? dayAt(msOf(first) - 7 * dayMs) : first;
  const before = lead.exec(text.slice(0, found.index))?.[0] ?? '';
  const label = text.slice(found.index - before.length, found.index + found.text.length).trim();
  return { from, to, label };
}

const isWeekday = (matched: string): boolean => weekdayName.test(matched);

/** A weekday alone may mean every such day ("Saturday and Sunday cost"); after these words it is one day. */
const isOneDay = (before: string, matched: string): boolean =>
  /\b(?:on|since|last|from|starting|for|of)\s+(?:the\s+)?(?:last\s+)?$/i.test(before) ||
  /^(?:on|last)\b/i.test(matched);

const isDate = (matched: string): boolean => monthName.test(matched) || numeric.test(matched);
