import { countPattern, readCount } from '../numbers.ts';
import { monthOf, monthPattern, readOrdinal } from './dates.ts';
import {
  calendarUnit,
  dayMs,
  daysFrom,
  hourMs,
  minuteMs,
  monthSpan,
  quarterSpan,
  rule,
  shifted,
  weekFrom,
  yearOf,
  yearSpan,
} from './span.ts';
import type { Context, Reading, Rule, Span } from './span.ts';

const ordinalWords = 'first|second|third|fourth|1st|2nd|3rd|4th';

/** The latest span of a kind that has begun; for a forecast the next one that has not ended. */
export function nearest(spanOf: (year: number) => Span, { now, isForecast }: Context): Span {
  const year = yearOf(now);
  const spans = [year - 1, year, year + 1].map(spanOf);
  const found = isForecast
    ? spans.find(({ to }) => to > now)
    : spans.findLast(({ from }) => from <= now);
  return found ?? spanOf(year);
}

function quarter(number: number, year: string | undefined, context: Context): Reading {
  if (number < 1 || number > 4) return { unread: 'a year has four quarters' };
  const spanOf = (of: number): Span => quarterSpan(of, number - 1);
  return year === undefined ? nearest(spanOf, context) : spanOf(Number(year));
}

function half(number: number, year: number): Span {
  return {
    from: Date.UTC(year, number === 1 ? 0 : 6, 1),
    to: Date.UTC(year, number === 1 ? 6 : 12, 1),
    grain: 'quarter',
  };
}

/** A week by its ISO number: week 1 has the fourth of January. */
function week(number: number, year: string | undefined, context: Context): Reading {
  if (number < 1 || number > 53) return { unread: `there is no week ${number}` };
  const spanOf = (of: number): Span => weekFrom(Date.UTC(of, 0, 4), number - 1);
  return year === undefined ? nearest(spanOf, context) : spanOf(Number(year));
}

function monthByName([, name = '', year]: RegExpExecArray, context: Context): Reading {
  const spanOf = (of: number): Span => monthSpan(of, monthOf(name));
  return year === undefined ? nearest(spanOf, context) : spanOf(Number(year));
}

const inMonthLead =
  /\b(?:in|for|during|of|over|throughout|since|from|until|till|before|after|through|to|and|vs\.?|versus|against|between|starting|back in|early|mid|late|whole|all|entire|by) $/;

/** "may" and "march" are months only where no verb can stand. */
function monthAlone(match: RegExpExecArray, context: Context): Reading | null {
  const { input, index } = match;
  const [matched, name = '', year] = match;
  const after = input.slice(index + matched.length);
  const isCertain =
    year !== undefined ||
    inMonthLead.test(input.slice(0, index)) ||
    /^ ?[-–] ?[a-z]{3}/.test(after);
  if (!isCertain && /^(?:may|mar|jan|jun|sep|dec)$/.test(name)) return null;
  if (!isCertain && name === 'march' && /^ (?:through|into|on|over|to|in|forward)\b/.test(after))
    return null;
  return monthByName(match, context);
}

const weekendOf = (now: number, offset: number): Span => {
  const { from } = weekFrom(now, offset);
  return { from: from + 5 * dayMs, to: from + 7 * dayMs, grain: 'day' };
};

/** "the weekend" is the latest that has begun, "last weekend" the latest that is over. */
function weekend(which: string | undefined, { now, isForecast }: Context): Span {
  const running = weekendOf(now, 0);
  if (which === 'next' || which === 'coming') return weekendOf(now, running.from <= now ? 1 : 0);
  if (isForecast) return running;
  const isOver = running.to <= now || (running.from <= now && which !== 'last');
  return isOver ? running : weekendOf(now, -1);
}

const unitNames: readonly (readonly [RegExp, string])[] = [
  [/^mo/, 'month'],
  [/^m/, 'minute'],
  [/^h/, 'hour'],
  [/^d/, 'day'],
  [/^w/, 'week'],
  [/^f/, 'fortnight'],
  [/^q/, 'quarter'],
  [/^y/, 'year'],
];
const unitOf = (text: string): string =>
  unitNames.find(([pattern]) => pattern.test(text))?.[1] ?? 'day';
function rolling(count: number, unit: string, direction: string, now: number): Span | null {
  if (!(count > 0)) return null;
  const isAhead = /^(?:next|coming|following)/.test(direction);
  return isAhead
    ? { from: now, to: shifted(now, -count, unit), grain: 'rolling' }
    : { from: shifted(now, count, unit), to: now, grain: 'rolling' };
}

const shiftedBy = (span: Span, days: number): Span => ({
  ...span,
  from: span.from + days * dayMs,
  to: span.to + days * dayMs,
});

/** The hour, day or month of that long ago. */
function ago(count: number, unit: string, now: number): Span {
  const at = shifted(now, count, unit);
  if (unit === 'minute' || unit === 'hour') return { from: at, to: at + hourMs, grain: 'moment' };
  if (unit === 'month' || unit === 'year' || unit === 'quarter') return calendarUnit(unit, 0, at);
  return daysFrom(at, 0, 1);
}

const count = `(${countPattern})`;
const units =
  '(minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|wks?|w|fortnights?|months?|mos?|quarters?|qtrs?|years?|yrs?)';
const direction =
  '(last|past|previous|preceding|prior|latest|recent|trailing|next|coming|following)';
const isAlone = (before: string, after: string): boolean =>
  /(?:^|[,;:(–—]) ?$/.test(before) && /^ ?(?:$|[,;:?!)]|\.(?!\d))/.test(after);

/** Units without "last": alone between commas ("failed runs, 24h"), "2 weeks back", "not run in three days". */
function counted(match: RegExpExecArray, { now, isForecast }: Context): Span | null {
  const { input, index } = match;
  const [matched, n = '', unit = ''] = match;
  const before = input.slice(0, index);
  const after = input.slice(index + matched.length);
  const isLong = /^(?:d|w|f|mo|q|y)/.test(unit);
  const isPast =
    /^ back\b/.test(after) ||
    /\b(?:look|go|reach)(?:ing)?[- ]?back(?: (?:over|by|of|window of|period of))?(?: the)? $/.test(
      before,
    ) ||
    (isAlone(before, after) && /^(?:h|d|w)/.test(unit)) ||
    (isLong &&
      /\b(?:in|for)(?: over| more than| at least)? $/.test(before) &&
      hasNegation.test(before));
  return isPast && !isForecast ? rolling(readCount(n), unitOf(unit), 'last', now) : null;
}

/** What did not happen "for three days" did not happen in the last three. */
const hasNegation = /\b(?:not|no|never|nobody|nothing|none|without|un\w+ed|idle|silent)\b|n['’]t\b/;

const offsets: Readonly<Record<string, number>> = { last: -1, previous: -1, past: -1, prior: -1 };
/** Units from the running one that a word such as "last" stands for. */
export const offsetOf = (which: string): number =>
  offsets[which] ?? (/^(?:next|coming)/.test(which) ? 1 : 0);

/** Calendar units, counted units and relative days. */
export const unitRules: readonly Rule[] = [
  rule('q([1-9])(?:[ /-]?(20\\d{2}))?', ([, n, y], context) => quarter(Number(n), y, context)),
  rule('(20\\d{2})[ -]?q([1-9])', ([, y, n], context) => quarter(Number(n), y, context)),
  rule(`(?:the )?(${ordinalWords}) quarter(?: (?:of )?(20\\d{2}))?`, ([, n = '', y], context) =>
    quarter(readOrdinal(n), y, context),
  ),
  rule('(?:fiscal|financial) (?:q[1-4]|year|quarter)|fy ?\\d{2,4}', () => ({
    unread: 'a fiscal year begins at another time for everybody: name its months',
  })),
  rule('h([12]) (20\\d{2})', ([, n, y]) => half(Number(n), Number(y))),
  rule(
    '(?:the )?(first|second|1st|2nd) half of (?:(?:the|this) year|(20\\d{2}))',
    ([, n = '', y], { now }) => half(readOrdinal(n), y === undefined ? yearOf(now) : Number(y)),
  ),
  // "The week 2 to 8 November" is no week 2.
  rule(
    `(?:calendar week|week|cw|kw|wk) ?(\\d{1,2})(?! ?(?:-|–|to|until|till|through) ?\\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:${monthPattern}))(?: (?:of )?(20\\d{2}))?`,
    ([, n, y], context) => week(Number(n), y, context),
  ),
  rule(`(${monthPattern})(?: of)?(?:,? (20\\d{2}))?`, monthAlone),
  rule(`(${monthPattern})(?: of)? (last|this|next) year`, ([, name = '', which = ''], { now }) =>
    monthSpan(yearOf(now) + offsetOf(which), monthOf(name)),
  ),
  rule('(20\\d{2})', (match) =>
    /\b(?:in|during|of|since|throughout|year) $/.test(match.input.slice(0, match.index))
      ? yearSpan(Number(match[1]))
      : null,
  ),
  rule(
    '(?:the )?(this|current|running|last|previous|next|coming) (?:full |whole |calendar |entire )?(week|month|quarter|year)',
    ([, which = '', unit = ''], { now }) => calendarUnit(unit, offsetOf(which), now),
  ),
  rule('(?:the )?(week|month|quarter|year) before last', ([, unit = ''], { now }) =>
    calendarUnit(unit, -2, now),
  ),
  rule('(?:the |this |that )?(last|past|previous|next|coming) weekend', ([, which], context) =>
    weekend(which, context),
  ),
  rule('(?:the|this|that) weekend', ({ input, index, 0: matched }, context) =>
    // "at the weekend" may mean every weekend.
    matched !== 'the weekend' ||
    /\b(?:over|during|on|since|from|until|before|after) $/.test(input.slice(0, index))
      ? weekend(undefined, context)
      : null,
  ),
  rule(`${count} weekends? ago`, ([, n = ''], context) =>
    shiftedBy(weekend(undefined, context), 7 * (1 - readCount(n))),
  ),
  rule('(?:the )?(first|last) (?:day )?of (?:the|this|last) month', ([matched, which], { now }) => {
    const month = calendarUnit('month', matched.includes('last month') ? -1 : 0, now);
    return which === 'first' ? daysFrom(month.from, 0, 1) : daysFrom(month.to, -1, 0);
  }),
  rule('(?:the |this )?(week|month|quarter|year)', (match, { now }) =>
    /\b(?:start|beginning) of $/.test(match.input.slice(0, match.index))
      ? calendarUnit(match[1] ?? '', 0, now)
      : null,
  ),
  rule('now', ({ input, index }, { now }) =>
    /(?:\b(?:to|until|till|through) |[-–] ?)$/.test(input.slice(0, index))
      ? { from: now, to: now, grain: 'moment' }
      : null,
  ),
  rule('today|todays', (_, { now }) => daysFrom(now, 0, 1)),
  rule('yesterday|yesterdays|yday', (_, { now }) => daysFrom(now, -1, 0)),
  rule('(?:the )?day before yesterday', (_, { now }) => daysFrom(now, -2, -1)),
  rule('tomorrow|tomorrows|tmrw', (_, { now }) => daysFrom(now, 1, 2)),
  rule('(?:the )?day after tomorrow', (_, { now }) => daysFrom(now, 2, 3)),
  rule(
    `(?:the |these )?${direction} ${count}[ -]?${units}`,
    ([, to = '', n = '', u = ''], { now }) => rolling(readCount(n), unitOf(u), to, now),
  ),
  // "In these 90 days".
  rule(`these ${count}[ -]?${units}`, ([, n = '', u = ''], { now }) =>
    rolling(readCount(n), unitOf(u), 'last', now),
  ),
  // "Over the whole 90 days".
  rule(
    `(?:the |these |those )?(?:whole|entire|full|complete) (?:last |past )?${count}[ -]?${units}`,
    ([, n = '', u = ''], { now }) => rolling(readCount(n), unitOf(u), 'last', now),
  ),
  rule(
    `(?:the |these )?(last|past|previous|prior) ${count} (?:full|whole|complete|entire|calendar) (day|week|month|quarter|year)s`,
    ([, , n = '', unit = ''], { now }) => ({
      from: calendarUnit(unit, -readCount(n), now).from,
      to: calendarUnit(unit, -1, now).to,
      grain: 'rolling',
    }),
  ),
  rule(`(?:the )?(last|past) (hour|day|week) and a half`, ([, , u = ''], { now }) =>
    rolling(1.5, u, 'last', now),
  ),
  rule(
    `(?:the )?${count}[ -]?${units} before (?:the )?(?:last|past|previous) ${count}[ -]?${units}`,
    ([, n = '', u = '', lastN = '', lastU = ''], { now }) =>
      rolling(readCount(n), unitOf(u), 'last', shifted(now, readCount(lastN), unitOf(lastU))),
  ),
  rule(`(?:the )?${direction} (?:half(?: an)?[ -]hour|half-hour)`, ([, to = ''], { now }) =>
    rolling(30, 'minute', to, now),
  ),
  rule(`(?:the )?${direction} (fortnight|hour|minute|day)`, ([, to = '', u = ''], { now }) =>
    rolling(1, u, to, now),
  ),
  rule('(?:the )?past (week|month|quarter|year)', ([, u = ''], { now }) =>
    rolling(1, u, 'past', now),
  ),
  rule('(?:the )?(?:last|past) (days|weeks|months|hours)', (match, { now }) =>
    /\b(?:in|over|during|for|within) $/.test(match.input.slice(0, match.index))
      ? rolling(3, unitOf(match[1] ?? ''), 'last', now)
      : null,
  ),
  rule(
    `(?:about )?(?:an? |${count} )(minute|hour|day|week|fortnight|month|year)s? ago`,
    ([, n, u = ''], { now }) => ago(n === undefined ? 1 : readCount(n), u, now),
  ),
  rule(
    `${count} (hour|day|week|month)s? (?:before|prior to) yesterday`,
    ([, n = '', u = ''], { now }) => ago(readCount(n), u, now - dayMs),
  ),
  rule(`(?:the )?${direction} half(?: a)?[ -]year`, ([, to = ''], { now }) =>
    rolling(6, 'month', to, now),
  ),
  rule('just now|a (?:moment|minute) ago|moments ago', (_, { now }) => ({
    from: now - 15 * minuteMs,
    to: now,
    grain: 'rolling',
  })),
  rule(`${count}[ -]?${units}`, counted),
  rule('(week|month|quarter|year)(?:[ -]to[ -]date| so far)', ([, unit = ''], { now }) => ({
    ...calendarUnit(unit, 0, now),
    to: now,
  })),
  rule('(w|m|q|y)td', ([, letter = ''], { now }) => ({
    ...calendarUnit(unitOf(letter === 'm' ? 'month' : letter), 0, now),
    to: now,
  })),
  rule('(?:the )?end of (?:the )?(week|month|quarter|year)', ([, unit = ''], { now, isForecast }) =>
    isForecast ? { from: now, to: calendarUnit(unit, 0, now).to, grain: 'rolling' } : null,
  ),
];
