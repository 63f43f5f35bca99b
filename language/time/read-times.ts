import { kept } from '../kept.ts';
import { fromWall, wallClock } from '../wall-clock.ts';
import { findZone } from '../zones.ts';
import { bounded } from './bounds.ts';
import { findAt } from './found.ts';
import type { Found, Walk } from './found.ts';
import { dayMs, isUnread, startOfDay } from './span.ts';
import type { Reading } from './span.ts';

/** A half-open range of time `[fromMs, toMs)`; `label` holds the words of the text that name it. */
export type Period = { readonly fromMs: number; readonly toMs: number; readonly label: string };

/** Words that name a time which cannot be read; `reason` says why, as a sentence. */
export type UnreadTime = { readonly label: string; readonly reason: string };

export type Times = {
  /** In the order of the text. */
  readonly periods: readonly Period[];
  readonly unread: readonly UnreadTime[];
};

const wordStart = /(?<![\p{L}\p{N}_@./-])[\p{L}\p{N}]|~/gu;
/** Behind a time no name goes on. */
const nameGoesOn = /^(?:[_@/\\]|[.-][\p{L}\p{N}_])/u;

/** Neighbours joined by "and" are one time: "Saturday and Sunday". */
function joined(found: readonly Found[], text: string): readonly Found[] {
  return found.reduce<Found[]>((all, one) => {
    const last = all.at(-1);
    const isNext =
      last !== undefined &&
      !isUnread(last.reading) &&
      !isUnread(one.reading) &&
      last.reading.to === one.reading.from &&
      /^(?:,|,? and|,? &)(?: on)? ?$/.test(text.slice(last.end, one.from));
    if (!isNext || isUnread(last.reading) || isUnread(one.reading)) return [...all, one];
    const reading = { ...one.reading, from: last.reading.from };
    return [...all.slice(0, -1), { reading, from: last.from, end: one.end }];
  }, []);
}

/** "Last week (9–15 Nov)": brackets behind a time say the same once more, exactly. */
function exact(found: readonly Found[], text: string): readonly Found[] {
  return found.flatMap((one, at) => {
    const [last, next] = [found[at - 1], found[at + 1]];
    if (next !== undefined && isSameAgain(one, next, text)) return [];
    if (last === undefined || !isSameAgain(last, one, text)) return [one];
    return [{ ...one, from: last.from, end: one.end + 1 }];
  });
}

function isSameAgain(one: Found, next: Found, text: string): boolean {
  if (isUnread(one.reading) || isUnread(next.reading)) return false;
  const isInBrackets =
    /^(?: or so)?,? ?\((?:that is |i\.e\.,? )?$/.test(text.slice(one.end, next.from)) &&
    text[next.end] === ')';
  const dayBefore = startOfDay(one.reading.from) - dayMs;
  return isInBrackets && next.reading.to > dayBefore && next.reading.from <= one.reading.to;
}

/**
 * A time of day without a day belongs to the day that is named elsewhere; beside a longer period it
 * is meant for each of its days, and is no period.
 */
function timed(found: readonly Found[]): readonly Found[] {
  const isHours = ({ reading }: Found): boolean => !isUnread(reading) && reading.grain === 'hours';
  const others = found.filter((one) => !isHours(one));
  const [day] = others;
  if (day === undefined || others.length === found.length) return found;
  if (others.length > 1 || isUnread(day.reading) || day.reading.grain !== 'day') return others;
  const base = startOfDay(day.reading.from);
  return found.flatMap((one) => {
    if (isUnread(one.reading) || !isHours(one)) return [];
    const { from, to } = one.reading;
    const start = base + (from - startOfDay(from));
    return [{ ...one, reading: { from: start, to: start + to - from, grain: 'part' as const } }];
  });
}

/** "Monday to Friday" are the working days of every week, "Monday to Sunday" are all of its days. */
const isHabit = (words: string): boolean =>
  /^(?:mon(?:day)? ?(?:to|through|thru|-|–) ?(?:fri|sun)(?:day)?|sat(?:urday)?,? (?:and|&) sun(?:day)?)$/.test(
    words,
  );

/** "always at 3am" asks about every day. */
const isHabitual =
  /\b(?:always|usually|mostly|mainly|typically|regularly|generally|(?:each|every|any) (?:day|night|morning|evening)|(?:time|hours?) of (?:the )?day|(?:which|what) hours?|when in the day|(?:working|office|business) (?:hours?|day)|we work)\b/;
const isTimeOfDay = (reading: Reading): boolean =>
  isUnread(reading) ? /lunch|hours/.test(reading.unread) : reading.grain === 'hours';

const meeting =
  '(?:stand-?up|meeting|review|call|sync|retro(?:spective)?|demo|town ?hall|workshop)';
const behindIt = new RegExp(`^(?:['’]?s)? (?:(?:team|status|morning|board) )?${meeting}\\b`);
const beforeIt = new RegExp(`\\b${meeting} (?:(?:on|of|for|was|is) )?$`);

/** "yesterday's standup": when people meet is no time that they ask about. */
const isOfMeeting = (text: string, { from, end }: Found): boolean =>
  behindIt.test(text.slice(end)) || beforeIt.test(text.slice(0, from));

function scan(text: string, walk: Walk): readonly Found[] {
  const found: Found[] = [];
  let end = 0;
  for (const { index } of text.matchAll(wordStart)) {
    if (index < end) continue;
    const candidates = findAt(text, index, walk, found.at(-1)?.reading).filter(
      (one) => !nameGoesOn.test(text.slice(one.end)),
    );
    const longestOne = candidates.toSorted((a, b) => b.end - a.end)[0];
    if (longestOne === undefined) continue;
    const one = bounded(longestOne, text, walk);
    found.push({ ...one, from: Math.max(one.from, end) });
    ({ end } = one);
  }
  const times = timed(joined(exact(found, text), text)).filter(
    (one) => !isHabit(text.slice(one.from, one.end)) && !isOfMeeting(text, one),
  );
  return isHabitual.test(text) ? times.filter(({ reading }) => !isTimeOfDay(reading)) : times;
}

/** Words of questions about what is to come. */
const forecast =
  /\b(?:forecast\w*|predict(?!ive opti)\w*|project(?:ion|ions|ed)|extrapolat\w*|outlook|run rate|expect|expected (?:spend|cost|bill|usage|dbus?)|will|gonna|going to|on track|burn rate|carry on like|at this (?:pace|rate)|if nothing changes|upcoming|should (?:we|i) (?:budget|plan)|expir(?:es?|ing)|(?:is|are) (?:due|scheduled|planned)|runs? (?:tonight|next|tomorrow))\b/;

/** "before 6 am or after 10 pm": hours of each day. */
const outsideHours =
  /\b(?:before|earlier than) \d[\d:]*(?: ?[ap]\.?m\.?)?,? (?:or|and) (?:after|later than|past) \d[\d:]*(?: ?[ap]\.?m\b)?/gi;

/** Quoted text, "April Jones", and hours of each day are no times. Their place keeps its length. */
const masked = (text: string): string =>
  text
    .replaceAll(outsideHours, (hours) => ' '.repeat(hours.length))
    .replaceAll(/(["“”`])[^"“”`\n]{1,80}(["“”`])/g, (quoted) => ' '.repeat(quoted.length))
    .replaceAll(/(?<=\w )(?:April|May|June|August|Jan) [A-Z][a-z]+(?! \d)/g, (name) =>
      /(?:Spend|Cost|Job|Quer|Table|Usage)/.test(name) ? name : ' '.repeat(name.length),
    )
    .toLowerCase();

/** Refuses a time of day that clocks skipped when they went forward. */
function onClock(reading: Reading, { toWall }: Walk, toMs: (wall: number) => number): Reading {
  if (isUnread(reading) || reading.grain !== 'moment') return reading;
  return toWall(toMs(reading.from)) === reading.from
    ? reading
    : { unread: 'the clocks went forward past it on that day' };
}

/**
 * Reads the times that a question names, in words, dates and clock times. Weeks begin on Monday; a
 * written end day is included; "last 7 days" ends now; what lies in the future ends now too unless
 * the text asks about what is to come. A time that does not exist, that may mean two things, or that
 * has not come yet is returned as unread, never as another time.
 *
 * @param nowMs Epoch milliseconds, what "now" means.
 * @param timeZone IANA name that decides where days begin, unless the text names a zone itself.
 */
export const readTimes = kept(
  timesOf,
  (text: string, nowMs: number, timeZone: string) => `${nowMs} ${timeZone} ${text}`,
);

function timesOf(text: string, nowMs: number, timeZone: string): Times {
  const zone = findZone(text);
  const name = zone?.timeZone ?? timeZone;
  const blank = zone === null ? text : text.replace(zone.label, ' '.repeat(zone.label.length));
  const lower = masked(blank);
  const walk: Walk = {
    now: wallClock(nowMs, name),
    isForecast: forecast.test(lower),
    toWall: (ms) => wallClock(ms, name),
  };
  const toMs = (wall: number): number => (wall === walk.now ? nowMs : fromWall(wall, name));
  const found = scan(lower.replaceAll(/\s/g, ' '), walk).map((one) => ({
    ...one,
    reading: onClock(one.reading, walk, toMs),
  }));
  const label = ({ from, end }: Found): string => lower.slice(from, end).trim();
  return {
    periods: found.flatMap((one) =>
      isUnread(one.reading)
        ? []
        : [{ fromMs: toMs(one.reading.from), toMs: toMs(one.reading.to), label: label(one) }],
    ),
    unread: found.flatMap((one) =>
      isUnread(one.reading) ? [{ label: label(one), reason: one.reading.unread }] : [],
    ),
  };
}

/** Whether a text names any time, also one that cannot be read. */
export const namesTime = ({ periods, unread }: Times): boolean =>
  periods.length + unread.length > 0;

/** Where the words of a time stand in its text, in which they may be written in capitals; else null. */
export function placeOf(label: string, text: string): { from: number; to: number } | null {
  const from = text.toLowerCase().indexOf(label.toLowerCase());
  return from < 0 ? null : { from, to: from + label.length };
}

/** The text with a space in the place of the words of a time. */
export function withoutLabel(text: string, label: string): string {
  const place = placeOf(label, text);
  return place === null ? text : `${text.slice(0, place.from)} ${text.slice(place.to)}`;
}
