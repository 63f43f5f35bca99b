import {
  lastUnits,
  calendarRange,
  dayOf,
  days,
  fromWall,
  type Now,
  startOfDay,
  type TimeRange,
  wholeDays,
} from './calendar.ts';
import { findDates } from './dates.ts';
import { countPattern, readCount } from './numbers.ts';
import { findZone } from './zones.ts';

/** A half-open range of time `[fromMs, toMs)`; `label` holds the words of the text that name it. */
export type Period = { readonly fromMs: number; readonly toMs: number; readonly label: string };

type Rule = {
  readonly pattern: RegExp;
  readonly read: (match: RegExpMatchArray, now: Now) => TimeRange | null;
};

const months =
  'january february march april may june july august september october november december'.split(
    ' ',
  );
/** Whole names, or their first three letters. */
const monthPattern = months.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|');
const count = `(${countPattern})`;
const date = '(\\d{4})-(\\d{2})-(\\d{2})';
const instant =
  '(\\d{4}-\\d{2}-\\d{2}(?:[t ]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:z|[+-]\\d{2}:?\\d{2})?)?)';

/** The range that one written date or time stands for: a whole day, or an instant. */
function written(text: string, now: Now): TimeRange | null {
  const day = text.match(new RegExp(`^${date}$`));
  if (day !== null) {
    const [year, month, dayOfMonth] = [Number(day[1]), Number(day[2]), Number(day[3])];
    if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > 31) return null;
    return [
      startOfDay(year, month, dayOfMonth, now.timeZone),
      startOfDay(year, month, dayOfMonth + 1, now.timeZone),
    ];
  }
  const iso = text.replace(/[t ]/, 'T').replace(/z$/, 'Z');
  const ms = /(z|[+-]\d{2}:?\d{2})$/i.test(text)
    ? Date.parse(iso)
    : fromWall(Date.parse(`${iso}Z`), now.timeZone);
  return Number.isNaN(ms) ? null : [ms, ms];
}

function named(match: RegExpMatchArray, now: Now): TimeRange | null {
  const month = months.findIndex((name) => name.startsWith((match[1] ?? '').slice(0, 3))) + 1;
  const year =
    match[2] === undefined ? now.today.year - (month > now.today.month ? 1 : 0) : Number(match[2]);
  const to = startOfDay(year, month + 1, 1, now.timeZone);
  return [
    startOfDay(year, month, 1, now.timeZone),
    Math.min(to, Math.max(now.ms, startOfDay(year, month, 1, now.timeZone))),
  ];
}

function between(match: RegExpMatchArray, now: Now): TimeRange | null {
  const from = written(match[1] ?? '', now);
  const to = written(match[2] ?? '', now);
  return from === null || to === null || to[1] <= from[0] ? null : [from[0], to[1]];
}

/** Dates and times in digits; the first match wins, so the more exact patterns come first. */
const exact: readonly Rule[] = [
  {
    pattern: new RegExp(`\\b(?:between|from) ${instant} (?:and|to|until|till) ${instant}`),
    read: between,
  },
  { pattern: new RegExp(`${instant} ?(?:to|until|till|–|\\.\\.) ?${instant}`), read: between },
  {
    pattern: new RegExp(`\\bsince ${instant}`),
    read: (match, now) =>
      between([match[0], match[1] ?? '', new Date(now.ms).toISOString().toLowerCase()], now),
  },
  {
    pattern: new RegExp(`(?:\\b(?:on|of|for) )?\\b${date}\\b`),
    read: (match, now) => written(match[0].slice(-10), now),
  },
];

const lead =
  '(?:\\b(?:in|over|during|for|within|of|from|since|across|throughout) )?(?:\\b(?:the|these) )?';
const units = '(minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|w|months?|quarters?|years?)';

/** Times in words, relative to now; the first match wins. */
const relative: readonly Rule[] = [
  {
    pattern: new RegExp(
      `${lead}\\b(?:last|past|previous|preceding|prior|latest|recent|trailing) ${count}[ -]?${units}\\b`,
    ),
    read: (match, now) => lastUnits(readCount(match[1] ?? ''), match[2] ?? '', now),
  },
  {
    pattern: new RegExp(`${lead}\\b(?:last|past|previous|recent) fortnight\\b`),
    read: (_, now) => lastUnits(14, 'day', now),
  },
  {
    pattern: new RegExp(`${lead}\\b(?:last|past) (hour|day)\\b|${lead}\\bpast (week|month)\\b`),
    read: (match, now) => lastUnits(1, match[1] ?? match[2] ?? '', now),
  },
  { pattern: /\bday before yesterday\b/, read: (_, now) => days(now, -2, -1) },
  {
    pattern: /\b(?:last night|overnight|yesterday night)\b/,
    read: (_, now) => [
      days(now, -1, 0)[0] + 18 * 3_600_000,
      Math.min(now.ms, days(now, 0, 1)[0] + 8 * 3_600_000),
    ],
  },
  {
    pattern: /\bsince yesterday\b/,
    read: (_, now) => [days(now, -1, 0)[0], now.ms],
  },
  { pattern: /\byesterday(?:['’]s)?\b/, read: (_, now) => days(now, -1, 0) },
  {
    pattern: /\b(?:today(?:['’]s)?|so far today|since midnight)\b/,
    read: (_, now) => [days(now, 0, 1)[0], now.ms],
  },
  {
    pattern: new RegExp(`\\bsince (?:the (?:start|beginning) of )?(${monthPattern})\\b`),
    read: (match, now) => {
      const month = named(match, now);
      return month === null ? null : [month[0], now.ms];
    },
  },
  {
    pattern: /\b(month|quarter|year|week)[- ]to[- ]date\b/,
    read: (match, now) => calendarRange('this', match[1] ?? '', now),
  },
  { pattern: /\bmtd\b/, read: (_, now) => calendarRange('this', 'month', now) },
  { pattern: /\bqtd\b/, read: (_, now) => calendarRange('this', 'quarter', now) },
  { pattern: /\bytd\b/, read: (_, now) => calendarRange('this', 'year', now) },
  {
    pattern: /\bsince (?:the )?(?:start|beginning) of (?:the|this) (week|month|quarter|year)\b/,
    read: (match, now) => calendarRange('this', match[1] ?? '', now),
  },
  {
    pattern: new RegExp(
      `${lead}\\b(?:so far )?(this|current|running|last|past|previous) (?:full |whole |calendar )?(week|month|quarter|year)(?:['’]s)?\\b`,
    ),
    read: (match, now) => calendarRange(match[1] ?? '', match[2] ?? '', now),
  },
  {
    pattern: new RegExp(
      `\\b(?:in|for|during|of|over|throughout) (${monthPattern})(?: (\\d{4}))?\\b`,
    ),
    read: named,
  },
  {
    pattern: new RegExp(
      `\\b(${months.filter((name) => name !== 'may' && name !== 'march').join('|')})(?: (\\d{4}))?(?:['’]s)?\\b`,
    ),
    read: named,
  },
  {
    pattern: new RegExp(`\\b(?:a|${count}) (minute|hour|day|week|month)s? ago\\b`),
    read: (match, now) => {
      const found = lastUnits(
        match[1] === undefined ? 1 : readCount(match[1]),
        match[2] ?? '',
        now,
      );
      const day = found === null ? null : dayOf(found[0], now.timeZone);
      return day === null ? null : wholeDays(day, day, now);
    },
  },
];

function byRules(rules: readonly Rule[], lower: string, now: Now): Period | null {
  for (const rule of rules) {
    const match = lower.match(rule.pattern);
    const range = match === null ? null : rule.read(match, now);
    if (match !== null && range !== null)
      return { fromMs: range[0], toMs: range[1], label: match[0].trim() };
  }
  return null;
}

function byDates(lower: string, now: Now): Period | null {
  const dates = findDates(lower, now.today);
  if (dates === null) return null;
  const [fromMs, toMs] = wholeDays(dates.from, dates.to, now);
  const isOpen = /^(?:since|starting)\b/.test(dates.label);
  return { fromMs, toMs: isOpen ? Math.max(now.ms, fromMs) : toMs, label: dates.label };
}

/**
 * Finds the period that a question names: in words ("yesterday", "last week", "in the
 * last 24 hours", "month to date", "in November", "since Monday", "between 3 and 9 November") or as
 * dates. Weeks begin on Monday; a written end day is included; "last 7 days" ends now.
 *
 * @param nowMs Epoch milliseconds, what "now" means.
 * @param timeZone IANA name that decides where days begin, unless the text names a zone itself.
 * @returns Instants and the words that named them, or null when the text names no time.
 */
export function findPeriod(text: string, nowMs: number, timeZone: string): Period | null {
  const zone = findZone(text)?.timeZone ?? timeZone;
  const now: Now = { ms: nowMs, today: dayOf(nowMs, zone), timeZone: zone };
  const lower = text.toLowerCase();
  return byRules(exact, lower, now) ?? byDates(lower, now) ?? byRules(relative, lower, now);
}
