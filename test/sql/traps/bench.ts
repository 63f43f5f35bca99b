import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTables } from '../../../local/data/build.ts';
import type { TableName } from '../../../local/data/schema.ts';
import type { Row } from '../../../local/data/world.ts';
import { defaultValue } from '../../../local/workspace/genie/reading.ts';
import { openEngine, type SqlParameter } from '../../../local/workspace/sql/engine.ts';
import { loadCatalogue } from '../../../sql/catalogue.ts';

type Cells = Readonly<Record<string, string | null>>[];

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const { questions } = loadCatalogue();

export type TrapBench = {
  /** Runs a certified question on the fixture; what is not given takes its default. */
  readonly certified: (id: string, given?: Readonly<Record<string, string>>) => Promise<Cells>;
  /** Runs the statement that somebody in a hurry would write. */
  readonly naive: (sql: string) => Promise<Cells>;
};

/**
 * The system tables with the rows of a fixture and no others.
 *
 * Effect: makes a data file, reads it, and removes it from the folder at once.
 */
export async function trapBench(
  fixture: Readonly<Partial<Record<TableName, readonly Row[]>>>,
): Promise<TrapBench> {
  const folder = await mkdtemp(join(tmpdir(), 'health-monitor-trap-'));
  const file = join(folder, 'fixture.duckdb');
  const rows = new Map(Object.entries(fixture).map(([table, all]) => [table as TableName, all]));
  await writeTables(file, rows, () => {});
  const engine = await openEngine(file);
  await rm(folder, { recursive: true });
  const read = async (sql: string, parameters: readonly SqlParameter[]): Promise<Cells> => {
    const answer = await engine.run(sql, parameters, nowMs);
    return answer.rows.map((row) =>
      Object.fromEntries(answer.columns.map(({ name }, index) => [name, row[index] ?? null])),
    );
  };
  return {
    naive: (sql) => read(sql, []),
    certified: (id, given = {}) => {
      const question = questions.find((candidate) => candidate.id === id);
      if (question === undefined) throw new Error(`no question ${id}`);
      const parameters = Object.entries(question.parameters).map(([name, parameter]) => ({
        name,
        type: parameter.type,
        value: given[name] ?? defaultValue(parameter, nowMs),
      }));
      return read(question.sql, parameters);
    },
  };
}
