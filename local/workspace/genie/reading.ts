import { wallClock } from '../../../language/calendar.ts';
import { findPeriod, type Period } from '../../../language/period.ts';
import { findZone } from '../../../language/zones.ts';
import type { CertifiedQuestion, QuestionParameter } from '../../../sql/catalogue.ts';
import type { KnownNames } from '../dataset.ts';
import type { SqlParameter } from '../sql/engine.ts';
import { finders, type Said } from './finders.ts';
import { findMentions, replaceMentions } from './mentions.ts';
import { findThreshold } from './thresholds.ts';

const dayMs = 86_400_000;

/**
 * A question taken apart: what is asked, and the instructions after it ("Use the last 7 days.
 * Include error messages."), which may fill a parameter and never choose the question.
 */
export type Reading = { readonly asked: string; readonly instructions: string };

/** A mark before white space, a new line, or an instruction put behind a question that has no mark. */
const sentenceEnd =
  /(?<=[.!?;])\s+|\n+|(?<=[\p{Ll}\p{N}])\s+(?=(?:Use|Include|Flag|Only|Slow means|Stale means|Prefer|Compare with|Give|Put|Judge|Focus)\s)/u;

/** Sentences end at a mark followed by white space, so that `prod.sales.orders` stays whole. */
export function readQuestion(text: string): Reading {
  const sentences = text.split(sentenceEnd).filter((sentence) => sentence.trim() !== '');
  const isAsked = (sentence: string, index: number) => index === 0 || sentence.trim().endsWith('?');
  return {
    asked: sentences.filter(isAsked).join(' '),
    instructions: sentences.filter((sentence, index) => !isAsked(sentence, index)).join(' '),
  };
}

/** An instruction that says which zone days are meant in. */
const zoneSentence = /\s*\buse (?:the )?time ?zone [^.?!]+[.!]?/i;

/** The zone that an instruction asks for, and the text without it; UTC when there is none. */
export function readZone(text: string): { readonly text: string; readonly timeZone: string } {
  const sentence = zoneSentence.exec(text)?.[0];
  const zone = sentence === undefined ? null : findZone(sentence);
  if (sentence === undefined || zone === null) return { text, timeZone: 'UTC' };
  return { text: text.replace(sentence, ''), timeZone: zone.timeZone };
}

/** What the filler may look at: texts in order of authority, the names of the data, and the clock. */
export type FillContext = {
  readonly texts: readonly string[];
  readonly names: KnownNames;
  readonly nowMs: number;
  /** Where days begin when the texts name no zone; UTC when absent. */
  readonly timeZone?: string;
  /** What an earlier question was narrowed to, for what the texts do not say. */
  readonly before?: {
    readonly window: Period | null;
    readonly values: ReadonlyMap<QuestionParameter['role'], string>;
  };
};

/** What a window is compared with is no window: "more than last month" asks for none. */
const compared =
  /\b(than|versus|vs\.?|against|compared (?:to|with)|with|above|below|relative to)( the)? (?:last|previous|prior|preceding) (?:day|week|month|quarter|year|period)\b/gi;
const withoutReference = (text: string): string => text.replace(compared, '$1$2 period before');

/** A window and the zone whose days it counts. */
type Window = Period & { readonly timeZone: string };

/** A text taken apart: the window it asks for, and the rest of it with the names found. */
export type Parsed = { readonly period: Window | null; readonly said: Said };

/** Windows are in `timeZone` unless the text names a zone; null when it names no window. */
export function takeApart(
  text: string,
  names: KnownNames,
  nowMs: number,
  timeZone = 'UTC',
): Parsed {
  const zone = findZone(text)?.timeZone ?? timeZone;
  const found = findPeriod(withoutReference(text), nowMs, zone);
  const period = found === null ? null : { ...found, timeZone: zone };
  const rest = withoutTimes(text, nowMs);
  return { period, said: { text: rest, names, mentions: findMentions(rest, names) } };
}

/** A text without the words that name a time or a zone. */
function withoutTimes(text: string, nowMs: number): string {
  const zone = findZone(text);
  let rest = withoutReference(zone === null ? text : text.replace(zone.label, ' '));
  for (let found = findPeriod(rest, nowMs, 'UTC'); found !== null;) {
    const at = rest.toLowerCase().indexOf(found.label);
    if (at < 0) return rest;
    rest = `${rest.slice(0, at)} ${rest.slice(at + found.label.length)}`;
    found = findPeriod(rest, nowMs, 'UTC');
  }
  return rest;
}

/** Whether a text speaks of a month that is not over. */
export const isRunningMonth = (text: string): boolean =>
  /\b(?:month[- ]to[- ]date|mtd|so far this month|month so far|running month)\b/i.test(text);

/** Without names, so that no digit or word of a name is read as something else. */
const bareText = ({ text, mentions }: Said): string => replaceMentions(text, mentions, () => ' ');

/** The value of a header's default at a clock: `now-7d` and `today` become instants and dates. */
export function defaultValue(parameter: QuestionParameter, nowMs: number): string {
  const relative = String(parameter.default).match(/^(now|today)(?:-(\d+)([hd]))?$/);
  if (relative === null || !['DATE', 'TIMESTAMP'].includes(parameter.type))
    return String(parameter.default);
  const back = Number(relative[2] ?? 0) * (relative[3] === 'h' ? dayMs / 24 : dayMs);
  const base = relative[1] === 'today' ? Math.floor(nowMs / dayMs) * dayMs : nowMs;
  return written(parameter, base - back);
}

function written(parameter: QuestionParameter, ms: number): string {
  const iso = new Date(ms).toISOString();
  return parameter.type === 'DATE' ? iso.slice(0, 10) : iso;
}

/**
 * A window of dates covers every day of its zone that a period touches. "The last 7 days", said in
 * the middle of a day, are the seven whole days before it, not parts of eight.
 */
function wholeDays({ fromMs, toMs, timeZone }: Window): {
  readonly fromMs: number;
  readonly toMs: number;
} {
  const [from, to] = [wallClock(fromMs, timeZone), wallClock(toMs, timeZone)];
  const isRolling = from % dayMs !== 0 && toMs > fromMs && (toMs - fromMs) % dayMs === 0;
  const end = isRolling ? Math.floor(to / dayMs) : Math.ceil(to / dayMs);
  return { fromMs: Math.floor(from / dayMs) * dayMs, toMs: end * dayMs };
}

function edge(parameter: QuestionParameter, period: Window): string {
  const { fromMs, toMs } = parameter.type === 'DATE' ? wholeDays(period) : period;
  return written(parameter, parameter.role === 'window.from' ? fromMs : toMs);
}

function clamp(parameter: QuestionParameter, value: string): string {
  const number = Number(value);
  const low = parameter.min ?? -Infinity;
  const high = parameter.max ?? Infinity;
  return number < low ? String(low) : number > high ? String(high) : value;
}

/** Thresholds first: a number that is one is no longer a number of rows. */
function thresholdsIn(
  question: CertifiedQuestion,
  text: string,
): { rest: string; values: Map<string, string> } {
  const values = new Map<string, string>();
  let rest = text;
  for (const [name, parameter] of Object.entries(question.parameters)) {
    const found = parameter.role === 'threshold' ? findThreshold(rest, name, parameter) : null;
    if (found === null) continue;
    values.set(name, found.value);
    rest = rest.replace(found.label, ' ');
  }
  return { rest, values };
}

/** Finds the value that one text says for a parameter; what is common to all of them is read once. */
function reader(
  { said }: Parsed,
  question: CertifiedQuestion,
): (name: string, parameter: QuestionParameter) => string | null {
  const { rest, values } = thresholdsIn(question, bareText(said));
  return (name, { role }) => {
    if (role === 'threshold') return values.get(name) ?? null;
    return finders[role](role === 'top_n' ? { ...said, text: rest } : said);
  };
}

/**
 * The parameters of a question as texts mean them, the first text that says a value before the
 * others; what none says takes the header's default.
 */
export function fillParameters(question: CertifiedQuestion, context: FillContext): SqlParameter[] {
  const { names, nowMs, timeZone } = context;
  const parsed = context.texts.map((text) =>
    takeApart(text.normalize('NFC'), names, nowMs, timeZone),
  );
  const readers = parsed.map((one) => reader(one, question));
  // The window of an earlier question was made of instants or of days of UTC.
  const before = context.before?.window;
  const period =
    parsed.find((one) => one.period !== null)?.period ??
    (before ? { ...before, timeZone: 'UTC' } : null);
  return Object.entries(question.parameters).map(([name, parameter]) => {
    const { type } = parameter;
    if (parameter.role.startsWith('window.')) {
      const value = period === null ? defaultValue(parameter, nowMs) : edge(parameter, period);
      return { name, type, value };
    }
    const found = readers.map((read) => read(name, parameter)).find((value) => value !== null);
    const value =
      found ?? context.before?.values.get(parameter.role) ?? defaultValue(parameter, nowMs);
    return {
      name,
      type,
      value: ['INT', 'DOUBLE'].includes(type) ? clamp(parameter, value) : value,
    };
  });
}
