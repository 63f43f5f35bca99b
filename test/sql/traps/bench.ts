import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTables } from '../../../local/data/build.ts';
import type { TableName } from '../../../local/data/schema.ts';
import type { Row } from '../../../local/data/world.ts';
import { defaultValue } from '../../../sql/default-value.ts';
import { openEngine, type SqlParameter } from '../../../local/workspace/sql/engine.ts';
import { loadCatalogue } from '../../../sql/catalogue.ts';

type Cells = Readonly<Record<string, string | null>>[];

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const { questions, checks } = loadCatalogue();

export type TrapBench = {
  /** Runs a certified question or check on the fixture; what is not given takes its default. */
  readonly certified: (id: string, given?: Readonly<Record<string, string>>) => Promise<Cells>;
  /** Runs the statement that somebody in a hurry would write. */
  readonly naive: (sql: string) => Promise<Cells>;
};

export type Fixture = Readonly<Partial<Record<TableName, readonly Row[]>>>;
type Read = (sql: string, parameters: readonly SqlParameter[], nowMs: number) => Promise<Cells>;

/**
 * What `open` makes of the system tables with the rows of a fixture and no others.
 *
 * Effect: makes a data file, and removes it when it was opened.
 */
export async function withFixture<T>(
  fixture: Fixture,
  open: (file: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'health-monitor-trap-'));
  const file = join(folder, 'fixture.duckdb');
  const rows = new Map(Object.entries(fixture).map(([table, all]) => [table as TableName, all]));
  await writeTables(file, rows, () => {});
  try {
    return await open(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A bench whose statements `read` runs. */
export function benchOver(read: Read): TrapBench {
  return {
    naive: (sql) => read(sql, [], nowMs),
    certified: (id, given = {}) => {
      const question = [...questions, ...checks].find((candidate) => candidate.id === id);
      if (question === undefined) throw new Error(`no question ${id}`);
      const parameters = Object.entries(question.parameters).map(([name, parameter]) => ({
        name,
        type: parameter.type,
        value: given[name] ?? defaultValue(parameter, nowMs),
      }));
      return read(question.sql, parameters, nowMs);
    },
  };
}

/** The local workspace's engine over a fixture. Effect: makes a data file and opens it. */
export async function trapBench(fixture: Fixture): Promise<TrapBench> {
  const engine = await withFixture(fixture, openEngine);
  return benchOver(async (sql, parameters, atMs) => {
    const answer = await engine.run(sql, parameters, atMs);
    return answer.rows.map((row) =>
      Object.fromEntries(answer.columns.map(({ name }, index) => [name, row[index] ?? null])),
    );
  });
}
