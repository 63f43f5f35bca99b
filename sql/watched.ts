import type { WatchedQuestion, WatchSpec } from '../domain/watch.ts';
import type { InputProblem } from '../domain/errors.ts';
import type { Catalogue, CertifiedQuestion, QuestionParameter } from './catalogue.ts';
import { defaultExpression } from './default-expression.ts';
import { quotedOrComment } from './tables.ts';

const markers = new RegExp(String.raw`${quotedOrComment}|(?<![:\w]):([a-z_]\w*)`, 'g');
const times: readonly string[] = ['DATE', 'TIMESTAMP'];
const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The certified question that a text names: by its id, or word for word as it is asked. */
export function questionNamed(
  { questions }: Pick<Catalogue, 'questions'>,
  text: string,
): CertifiedQuestion | null {
  const bare = (said: string): string => said.trim().replace(/\?$/, '').toLowerCase();
  const asked = bare(text);
  return (
    questions.find(({ id }) => id === text) ??
    questions.find((one) => [one.question, ...one.variants].some((said) => bare(said) === asked)) ??
    null
  );
}

/** The forms of values that are text. */
const forms: Readonly<Partial<Record<QuestionParameter['type'], readonly [RegExp, string]>>> = {
  STRING: [/^/, ''],
  TIMESTAMP: [/^now(-\d+[hd])?$/, 'must be relative, as now or now-24h'],
  DATE: [/^today(-\d+d)?$/, 'must be relative, as today or today-7d'],
};

/** Why a value does not fit a parameter; null when it does. */
function misfit({ type, min, max }: QuestionParameter, value: string): string | null {
  const form = forms[type];
  if (form !== undefined) return form[0].test(value) ? null : form[1];
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) return 'must be a number';
  if (type === 'INT' && !Number.isInteger(number)) return 'must be a whole number';
  if (min !== undefined && number < min) return `must be at least ${min}`;
  return max !== undefined && number > max ? `must be at most ${max}` : null;
}

/**
 * What of a watch does not fit its certified question, by field; empty when all does.
 *
 * Pure.
 */
export function watchProblems(
  { parameters, columns }: CertifiedQuestion,
  { parameters: given, condition }: Pick<WatchSpec, 'parameters' | 'condition'>,
): readonly InputProblem[] {
  const problems = Object.entries(given).flatMap(([name, value]): InputProblem[] => {
    const parameter = parameters[name];
    const known = Object.keys(parameters).join(', ') || 'none';
    const message =
      parameter === undefined
        ? `the question has no such parameter; it has ${known}`
        : misfit(parameter, value);
    return message === null ? [] : [{ path: `parameters.${name}`, message }];
  });
  const path = 'condition.column';
  const column = columns[condition.column];
  const measures = Object.entries(columns).flatMap(([name, { is }]) =>
    is === 'measure' ? [name] : [],
  );
  const numbers = measures.join(', ') || 'none';
  if (column === undefined)
    return [
      ...problems,
      {
        path,
        message: `the question has no column ${condition.column}; its numbers are ${numbers}`,
      },
    ];
  const isNumber = column.is === 'measure' && !/^(STRING|DATE|TIMESTAMP|BOOLEAN)/.test(column.type);
  return isNumber
    ? problems
    : [
        ...problems,
        { path, message: `${condition.column} is no number; the numbers are ${numbers}` },
      ];
}

/**
 * A certified question as a watch reads it: its times move with the clock of the warehouse, its other
 * parameters stay parameters, as their values are said by people.
 *
 * Pure.
 */
export function watched(
  question: CertifiedQuestion,
  given: Readonly<Record<string, string>>,
): WatchedQuestion {
  const { id, domain, parameters, columns, rows, completeness } = question;
  const valueOf = (name: string, parameter: QuestionParameter) => given[name] ?? parameter.default;
  const all = Object.entries(parameters);
  const { column, lag = '' } = completeness ?? {};
  return {
    id,
    domain,
    question: question.question,
    sql: question.sql.replaceAll(markers, (token: string, name?: string) => {
      const parameter = name === undefined ? undefined : parameters[name];
      if (name === undefined || parameter === undefined || !times.includes(parameter.type))
        return token;
      return defaultExpression({ ...parameter, default: valueOf(name, parameter) });
    }),
    parameters: all
      .filter(([, { type }]) => !times.includes(type))
      .map(([name, one]) => ({ name, type: one.type, value: String(valueOf(name, one)) })),
    columns: Object.entries(columns).map(([name, { type, is, unit }]) => ({
      name,
      type,
      is,
      unit: unit ?? null,
    })),
    keys: rows.key,
    mostRows: rows.max,
    periods:
      column !== undefined && rows.key.includes(column)
        ? { column, lagMs: Number(lag.slice(0, -1)) * (unitMs[lag.at(-1) ?? ''] ?? 0) }
        : null,
  };
}

const year = { DATE: 'today-365d', TIMESTAMP: 'now-365d' } as const;

/**
 * The same question over the last year, to find out whether it ever has rows; as it is where it has no
 * window.
 *
 * Pure.
 */
export function overAYear(
  { parameters }: CertifiedQuestion,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const starts = Object.entries(parameters).flatMap(([name, { role, type }]) =>
    role === 'window.from' && (type === 'DATE' || type === 'TIMESTAMP') ? [[name, year[type]]] : [],
  );
  return { ...given, ...(Object.fromEntries(starts) as Record<string, string>) };
}
