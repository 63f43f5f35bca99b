import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { buildData } from '../../local/data/build.ts';
import { composeQuery } from '../../local/workspace/genie/understanding/compose.ts';
import { openEngine, type SqlEngine, type SqlRows } from '../../local/workspace/sql/engine.ts';
import { defaultValue } from '../../sql/default-value.ts';
import { parts, readingOf } from '../local/workspace/genie/understanding/composed-parts.ts';
import { sharedCache } from '../local/data/cache.ts';
import { askSpark, type SparkAnswer } from './ask.ts';
import { differences } from './differences.ts';
import { exportTables } from './export.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const zones = ['UTC', 'America/New_York'];
const spark = inject('spark');

type Composed = {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly answer: SqlRows;
};

async function askedOf(engine: SqlEngine, [id, , over]: (typeof parts)[number]): Promise<Composed> {
  const { sql, parameters } = composeQuery(readingOf(id, over), { thresholds: [], without: [] });
  const given = Object.entries(parameters).map(([name, parameter]) => ({
    name,
    type: parameter.type,
    value: defaultValue(parameter, nowMs),
  }));
  const answer = await engine.run(sql, given, nowMs);
  return {
    // Spark has another clock than the data.
    sql: sql.replaceAll(
      'current_timestamp()',
      `cast('${new Date(nowMs).toISOString()}' as timestamp)`,
    ),
    parameters: Object.fromEntries(given.map(({ name, value }) => [name, value])),
    answer,
  };
}

/** What DuckDB's columns are is what Spark's must be. */
const declared = ({ columns }: SqlRows) =>
  Object.fromEntries(columns.map(({ name, type_text: type }) => [name, { type }]));

describe.skipIf('missing' in spark)('composed SQL on Apache Spark', () => {
  let folder: string;
  let composed: readonly Composed[] = [];
  let answers: Readonly<Record<string, readonly SparkAnswer[]>> = {};

  beforeAll(async () => {
    if ('missing' in spark) return;
    folder = await mkdtemp(join(tmpdir(), 'health-monitor-spark-'));
    const { file } = await buildData({ cacheDir: await sharedCache(), seed: 1, nowMs, days: 30 });
    const engine = await openEngine(file);
    composed = await Promise.all(parts.map((part) => askedOf(engine, part)));
    engine.close();
    const tables = await exportTables(file, join(folder, 'tables'));
    answers = await askSpark(spark, { zones, sets: [{ tables, statements: composed }] }, folder);
  }, 960_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  describe.each(zones)('in session time zone %s', (zone) => {
    test.each(parts.map(([id, what], index) => [id, what, index] as const))(
      '%s %s gives the rows that DuckDB gives',
      (_, __, index) => {
        const one = composed[index];
        if (one === undefined) throw new Error('it was not asked');
        const asked = { question: { columns: declared(one.answer) }, answer: one.answer };
        expect(differences(asked, answers[zone]?.[index])).toEqual([]);
      },
    );
  });
});
