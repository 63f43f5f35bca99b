import { monthOf, monthPattern, ordinalPattern, readOrdinal } from './dates.ts';
import { countPattern, readCount } from '../numbers.ts';
import { calendarUnit, dayMs, monthSpan, rule, startOfDay } from './span.ts';
import type { Context, Rule, Span } from './span.ts';
import { nearest, offsetOf } from './units.ts';

/** Parts of a longer span: "the first week of November", "early October", "first half of November". */
export const partRules: readonly Rule[] = [
  rule(
    `(?:the )?(${ordinalPattern}|last|final) week (?:of|in) (${monthPattern})(?:,? (20\\d{2}))?`,
    ([, which = '', name = '', year], context) => {
      const month = monthOr(undefined, name, year, context);
      if (/^(?:last|final)$/.test(which))
        return { ...month, from: month.to - 7 * dayMs, grain: 'week' };
      const from = month.from + (readOrdinal(which) - 1) * 7 * dayMs;
      return from >= month.to
        ? { unread: 'a month has at most five weeks' }
        : { from, to: Math.min(from + 7 * dayMs, month.to), grain: 'week' };
    },
  ),
  rule(
    `(?:the )?(first|last|final) (${countPattern}) (day|week)s (?:of|in) (?:(this|last) month|(${monthPattern})(?:,? (20\\d{2}))?)`,
    ([, which = '', n = '', unit = '', relative, name, year], context) => {
      const month = monthOr(relative, name, year, context);
      const length = readCount(n) * (unit === 'week' ? 7 : 1) * dayMs;
      return which === 'first'
        ? { ...month, to: Math.min(month.from + length, month.to) }
        : { ...month, from: Math.max(month.to - length, month.from) };
    },
  ),
  rule(
    `(?:the )?(first|second|1st|2nd) half of (?:(this|last) month|(${monthPattern})(?:,? (20\\d{2}))?)`,
    ([, which = '', relative, name, year], context) => {
      const month = monthOr(relative, name, year, context);
      const middle = month.from + 15 * dayMs;
      return readOrdinal(which) === 1 ? { ...month, to: middle } : { ...month, from: middle };
    },
  ),
  rule(
    `(early|mid|(?<!\\b(?:is|are|was|were|be|been|run|runs|ran|too|got) (?:\\S+ ){0,2}(?=late this ))late|(?:the )?(?:start|beginning|middle|end) of)[ -](?:(this|last) (week|month|quarter|year)|(${monthPattern})(?:,? (20\\d{2}))?)`,
    ([, which = '', relative, unit = 'month', name, year], context) => {
      const whole =
        relative === undefined
          ? monthOr(relative, name, year, context)
          : calendarUnit(unit, offsetOf(relative), context.now);
      const third = startOfDay((whole.to - whole.from) / 3);
      if (/mid/.test(which))
        return { ...whole, from: whole.from + third, to: whole.from + 2 * third };
      return /early|start|beginning/.test(which)
        ? { ...whole, to: whole.from + third }
        : { ...whole, from: whole.to - third };
    },
  ),
];

function monthOr(
  relative: string | undefined,
  name: string | undefined,
  year: string | undefined,
  context: Context,
): Span {
  if (relative !== undefined) return calendarUnit('month', offsetOf(relative), context.now);
  const month = monthOf(name ?? '');
  return year === undefined
    ? nearest((of) => monthSpan(of, month), context)
    : monthSpan(Number(year), month);
}
