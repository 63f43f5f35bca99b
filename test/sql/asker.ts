import { readFile } from 'node:fs/promises';
import { buildData } from '../../local/data/build.ts';
import type { IncidentTruth, Ledger, Truth } from '../../local/data/truth.ts';
import { defaultValue } from '../../sql/default-value.ts';
import { openEngine } from '../../local/workspace/sql/engine.ts';
import { type CertifiedQuestion, loadCatalogue } from '../../sql/catalogue.ts';
import { sharedCache } from '../local/data/cache.ts';
import { type Answer, from, type Given, to } from './ledger.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');

/** The window that most checks look at, as every kind of parameter. */
export const week = {
  from_date: from,
  to_date: to,
  from_time: `${from}T00:00:00.000Z`,
  to_time: `${to}T00:00:00.000Z`,
  top_n: '1000',
};

/** All of the data: some things do not happen every week. */
export const month = {
  ...week,
  from_date: '2026-10-19',
  from_time: '2026-10-19T00:00:00.000Z',
};

type Asked = Pick<CertifiedQuestion, 'sql' | 'parameters'>;

export type Asker = {
  readonly ledger: Ledger;
  readonly incidents: readonly IncidentTruth[];
  /** Runs a certified question or check; what is not given takes its default. */
  readonly ask: (id: string, given: Given) => Promise<{ rows: Answer; columns: string[] }>;
  /** Runs any statement with the header's parameters; what is not given takes its default. */
  readonly run: (question: Asked, given: Given) => Promise<{ rows: Answer; columns: string[] }>;
  readonly close: () => void;
};

/** Data of one seed that certified questions can be asked of, and the generator's ledger of it. */
export async function createAsker(seed: number): Promise<Asker> {
  const cacheDir = await sharedCache();
  const { file, truthFile } = await buildData({ cacheDir, seed, nowMs, days: 30 });
  const truth = JSON.parse(await readFile(truthFile, 'utf8')) as Truth;
  const engine = await openEngine(file);
  const { questions, checks } = loadCatalogue();
  const run: Asker['run'] = async (question, given) => {
    const parameters = Object.entries(question.parameters).map(([name, parameter]) => ({
      name,
      type: parameter.type,
      value: given[name] ?? defaultValue(parameter, nowMs),
    }));
    const { columns, rows } = await engine.run(question.sql, parameters, nowMs);
    const named = (row: readonly (string | null)[]) =>
      Object.fromEntries(columns.map((column, index) => [column.name, row[index] ?? null]));
    return {
      columns: columns.map((column) => `${column.name} ${column.type_text}`),
      rows: rows.map(named),
    };
  };
  const ask: Asker['ask'] = async (id, given) => {
    const question = [...questions, ...checks].find((candidate) => candidate.id === id);
    if (question === undefined) throw new Error(`no question ${id}`);
    return run(question, given);
  };
  return { ledger: truth.ledger, incidents: truth.incidents, ask, run, close: engine.close };
}
