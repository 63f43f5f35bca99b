import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { javaDouble } from '../../local/workspace/sql/cells.ts';
import { statementCases } from '../local/workspace/sql/statements.ts';
import { askSpark, type SparkAnswer } from './ask.ts';

const spark = inject('spark');
const asked = statementCases.filter((one) => one.onlyDatabricks !== true);

/** The type after the name, which may have spaces itself. */
const typeIn = (column: string): string =>
  / ((?:ARRAY|MAP|STRUCT)<.*|\S+)$/.exec(column)?.[1] ?? column;

describe.skipIf('missing' in spark)('the table of statements on Apache Spark', () => {
  let folder: string;
  let answers: readonly SparkAnswer[] = [];

  beforeAll(async () => {
    if ('missing' in spark) return;
    folder = await mkdtemp(join(tmpdir(), 'health-monitor-spark-'));
    const statements = asked.map(({ sql }) => ({ sql, parameters: {} }));
    answers =
      (await askSpark(spark, { zones: ['UTC'], sets: [{ tables: {}, statements }] }, folder))[
        'UTC'
      ] ?? [];
  }, 960_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(asked.map((one, index) => [one.sql, one, index] as const))('%s', (_, one, index) => {
    const given = answers[index];
    if (given === undefined) throw new Error('Spark gave no answer');
    if ('error' in one) {
      expect(given).toHaveProperty('error', expect.stringContaining(`[${one.error}]`));
      expect(given).toHaveProperty('error', expect.stringContaining(`SQLSTATE: ${one.state}`));
      return;
    }
    expect(given).not.toHaveProperty('error');
    if ('error' in given) return;
    expect(given.columns.map(typeIn)).toEqual(one.types);
    const rows = given.rows.map((row) =>
      row.map((cell) => (typeof cell === 'number' ? javaDouble(cell) : cell)),
    );
    expect(rows).toEqual(one.rows);
  });
});
