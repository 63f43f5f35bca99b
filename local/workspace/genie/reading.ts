import { findPeriod, type Period } from '../../../domain/period.ts';
import type { CertifiedQuestion, QuestionParameter } from '../../../sql/catalogue.ts';
import type { KnownNames } from '../dataset.ts';
import type { SqlParameter } from '../sql/engine.ts';

const dayMs = 86_400_000;

/**
 * A question taken apart: what is asked, and the instructions after it ("Use the last 7 days.
 * Include error messages."), which may fill a parameter and never choose the question.
 */
export type Reading = { readonly asked: string; readonly instructions: string };

/** A mark before white space, a new line, or an instruction put behind a question that has no mark. */
const sentenceEnd =
  /(?<=[.!?;])\s+|\n+|(?<=[\p{Ll}\p{N}])\s+(?=(?:Use|Include|Flag|Only|Slow means|Stale means|Prefer|Compare with|Give|Put|Judge|Focus)\s)/u;

/** Sentences end at a mark followed by white space, so that `prod.sales.orders` stays whole. Pure. */
export function readQuestion(text: string): Reading {
  const sentences = text.split(sentenceEnd).filter((sentence) => sentence.trim() !== '');
  const isAsked = (sentence: string, index: number) => index === 0 || sentence.trim().endsWith('?');
  return {
    asked: sentences.filter(isAsked).join(' '),
    instructions: sentences.filter((sentence, index) => !isAsked(sentence, index)).join(' '),
  };
}

/** What the filler may look at: texts in order of authority, the names of the data, and the clock. */
export type FillContext = {
  readonly texts: readonly string[];
  readonly names: KnownNames;
  readonly nowMs: number;
};

function firstOf<T>(texts: readonly string[], find: (text: string) => T | null): T | null {
  for (const text of texts) {
    const found = find(text);
    if (found !== null) return found;
  }
  return null;
}

/** The stretch of time the texts speak of, in UTC; null when none of them names one. Pure. */
export const periodOf = (context: FillContext): Period | null =>
  firstOf(context.texts, (text) => findPeriod(text, context.nowMs, 'UTC'));

function named(names: readonly string[], text: string): string | null {
  const lower = text.toLowerCase();
  const whole = names.filter((name) => lower.includes(name.toLowerCase()));
  return whole.toSorted((left, right) => right.length - left.length)[0] ?? null;
}

function tableIn(names: readonly string[], text: string): string | null {
  const known = named(names, text);
  if (known !== null) return known;
  const last = named(
    names.map((name) => name.split('.').at(-1) ?? name).filter((name) => name.length > 4),
    text,
  );
  return last ?? text.match(/\b[a-z_][\w]*\.[a-z_][\w.]*\w\b/i)?.[0] ?? null;
}

function topIn(text: string): string | null {
  const match =
    text.match(/\b(?:top|first|worst|limit(?: to)?)\s+(\d{1,4})\b/i) ??
    text.match(/\b(\d{1,4})\s+(?:most|slowest|largest|biggest|costliest|longest|worst|highest)\b/i);
  return match?.[1] ?? null;
}

const comparison =
  '(?:longer than|more than|over|above|slower than|exceed(?:ing)?|below|under|less than|older than|at least|limit of|within|≥|>=?|<=?)\\s*';

/** Units in which thresholds are said, by the unit of the header: words → how many of it they are. */
const spoken: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  s: { 'ms|milliseconds?': 0.001, 's|secs?|seconds?': 1, 'm|mins?|minutes?': 60 },
  min: { 'm|mins?|minutes?': 1, 'h|hrs?|hours?': 60 },
  GB: { 'mb|megabytes?': 0.001, 'gb|gigabytes?': 1, 'tb|terabytes?': 1000 },
  percent: { '%|percent': 1 },
  runs: { runs: 1 },
  events: { 'events|actions': 1 },
  times: { 'times|x': 1 },
  deviations: { '(?:standard )?deviations?': 1 },
};

/** A threshold that a text names in a unit which the parameter understands, in the parameter's unit. */
function thresholdIn(text: string, unit: string | undefined): string | null {
  for (const [words, factor] of Object.entries(spoken[unit ?? ''] ?? {})) {
    const found = text.match(
      new RegExp(`${comparison}(\\d+(?:\\.\\d+)?)\\s*(?:${words})(?![\\w%])`, 'i'),
    );
    if (found !== null) return String(Number(found[1]) * factor);
  }
  return null;
}

/** A name in quotes or backticks, else a word with an underscore, else the number after `job`. */
function jobIn(text: string, names: KnownNames): string | null {
  const quoted = text.match(/(?<=^|[\s(])[`“"']([^`”"']{3,})[`”"']/)?.[1];
  if (quoted !== undefined) return quoted;
  const rest = names.tables.reduce((left, name) => left.replaceAll(name, ' '), text);
  return (
    rest.match(/(?<![\w.])[\p{L}\d]+(?:_[\p{L}\d]+)+(?![\w.])/u)?.[0] ??
    rest.match(/\bjob\s+(\d{3,})\b/i)?.[1] ??
    null
  );
}

/** An e-mail address or an application id. */
const userIn = (text: string): string | null =>
  text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/)?.[0] ??
  text.match(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/i)?.[0] ??
  null;

/** The word beside `tag` when it names one: "the tag cost_center", "by project tag". */
function tagIn(text: string): string | null {
  const found = text.match(/\btag\s+["'`]?([\w-]+)["'`]?/i)?.[1];
  return found !== undefined && !/^(coverage|and|or|in|of|by|per|is|are)$/i.test(found)
    ? found
    : null;
}

type Finder = (text: string, names: KnownNames, unit: string | undefined) => string | null;

const finders: Readonly<Record<QuestionParameter['role'], Finder>> = {
  'window.from': () => null,
  'window.to': () => null,
  workspace: (text, names) =>
    named(names.workspaces, text) ?? text.match(/\bworkspace\s+(\d{6,20})\b/i)?.[1] ?? null,
  top_n: topIn,
  table: (text, names) => tableIn(names.tables, text),
  threshold: (text, _names, unit) => thresholdIn(text, unit),
  job: jobIn,
  warehouse: () => null,
  user: userIn,
  owner: userIn,
  team: () => null,
  tag: tagIn,
};

/** The value of a header's default at a clock: `now-7d` and `today` become instants and dates. Pure. */
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
 * A window of dates holds every UTC day that a period touches. "The last 7 days", said in the middle
 * of a day, are the seven whole days before it, not parts of eight.
 */
function wholeDays(period: Period): { readonly fromMs: number; readonly toMs: number } {
  const { fromMs, toMs } = period;
  const isRolling = fromMs % dayMs !== 0 && toMs > fromMs && (toMs - fromMs) % dayMs === 0;
  const end = isRolling ? Math.floor(toMs / dayMs) : Math.ceil(toMs / dayMs);
  return { fromMs: Math.floor(fromMs / dayMs) * dayMs, toMs: end * dayMs };
}

function edge(parameter: QuestionParameter, period: Period): string {
  const { fromMs, toMs } = parameter.type === 'DATE' ? wholeDays(period) : period;
  return written(parameter, parameter.role === 'window.from' ? fromMs : toMs);
}

function clamp(parameter: QuestionParameter, value: string): string {
  const number = Number(value);
  const low = parameter.min ?? -Infinity;
  const high = parameter.max ?? Infinity;
  return number < low ? String(low) : number > high ? String(high) : value;
}

function valueOf(
  parameter: QuestionParameter,
  context: FillContext,
  period: Period | null,
): string {
  if (parameter.role.startsWith('window.'))
    return period === null ? defaultValue(parameter, context.nowMs) : edge(parameter, period);
  const found = firstOf(context.texts, (text) =>
    finders[parameter.role](text, context.names, parameter.unit),
  );
  const value = found ?? defaultValue(parameter, context.nowMs);
  return ['INT', 'DOUBLE'].includes(parameter.type) ? clamp(parameter, value) : value;
}

/**
 * The parameters of a question as a text means them; what it does not say takes the header's default.
 *
 * Pure.
 */
export function fillParameters(question: CertifiedQuestion, context: FillContext): SqlParameter[] {
  const period = periodOf(context);
  return Object.entries(question.parameters).map(([name, parameter]) => ({
    name,
    type: parameter.type,
    value: valueOf(parameter, context, period),
  }));
}
