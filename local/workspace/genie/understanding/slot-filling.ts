import {
  placeOf,
  readTimes,
  withoutLabel,
  type Period,
} from '../../../../language/time/read-times.ts';
import { wallClock } from '../../../../language/wall-clock.ts';
import { findZone } from '../../../../language/zones.ts';
import type { QuestionParameter } from '../../../../sql/catalogue.ts';
import type { GenieQuestion } from '../genie-question.ts';
import { defaultValue, instantFor } from '../../../../sql/default-value.ts';
import type { KnownNames } from '../../dataset.ts';
import type { SqlParameter } from '../../sql/engine.ts';
import { isTopicOf } from './recurring.ts';
import { slotFinders, type SlotText } from './slot-finders.ts';
import { findMentions, replaceMentions } from './mentions.ts';
import { findThreshold } from './thresholds.ts';

const dayMs = 86_400_000;

/**
 * The question of a text and the instructions after it ("Use the last 7 days. Include error
 * messages."). Instructions may set parameters but do not select the certified question.
 */
export type ParsedQuestion = { readonly asked: string; readonly instructions: string };

/** First words of the sentences that agents add to a question. */
const instruction =
  '(?:Use|Where neither|Include|Flag|Only|Slow means|Stale means|Prefer|Compare with|Give|Put|Judge|Focus|Show upstream)\\s';

/** Ends of sentences: punctuation before white space, a new line, or the first word of an instruction. */
const sentenceEnd = new RegExp(
  `(?<=[.!?;])\\s+|\\n+|(?<=[\\p{L}\\p{N}\`"'”’)\\]%])\\s+(?=${instruction})`,
  'u',
);
const isInstruction = (sentence: string): boolean =>
  new RegExp(`^\\s*${instruction}`).test(sentence);

/** Every example query has a window of its own, so that what holds without one never does. */
const isFallback = (sentence: string): boolean => /^\s*Where neither\b/.test(sentence);

/** Splits a text into question and instructions; `prod.sales.orders` is not split at its dots. */
export function readQuestion(text: string): ParsedQuestion {
  const sentences = text.split(sentenceEnd).filter((sentence) => sentence.trim() !== '');
  const isAsked = (sentence: string, index: number) =>
    index === 0 || sentence.trim().endsWith('?') || !isInstruction(sentence);
  const instructions = sentences.filter((sentence, index) => !isAsked(sentence, index));
  return {
    asked: sentences.filter(isAsked).join(' '),
    instructions: instructions.filter((sentence) => !isFallback(sentence)).join(' '),
  };
}

/** An instruction that sets the time zone. */
const zoneSentence = /\s*\buse (?:the )?time ?zone [^.?!]+[.!]?/i;

/** The time zone of an instruction and the text without that instruction; UTC when there is none. */
export function readZone(text: string): { readonly text: string; readonly timeZone: string } {
  const sentence = zoneSentence.exec(text)?.[0];
  const zone = sentence === undefined ? null : findZone(sentence);
  if (sentence === undefined || zone === null) return { text, timeZone: 'UTC' };
  return { text: text.replace(sentence, ''), timeZone: zone.timeZone };
}

/** Input of slot filling: texts in order of priority, known names and the current time. */
export type FillContext = {
  readonly texts: readonly string[];
  readonly names: KnownNames;
  readonly nowMs: number;
  /** Time zone of days when the texts name none; UTC by default. */
  readonly timeZone?: string;
  /** Time window and filters of an earlier question, for slots that the texts do not fill. */
  readonly carried?: {
    readonly window: Period | null;
    readonly values: ReadonlyMap<QuestionParameter['role'], string>;
  };
};

/** A period after a comparison is not the time window: "more than last month" has none. */
const comparisonPeriod =
  /\b(than|versus|vs\.?|against|compared (?:to|with)|with|above|below|relative to)( the)? (?:last|previous|prior|preceding) (?:day|week|month|quarter|year|period)\b/gi;
const withoutComparisonPeriod = (text: string): string =>
  text.replace(comparisonPeriod, '$1$2 period before');

/** Whether a time is what another one is compared with. */
function isCompared(label: string, text: string): boolean {
  const before = text.slice(0, placeOf(label, text)?.from ?? 0);
  return /\b(?:than|versus|vs\.?|against|compared (?:to|with)|relative to)(?: (?:in|of|for|the))*(?: (?:same|that|those) (?:\w+ )?(?:of|in|from|last))? ?$/i.test(
    before,
  );
}

/** A time window and the time zone of its days. */
type ZonedPeriod = Period & { readonly timeZone: string };

/** A parsed text: its time window and the rest of the text with its mentions. */
export type ParsedText = { readonly period: ZonedPeriod | null; readonly slotText: SlotText };

/** Parses a text; its time window is in `timeZone` unless the text names another zone. */
export function parseText(
  text: string,
  names: KnownNames,
  nowMs: number,
  timeZone = 'UTC',
): ParsedText {
  const zone = findZone(text);
  const plain = withoutComparisonPeriod(text);
  const { periods, unread } = readTimes(plain, nowMs, timeZone);
  // No data is from the future: a forecast keeps its words, and the window that its header sets.
  const begun = periods.filter(({ fromMs }) => fromMs <= nowMs);
  // "this month against October": the comparison is the certified question's own.
  const [past] = begun.filter(({ label }) => !isCompared(label, plain));
  const period = past
    ? { ...past, toMs: Math.min(past.toMs, nowMs), timeZone: zone?.timeZone ?? timeZone }
    : null;
  const labels = [...begun, ...unread].map(({ label }) => label).filter(isNoComparison);
  const rest = labels.reduce(withoutLabel, zone === null ? plain : plain.replace(zone.label, ' '));
  return { period, slotText: { text: rest, names, mentions: findMentions(rest, names) } };
}

/** "the week before" says what is asked, not only when. */
const isNoComparison = (label: string): boolean =>
  !/^(?:the )?(?:(?:previous|prior) \w+|\w+ before)$/.test(label);

/** Whether a text asks for the current month to date. */
export const isMonthToDate = (text: string): boolean =>
  /\b(?:month[- ]to[- ]date|mtd|so far this month|month so far|running month)\b/i.test(text);

/** The text without mentions, so that no part of a name is read as a number or threshold. */
const textWithoutNames = ({ text, mentions }: SlotText): string =>
  replaceMentions(text, mentions, () => ' ');

/**
 * The whole days, in the time zone, that a period overlaps. "The last 7 days", asked in the middle of a
 * day, are the seven whole days before it instead of parts of eight days.
 */
function toWholeDays({ fromMs, toMs, timeZone }: ZonedPeriod): {
  readonly fromMs: number;
  readonly toMs: number;
} {
  const [from, to] = [wallClock(fromMs, timeZone), wallClock(toMs, timeZone)];
  const isRolling = from % dayMs !== 0 && toMs > fromMs && (toMs - fromMs) % dayMs === 0;
  const end = isRolling ? Math.floor(to / dayMs) : Math.ceil(to / dayMs);
  return { fromMs: Math.floor(from / dayMs) * dayMs, toMs: end * dayMs };
}

function windowBound(parameter: QuestionParameter, period: ZonedPeriod): string {
  const { fromMs, toMs } = parameter.type === 'DATE' ? toWholeDays(period) : period;
  return instantFor(parameter, parameter.role === 'window.from' ? fromMs : toMs);
}

function clamp(parameter: QuestionParameter, value: string): string {
  const number = Number(value);
  const low = parameter.min ?? -Infinity;
  const high = parameter.max ?? Infinity;
  return number < low ? String(low) : number > high ? String(high) : value;
}

/** Reads the thresholds and removes them from the text, so that they are not read as the number of rows. */
function readThresholds(
  question: GenieQuestion,
  text: string,
): { rest: string; values: Map<string, string> } {
  const values = new Map<string, string>();
  let rest = text;
  for (const [name, parameter] of Object.entries(question.parameters)) {
    // "9 to 5" holds both hours of a day; other numbers stand for one parameter only.
    const source = parameter.unit === 'hour' ? text : rest;
    const found = parameter.role === 'threshold' ? findThreshold(source, name, parameter) : null;
    if (found === null) continue;
    values.set(name, found.value);
    rest = rest.replace(found.label, ' ');
  }
  return { rest, values };
}

/** Of the first rows nothing can be counted. */
const asksHowMany = /\bhow (?:many|often)\b|\bnumber of\b|\bcount (?:of|the|all)\b/i;

/** Creates a function that reads parameter values from one text. */
function createReader(
  { slotText }: ParsedText,
  question: GenieQuestion,
): (name: string, parameter: QuestionParameter) => string | null {
  const { rest, values } = readThresholds(question, textWithoutNames(slotText));
  return (name, parameter) => {
    const { role } = parameter;
    if (role === 'threshold') return values.get(name) ?? null;
    if (role !== 'top_n') return slotFinders[role](slotText);
    const all = asksHowMany.test(slotText.text) ? (parameter.max ?? null) : null;
    return slotFinders[role]({ ...slotText, text: rest }) ?? (all === null ? null : String(all));
  };
}

/**
 * The parameters of a certified question, filled from texts. The first text with a value is used; without
 * a value in any text, an earlier question's value or the header's default is used.
 */
export function fillParameters(question: GenieQuestion, context: FillContext): SqlParameter[] {
  const { names, nowMs, timeZone } = context;
  const parsed = context.texts.map((text) =>
    parseText(text.normalize('NFC'), names, nowMs, timeZone),
  );
  const readers = parsed.map((one) => createReader(one, question));
  // The time window of an earlier question has instants or UTC days.
  const carried = context.carried?.window;
  const named = parsed.find(
    ({ period: read }) => read !== null && !isTopicOf(read.label, question),
  );
  const period = named?.period ?? (carried ? { ...carried, timeZone: 'UTC' } : null);
  return Object.entries(question.parameters).map(([name, parameter]) => {
    const { type } = parameter;
    if (parameter.role.startsWith('window.')) {
      const value =
        period === null ? defaultValue(parameter, nowMs) : windowBound(parameter, period);
      return { name, type, value };
    }
    const found = readers.map((read) => read(name, parameter)).find((value) => value !== null);
    const value =
      found ?? context.carried?.values.get(parameter.role) ?? defaultValue(parameter, nowMs);
    return {
      name,
      type,
      value: ['INT', 'DOUBLE'].includes(type) ? clamp(parameter, value) : value,
    };
  });
}
