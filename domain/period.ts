/** A half-open stretch of time `[fromMs, toMs)`; `label` is the words of the text that name it. */
export type Period = { readonly fromMs: number; readonly toMs: number; readonly label: string };

type Day = { readonly year: number; readonly month: number; readonly day: number };
type Now = { readonly ms: number; readonly today: Day; readonly timeZone: string };
type Rule = {
  readonly pattern: RegExp;
  readonly read: (match: RegExpMatchArray, now: Now) => readonly [number, number] | null;
};

/** Units are looked up by what they begin with: `h`, `hrs` and `hours` are hours, `min` minutes, `mo` months. */
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
const months =
  'january february march april may june july august september october november december'.split(
    ' ',
  );
const numbers = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
const count = `(\\d{1,4}|${numbers.slice(1).join('|')}|a couple of|few)`;
const date = '(\\d{4})-(\\d{2})-(\\d{2})';
const instant =
  '(\\d{4}-\\d{2}-\\d{2}(?:[t ]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:z|[+-]\\d{2}:?\\d{2})?)?)';

/** Making a formatter costs more than all the rest of a search, so each zone's is kept. */
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

function wallClock(ms: number, timeZone: string): number {
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

function dayOf(ms: number, timeZone: string): Day {
  const wall = new Date(wallClock(ms, timeZone));
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() };
}

/** The instant at which a zone's clocks show a wall time; asked twice because the offset may change on the way. */
function fromWall(wallMs: number, timeZone: string): number {
  const guess = wallMs - (wallClock(wallMs, timeZone) - wallMs);
  return guess - (wallClock(guess, timeZone) - wallMs);
}

/**
 * The instant at which a day begins in a time zone. Days and months out of range roll over.
 *
 * Pure.
 */
export function startOfDay(year: number, month: number, day: number, timeZone: string): number {
  return fromWall(Date.UTC(year, month - 1, day), timeZone);
}

const days = (now: Now, from: number, to: number): [number, number] => {
  const { year, month, day } = now.today;
  return [
    startOfDay(year, month, day + from, now.timeZone),
    startOfDay(year, month, day + to, now.timeZone),
  ];
};

const monthsFrom = (now: Now, from: number, to: number): [number, number] => {
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

function howMany(word: string): number {
  if (/^\d+$/.test(word)) return Number(word);
  const named = numbers.indexOf(word);
  if (named > 0) return named;
  return word === 'few' ? 3 : 2;
}

function back(amount: number, written: string, now: Now): readonly [number, number] | null {
  const unit = unitNames.find(([pattern]) => pattern.test(written))?.[1] ?? written;
  if (amount < 1) return null;
  const length = unitMs[unit];
  if (length !== undefined) return [now.ms - amount * length, now.ms];
  const { year, month, day } = now.today;
  const scale = { month: 1, quarter: 3, year: 12 }[unit];
  return scale === undefined
    ? null
    : [startOfDay(year, month - amount * scale, day, now.timeZone), now.ms];
}

/** The half-open stretch that one written date or time stands for: a day, or an instant. */
function written(text: string, now: Now): readonly [number, number] | null {
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

function calendar(which: string, unit: string, now: Now): readonly [number, number] | null {
  const offset = which === 'this' || which === 'current' ? 0 : -1;
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

function named(match: RegExpMatchArray, now: Now): readonly [number, number] | null {
  const month = months.findIndex((name) => name === match[1]) + 1;
  const year =
    match[2] === undefined ? now.today.year - (month > now.today.month ? 1 : 0) : Number(match[2]);
  const to = startOfDay(year, month + 1, 1, now.timeZone);
  return [
    startOfDay(year, month, 1, now.timeZone),
    Math.min(to, Math.max(now.ms, startOfDay(year, month, 1, now.timeZone))),
  ];
}

function between(match: RegExpMatchArray, now: Now): readonly [number, number] | null {
  const from = written(match[1] ?? '', now);
  const to = written(match[2] ?? '', now);
  return from === null || to === null || to[1] <= from[0] ? null : [from[0], to[1]];
}

/** First match wins, so what is more exact stands first. */
const rules: readonly Rule[] = [
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
  {
    pattern: new RegExp(
      `(?:\\b(?:in|over|during|for|within|of) )?(?:\\bthe )?\\b(?:last|past|previous|recent) ${count} ?(minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|months?|quarters?|years?)\\b`,
    ),
    read: (match, now) => back(howMany(match[1] ?? ''), match[2] ?? '', now),
  },
  { pattern: /\b(?:last|past) (hour|day)\b/, read: (match, now) => back(1, match[1] ?? '', now) },
  { pattern: /\bday before yesterday\b/, read: (_, now) => days(now, -2, -1) },
  {
    pattern: /\b(?:last night|overnight)\b/,
    read: (_, now) => [
      days(now, -1, 0)[0] + 18 * 3_600_000,
      Math.min(now.ms, days(now, 0, 1)[0] + 8 * 3_600_000),
    ],
  },
  { pattern: /\byesterday(?:['’]s)?\b/, read: (_, now) => days(now, -1, 0) },
  { pattern: /\btoday(?:['’]s)?\b/, read: (_, now) => [days(now, 0, 1)[0], now.ms] },
  {
    pattern: /\b(month|quarter|year|week)[- ]to[- ]date\b/,
    read: (match, now) => calendar('this', match[1] ?? '', now),
  },
  { pattern: /\bmtd\b/, read: (_, now) => calendar('this', 'month', now) },
  { pattern: /\bytd\b/, read: (_, now) => calendar('this', 'year', now) },
  {
    pattern: /\b(this|current|last|past|previous) (week|month|quarter|year)\b/,
    read: (match, now) => calendar(match[1] ?? '', match[2] ?? '', now),
  },
  { pattern: new RegExp(`\\bin (${months.join('|')})(?: (\\d{4}))?\\b`), read: named },
  {
    pattern: new RegExp(`\\b${count} (minute|hour|day|week|month)s? ago\\b`),
    read: (match, now) => {
      const found = back(howMany(match[1] ?? ''), match[2] ?? '', now);
      const day = found === null ? null : dayOf(found[0], now.timeZone);
      return day === null
        ? null
        : [
            startOfDay(day.year, day.month, day.day, now.timeZone),
            startOfDay(day.year, day.month, day.day + 1, now.timeZone),
          ];
    },
  },
];

/**
 * Finds the stretch of time that a question speaks of: in words ("yesterday", "last week", "in the
 * last 24 hours", "month to date", "in November", "between 2026-11-01 and 2026-11-07") or as dates.
 * Weeks begin on Monday; a written end day is included; "last 7 days" ends now.
 *
 * Pure.
 *
 * @param nowMs Epoch milliseconds, what "now" means.
 * @param timeZone IANA name that decides where days begin.
 * @returns Instants and the words that named them, or null when the text names no time.
 */
export function findPeriod(text: string, nowMs: number, timeZone: string): Period | null {
  const now: Now = { ms: nowMs, today: dayOf(nowMs, timeZone), timeZone };
  const lower = text.toLowerCase();
  for (const rule of rules) {
    const match = lower.match(rule.pattern);
    const range = match === null ? null : rule.read(match, now);
    if (match !== null && range !== null)
      return { fromMs: range[0], toMs: range[1], label: match[0].trim() };
  }
  return null;
}
