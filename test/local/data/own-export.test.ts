import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDataset, type Dataset } from '../../../local/workspace/dataset.ts';

let folder: string;
let dataset: Dataset | null;
const lines: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-export-'));
  lines.length = 0;
});
afterEach(async () => {
  dataset?.close();
  dataset = null;
  await rm(folder, { recursive: true, force: true });
});

/** Writes the result of a statement to a Parquet or CSV file. */
async function write(name: string, select: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`copy (${select}) to '${join(folder, name)}'`);
  connection.closeSync();
  instance.closeSync();
}

const isRead = (table: string, column: string): boolean =>
  table === 'billing.usage' && ['usage_quantity', 'usage_metadata', 'custom_tags'].includes(column);

async function load(nowMs: number | null = null): Promise<number> {
  const onProgress = (line: string) => lines.push(line);
  dataset = createDataset({
    cacheDir: folder,
    seed: 1,
    days: 1,
    ownData: folder,
    isRead,
    onProgress,
  });
  return dataset.load(nowMs);
}

async function ask(sql: string): Promise<readonly (readonly (string | null)[])[]> {
  const data = dataset?.current() ?? null;
  if (data === null) throw new Error('no data');
  return (await data.engine.run(sql, [], 0)).rows;
}

const usage = (quantity: string, metadata: string, tags: string) =>
  `select '1' as account_id, timestamp '2026-03-01 10:00:00' as usage_start_time, timestamp '2026-03-01 11:00:00' as usage_end_time,
   date '2026-03-01' as usage_date, ${quantity} as usage_quantity, ${metadata} as usage_metadata, ${tags} as custom_tags`;
const parquet = usage(
  "cast('1.5' as decimal(38, 18))",
  "{'job_id': '42', 'new_field': 'x'}",
  "map {'team': 'web'}",
);
const csv = usage("'1.5'", `'{"job_id": "42"}'`, `'{"team": "web"}'`);

describe("a user's own export", () => {
  test.each([
    ['system.billing.usage.parquet', parquet],
    ['billing.usage.csv', csv],
  ])('is read without copying: %s', async (name, select) => {
    await write(name, select);
    expect(new Date(await load()).toISOString()).toBe('2026-03-01T11:00:00.000Z');
    expect(
      await ask(
        "select usage_quantity, usage_metadata.job_id, custom_tags['team'], usage_metadata.warehouse_id, sku_name from system.billing.usage",
      ),
    ).toEqual([['1.500000', '42', 'web', null, null]]);
  });

  test.each([
    ['number', 'usage_quantity', "'1,5'", 'DECIMAL'],
    ['JSON', 'usage_metadata', `'{"job_id": '`, 'STRUCT'],
    ['time', 'usage_start_time', "'1 March'", 'TIMESTAMP'],
    ['day', 'usage_date', "'01.03.2026'", 'DATE'],
  ])(
    'with a cell after many rows that is no %s is refused with file, row and column',
    async (_, column, bad, type) => {
      const cell = `case when n = 250000 then ${bad} else cast(${column} as varchar) end`;
      await mkdir(join(folder, 'system.billing.usage'));
      await write('system.billing.usage/a.csv', csv);
      await write(
        'system.billing.usage/b.csv',
        `select * replace (${cell} as ${column}) from (${csv}), range(1, 300000) as numbers(n)`,
      );
      await expect(load()).rejects.toThrow(
        new RegExp(`\\n  [^\\n]*/b\\.csv, row 250000: column ${column} \\(${type}[^\\n]*$`),
      );
    },
  );

  test('of another type is refused when one of its values does not fit', async () => {
    const large = usage('case when n = 5000 then 1e30 else 1.5 end', "'{}'", "'{}'");
    await write('billing.usage.parquet', `${large} from range(1, 9000) as numbers(n)`);
    await expect(load()).rejects.toThrow(/parquet, row 5000: column usage_quantity \(DECIMAL/);
  });

  test('with a broken row far down is refused with its line', async () => {
    const file = join(folder, 'billing.usage.csv');
    await write('billing.usage.csv', `select * from (${csv}), range(1, 100000) as numbers(n)`);
    await appendFile(file, 'a,b\n');
    await expect(load()).rejects.toThrow(/billing\.usage\.csv[^\n]*Line: 100001/);
  });

  test('may be in a folder whose name is also a pattern', async () => {
    folder = join(folder, 'a[1]*? #');
    await mkdir(join(folder, 'billing.usage'), { recursive: true });
    await write('billing.usage/a.csv', csv);
    await load();
    expect(await ask('select count(*) from system.billing.usage')).toEqual([['1']]);
  });

  test('may have several part files; missing tables have no rows', async () => {
    await mkdir(join(folder, 'system.billing.usage'));
    await write('system.billing.usage/a.parquet', parquet);
    await write('system.billing.usage/b.parquet', parquet);
    await load();
    expect(await ask('select count(*) from system.billing.usage')).toEqual([['2']]);
    expect(await ask('select count(*) from system.access.audit')).toEqual([['0']]);
    expect(lines.join()).toContain('system.access.audit');
    expect(dataset?.current()?.truthFile).toBeNull();
  });

  test('gives statements no access to other files', async () => {
    await write('system.billing.usage.parquet', parquet);
    await load();
    await expect(ask("select * from read_csv('/etc/hosts')")).rejects.toThrow(/UNRESOLVED_ROUTINE/);
  });

  test('is refused with one message that lists all wrong columns and unreadable files', async () => {
    await write(
      'system.billing.usage.parquet',
      "select 'x' as usage_quantity, date '2026-03-01' as usage_date",
    );
    await write('system.query.history.parquet', "select 'soon' as start_time");
    await writeFile(join(folder, 'system.access.audit.parquet'), 'no parquet at all');
    const message = await load().then(
      () => '',
      (error: unknown) => String(error),
    );
    expect(message).toContain(folder);
    expect(message).toMatch(
      /billing\.usage\.parquet: system\.billing\.usage has no column custom_tags \(MAP/,
    );
    expect(message).toContain('usage_metadata');
    expect(message).toMatch(
      /query\.history\.parquet, row 1: column start_time \(TIMESTAMP\): .*soon/,
    );
    expect(message).toMatch(/access\.audit\.parquet: /);
    expect(dataset?.current()).toBeNull();
  });

  test('is refused when it contains no table', async () => {
    await expect(load()).rejects.toThrow(/The folder contains no system table/);
  });

  test('is refused when it begins after the clock', async () => {
    await write('system.billing.usage.parquet', parquet);
    await expect(load(Date.parse('2020-01-01T00:00:00Z'))).rejects.toThrow(
      /LOCAL_NOW\) 2020-01-01T00:00:00.000Z is before the data, which begins at 2026-03-01T11:00:00.000Z/,
    );
  });

  test('leaves the current data loaded when it cannot be opened', async () => {
    await write('system.billing.usage.parquet', parquet);
    await load();
    await expect(dataset?.load(0)).rejects.toThrow(/is before the data/);
    expect(await ask('select count(*) from system.billing.usage')).toEqual([['1']]);
  });
});
