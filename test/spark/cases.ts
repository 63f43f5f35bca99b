import { defaultValue } from '../../sql/default-value.ts';
import type { SqlEngine, SqlRows } from '../../local/workspace/sql/engine.ts';
import type { CertifiedQuestion, QuestionParameter } from '../../sql/catalogue.ts';

type Values = Readonly<Record<string, string>>;

/** A certified question with values for its parameters, and what DuckDB answers. */
export type Case = {
  readonly question: CertifiedQuestion;
  readonly values: Values;
  readonly answer: SqlRows;
};

/** A question asked twice. `unused` are named filters that no value of the data narrows. */
export type QuestionCases = {
  readonly defaults: Case;
  readonly other: Case;
  readonly unused: readonly string[];
};

type Window = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Both ends lie where New York has another day than UTC, and its clocks change in between. */
const longWindow: Window = {
  'window.from': { TIMESTAMP: '2026-10-20T02:30:00.000Z', DATE: '2026-10-20' },
  'window.to': { TIMESTAMP: '2026-11-17T03:30:00.000Z', DATE: '2026-11-17' },
};
const earlyWindow: Window = {
  'window.from': { TIMESTAMP: '2026-10-19T00:00:00.000Z', DATE: '2026-10-19' },
  'window.to': { TIMESTAMP: '2026-10-21T00:00:00.000Z', DATE: '2026-10-21' },
};

type Change = { readonly window: Window; readonly factor: number; readonly top: number };

/** What is tried in turn until the rows are others than with the defaults. */
const changes: readonly Change[] = [
  { window: longWindow, factor: 0.5, top: 1000 },
  { window: longWindow, factor: 2, top: 1000 },
  { window: {}, factor: 0.5, top: 1000 },
  { window: {}, factor: 2, top: 1 },
  { window: earlyWindow, factor: 1, top: 1000 },
];

/** Where the values of a filter stand in the data, by its role. */
const valuesIn: Readonly<Partial<Record<QuestionParameter['role'], string>>> = {
  workspace: 'select workspace_name from system.access.workspaces_latest',
  job: 'select name from system.lakeflow.jobs',
  warehouse: 'select warehouse_id from system.compute.warehouses',
  table: `select concat_ws('.', table_catalog, table_schema, table_name) from system.information_schema.tables
    union all select table_schema from system.information_schema.tables`,
  user: 'select user_identity.email from system.access.audit',
  owner: `select identity_metadata.run_as from system.billing.usage
    union all select table_owner from system.information_schema.tables`,
  team: "select custom_tags['team'] from system.billing.usage",
};

function changed(parameter: QuestionParameter, usual: string, change: Change): string {
  const moved = change.window[parameter.role]?.[parameter.type];
  if (moved !== undefined) return moved;
  if (parameter.role === 'top_n') return String(Math.min(change.top, parameter.max ?? change.top));
  if (parameter.role === 'threshold') return String(Number(usual) * change.factor);
  return parameter.role === 'tag' ? 'no_such_tag' : usual;
}

const isOther = (one: Case, two: Case): boolean =>
  JSON.stringify(one.answer.rows) !== JSON.stringify(two.answer.rows);

/** The first case with rows that are others than those of `usual`, or else with none of them. */
async function firstOther(
  usual: Case,
  candidates: Iterable<() => Promise<Case>>,
): Promise<Case | null> {
  let without: Case | null = null;
  for (const candidate of candidates) {
    const tried = await candidate();
    if (!isOther(tried, usual)) continue;
    if (tried.answer.rowCount > 0) return tried;
    without ??= tried;
  }
  return without;
}

/** Asks each question of one data set with the header's defaults and once with everything else. */
export type Caser = (question: CertifiedQuestion) => Promise<QuestionCases>;

/**
 * Reads the values that filters may take.
 *
 * Effect: reads the data, now and at each call.
 *
 * @param nowMs The clock at which the data ends, epoch milliseconds.
 */
export async function createCaser(engine: SqlEngine, nowMs: number): Promise<Caser> {
  const known = new Map<string, readonly string[]>();
  for (const [role, sql] of Object.entries(valuesIn)) {
    const all = await engine.run(`select distinct * from (${sql}) t(v) order by v`, [], nowMs);
    known.set(
      role,
      all.rows.flatMap(([value]) => value ?? []),
    );
  }
  const ask = async (question: CertifiedQuestion, values: Values): Promise<Case> => {
    const parameters = Object.entries(question.parameters).map(([name, { type }]) => ({
      name,
      type,
      value: values[name] ?? '',
    }));
    return { question, values, answer: await engine.run(question.sql, parameters, nowMs) };
  };
  const valuesBy = (
    question: CertifiedQuestion,
    value: (of: QuestionParameter) => string,
  ): Values =>
    Object.fromEntries(
      Object.entries(question.parameters).map(([name, parameter]) => [name, value(parameter)]),
    );
  const usual = (parameter: QuestionParameter) => defaultValue(parameter, nowMs);
  return async (question) => {
    const defaults = await ask(question, valuesBy(question, usual));
    const others = changes.map(
      (change) => () =>
        ask(
          question,
          valuesBy(question, (of) => changed(of, usual(of), change)),
        ),
    );
    let other = (await firstOther(defaults, others)) ?? defaults;
    const unused: string[] = [];
    for (const [name, parameter] of Object.entries(question.parameters)) {
      if (parameter.default !== 'ALL') continue;
      // Nothing can be narrowed in no rows.
      const before: Case = other.answer.rowCount > 0 ? other : defaults;
      const candidates = (known.get(parameter.role) ?? []).map(
        (value) => () => ask(question, { ...before.values, [name]: value }),
      );
      const found = await firstOther(before, candidates);
      if (found === null) unused.push(name);
      else other = found;
    }
    return { defaults, other, unused };
  };
}
