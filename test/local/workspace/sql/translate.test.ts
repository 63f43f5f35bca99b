import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildData } from '../../../../local/data/build.ts';
import {
  openEngine,
  type SqlEngine,
  type SqlFailure,
} from '../../../../local/workspace/sql/engine.ts';
import { toDuckDb } from '../../../../local/workspace/sql/translate.ts';

const nowMs = Date.parse('2026-11-18T06:00:00Z');

describe('the translation to DuckDB', () => {
  test.each([
    ['select * from system.billing.usage', 'select * from system_tables.billing.usage'],
    [
      'select * from system.information_schema.tables',
      'select * from system_tables.uc_information_schema.tables',
    ],
    ['select my_system.billing.usage, t.system.x', 'select my_system.billing.usage, t.system.x'],
    ['where a = :from_time and b = :top_n', 'where a = $from_time and b = $top_n'],
    ['select a::int', 'select a::int'],
    ['select `odd "name"`', 'select "odd ""name"""'],
    [
      "select ':x system.billing.usage' -- :y system.a.b",
      "select ':x system.billing.usage' -- :y system.a.b",
    ],
    ["select 'it\\'s'", "select 'it''s'"],
    ['select "a string"', "select 'a string'"],
    ['select current_timestamp()', "select cast('2026-11-18 06:00:00.000' as timestamp)"],
    ['select current_date()', "select cast('2026-11-18' as date)"],
    ["select a rlike 'b' and c not rlike 'd'", "select a ~ 'b' and c !~ 'd'"],
    ['select * except (a), b <=> c', 'select * exclude (a), b is not distinct from c'],
  ])('of %j is %j', (databricks, duckDb) => {
    expect(toDuckDb(databricks, { nowMs, user: '' })).toBe(duckDb);
  });
});

describe('a statement', () => {
  let engine: SqlEngine;
  let cacheDir: string;

  beforeAll(async () => {
    cacheDir = await mkdtemp(join(tmpdir(), 'health-monitor-sql-'));
    engine = await openEngine((await buildData({ cacheDir, seed: 3, nowMs, days: 2 })).file);
  });

  afterAll(async () => {
    engine.close();
    await rm(cacheDir, { recursive: true });
  });

  const cell = async (sql: string) => (await engine.run(`select ${sql}`, [], nowMs)).rows[0]?.[0];

  test.each([
    ['1', '1'],
    ['true', 'true'],
    ['cast(null as string)', null],
    ['cast(5 as double)', '5.0'],
    ['cast(333600000 as double)', '3.336E8'],
    ['cast(0.25 as double)', '0.25'],
    ['cast(0.00012 as double)', '1.2E-4'],
    ['cast(12.50 as decimal(20, 6))', '12.500000'],
    ['9007199254740993', '9007199254740993'],
    ["cast('2026-11-01T10:00:00Z' as timestamp)", '2026-11-01T10:00:00.000Z'],
    ["cast('2026-11-01T10:00:00+02:00' as timestamp)", '2026-11-01T08:00:00.000Z'],
    ["cast('2026-11-01' as date)", '2026-11-01'],
    ["datediff(cast('2026-11-08' as date), cast('2026-11-01' as date))", '7'],
    ["date_sub(cast('2026-11-08' as date), 7)", '2026-11-01'],
    ["unix_timestamp(cast('1970-01-02T00:00:00.9Z' as timestamp))", '86400'],
    ["dayofweek(cast('2026-11-15' as date))", '1'],
    ['try_divide(1, 0)', null],
    ["array_sort(collect_list(x)) from (values ('b'), (null), ('a')) t(x)", '["a","b"]'],
  ])('select %s gives %j', async (sql, expected) => {
    expect(await cell(sql)).toBe(expected);
  });

  test('sorts nulls first in ascending and last in descending order', async () => {
    const rows = async (order: string) =>
      (
        await engine.run(`select x from (values (1), (null)) t(x) order by x ${order}`, [], nowMs)
      ).rows.flat();
    expect([await rows('asc'), await rows('desc')]).toEqual([
      [null, '1'],
      ['1', null],
    ]);
  });

  test('returns at most 5,000 rows and marks the result as truncated', async () => {
    const all = await engine.run(
      'select a.event_id from system.access.audit a, range(0, 100)',
      [],
      nowMs,
    );
    expect([all.rowCount, all.rows.length, all.truncated]).toEqual([5000, 5000, true]);
  });

  const message = (sql: string) =>
    engine.run(sql, [], nowMs).then(
      () => 'no failure',
      (error: SqlFailure) => error.message,
    );

  test.each([
    ['select * from system.billing.nothing', /^\[TABLE_OR_VIEW_NOT_FOUND\].*42P01$/],
    ['select nothing from system.billing.usage', /^\[UNRESOLVED_COLUMN.WITH_SUGGESTION\].*42703$/],
    ['select from from', /^\[PARSE_SYNTAX_ERROR\]/],
  ])('%s fails with the error class of Databricks', async (sql, expected) => {
    expect(await message(sql)).toMatch(expected);
  });

  test.each([
    'delete from system.billing.usage',
    "copy system.billing.usage to 'stolen.csv'",
    "select * from read_csv('/etc/passwd')",
    "attach 'other.duckdb'",
    'set enable_external_access = true',
  ])('%s is refused', async (sql) => {
    expect(await message(sql)).not.toBe('no failure');
  });
});
