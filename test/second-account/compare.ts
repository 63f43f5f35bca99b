import type { SqlEngine, SqlParameter, SqlRows } from '../../local/workspace/sql/engine.ts';
import type { CertifiedQuestion } from '../../sql/catalogue.ts';
import type { Expectation } from './expected/ask.ts';
import type { Answer, Cell } from './tell.ts';

/** Filters that let everything pass. */
const everything: Expectation['with'] = {
  workspace: 'ALL',
  team: 'ALL',
  owner: 'ALL',
  job: 'ALL',
  warehouse: 'ALL',
  table: 'ALL',
  user_name: 'ALL',
  top_n: 1000,
};

/**
 * A value for each parameter of a question.
 *
 * @throws {Error} When a parameter has no value, or a value no parameter.
 */
export function parametersOf(
  question: CertifiedQuestion,
  values: Expectation['with'],
): SqlParameter[] {
  const unknown = Object.keys(values).filter((name) => !(name in question.parameters));
  if (unknown.length > 0) throw new Error(`${question.id} has no parameter ${unknown.join(', ')}`);
  return Object.entries(question.parameters).map(([name, { type }]) => {
    const value = values[name] ?? everything[name];
    if (value === undefined) throw new Error(`${question.id}: no value for ${name}`);
    return { name, type, value: String(value) };
  });
}

/** The cells of an answer in the types of the question's header; times are epoch milliseconds. */
export function readRows(question: CertifiedQuestion, { columns, rows }: SqlRows): Answer[] {
  const read = (name: string, text: string | null): Cell => {
    const type = question.columns[name]?.type ?? '';
    if (text === null) return null;
    if (type === 'TIMESTAMP') return Date.parse(text);
    if (type === 'BOOLEAN') return text === 'true';
    return /^(BIGINT|INT|DOUBLE|DECIMAL)/.test(type) ? Number(text) : text;
  };
  return rows.map((cells) =>
    Object.fromEntries(columns.map(({ name }, index) => [name, read(name, cells[index] ?? null)])),
  );
}

/** Money and shares are rounded on the way: numbers are equal up to a hundred thousandth. */
function isEqual(one: Cell | undefined, two: Cell | undefined): boolean {
  if (typeof one === 'number' && typeof two === 'number')
    return Math.abs(one - two) <= 1e-5 + 1e-6 * Math.abs(two);
  return (one ?? null) === (two ?? null);
}

/**
 * What an answer has in another way than is expected, one line each; empty when they agree. Rows are
 * paired by the expected keys, and only the expected columns are looked at. Pure.
 */
export function differences(
  question: CertifiedQuestion,
  actual: readonly Answer[],
  expected: readonly Answer[],
): string[] {
  const named = Object.keys(expected[0] ?? {});
  const keys = named.filter(
    (name) => question.rows.key.includes(name) && question.columns[name]?.type !== 'DOUBLE',
  );
  const unknown = named
    .filter((name) => !(name in question.columns))
    .map((name) => `${name}: no column`);
  if (unknown.length > 0) return unknown;
  const keyOf = (row: Answer) => JSON.stringify(keys.map((key) => row[key] ?? null));
  const left = actual.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const found: string[] = [];
  for (const row of expected) {
    const alike = left.filter((other) => keyOf(other) === keyOf(row));
    const pair =
      alike.find((other) => named.every((name) => isEqual(other[name], row[name]))) ?? alike[0];
    if (pair === undefined) {
      found.push(`missing: ${JSON.stringify(row)}`);
      continue;
    }
    left.splice(left.indexOf(pair), 1);
    const wrong = named.filter((name) => !isEqual(pair[name], row[name]));
    if (wrong.length > 0)
      found.push(
        `${keyOf(row)}: ${wrong.map((name) => `${name} is ${String(pair[name])}, expected ${String(row[name])}`).join('; ')}`,
      );
  }
  return [...found, ...left.map((row) => `not expected: ${JSON.stringify(row)}`)];
}

/** Columns that have no value in some row, although the header does not say that they may. Pure. */
export function nullsIn(question: CertifiedQuestion, answer: readonly Answer[]): string[] {
  const columns = Object.entries(question.columns).filter(([, { nullable }]) => nullable !== true);
  return columns
    .map(([name]) => name)
    .filter((name) => answer.some((row) => (row[name] ?? null) === null));
}

/** Effect: asks the engine. */
export async function answerOf(
  engine: SqlEngine,
  question: CertifiedQuestion,
  values: Expectation['with'],
  nowMs: number,
): Promise<Answer[]> {
  const parameters = parametersOf(question, values);
  return readRows(question, await engine.run(question.sql, parameters, nowMs));
}
