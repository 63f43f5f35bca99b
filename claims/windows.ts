import { saysInstant } from './dates.ts';
import type { WrittenDate } from './dates.ts';
import type { Reading } from './reading.ts';
import type { Table } from './table.ts';

const dayMs = 86_400_000;

/** Words that join the first and the last day of a stretch of time. */
const firstDay = /\bfirst day\b[^.;]{0,24}(?:is|was|:)\s*$|\bbegins? with\s*$|\bweek of\s*$/;
const lastDay = /\blast day\b[^.;]{0,24}(?:is|was|:)\s*$|\bends? with\s*$|(?<!not )\bincluding\s*$/;

const joins = /^\s*(?:to|until|till|through|and|[-–—])\s*(?:the end of )?$/;
const opens =
  /\b(?:since|(?<!\b(?:is|are|was|were|dates|dated) )from|as of|after|starting(?: on)?)\s*$/;
const closes = /\b(?:until|till|to|through|end of|up to|by)\s*$/;
const begins = /\b(?:begins?|began|starts?|started)(?: on)?\s*$/;
const ends = /\b(?:ends?|ended)(?: on)?\s*$/;

/**
 * Whether a date is said to begin or end the window of a table, and does. The last day of a window is
 * the one before its end. Where a sentence names a thing, what ended on a day is the thing.
 */
export function isOfWindow(
  date: WrittenDate,
  { window }: Pick<Table, 'window'>,
  { words, dates, names }: Pick<Reading, 'words' | 'dates' | 'names'>,
): boolean {
  if (window === null) return false;
  const { fromMs, toMs } = window;
  const lastMs = toMs % dayMs === 0 ? toMs - dayMs : toMs;
  const isFirst = saysInstant(date, fromMs);
  const isLast = saysInstant(date, lastMs) || (date.time !== null && saysInstant(date, toMs));
  const place = placeOf(date, words, dates, names.length > 0);
  const isExclusive = /\b(?:before|excluding|not including)\s*$/.test(
    words.slice(Math.max(0, date.at - 24), date.at),
  );
  if (isExclusive && saysInstant(date, toMs)) return true;
  if (place === 'first') return isFirst;
  if (place === 'last') return isLast;
  return isFirst && isLast && toMs - fromMs <= dayMs;
}

/** Which end of a stretch of time a date is said to be; null where it is said to be none. */
export function placeOf(
  date: WrittenDate,
  words: string,
  dates: readonly WrittenDate[],
  isOfThing: boolean,
): 'first' | 'last' | null {
  const n = dates.indexOf(date);
  const [previous, next] = [dates[n - 1], dates[n + 1]];
  if (next !== undefined && joins.test(words.slice(date.end, next.at))) return 'first';
  if (previous !== undefined && joins.test(words.slice(previous.end, date.at))) return 'last';
  return placeAfter(words.slice(Math.max(0, date.at - 48), date.at), isOfThing);
}

/** Which end of a stretch of time the words before a date say. */
function placeAfter(lead: string, isOfThing: boolean): 'first' | 'last' | null {
  const isFirst = firstDay.test(lead) || opens.test(lead) || (!isOfThing && begins.test(lead));
  if (isFirst) return 'first';
  return lastDay.test(lead) || closes.test(lead) || (!isOfThing && ends.test(lead)) ? 'last' : null;
}
