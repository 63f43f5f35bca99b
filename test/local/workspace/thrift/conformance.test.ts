import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Workspace } from '../../../../local/workspace/workspace.ts';
import { createClient } from '../client.ts';
import { connectDriver, type Driver, openWarehouse } from './warehouse.ts';

let workspace: Workspace;
let driver: Driver;
let control: ReturnType<typeof createClient>['control'];

beforeAll(async () => {
  workspace = await openWarehouse();
  driver = await connectDriver(workspace);
  ({ control } = createClient(workspace));
  await workspace.ready;
}, 60_000);
afterEach(() => control('DELETE', '/faults'));
afterAll(async () => {
  await driver.close();
  await workspace.close();
});

const put = (...rules: unknown[]) => control('PUT', '/faults', rules);
const create = (name: string, columns: string) =>
  driver.rows(`create table ${name} (${columns}) using delta`);

describe('a table of the SQL driver', () => {
  test('has maps, arrays of structs, quotes, null and times as they were written', async () => {
    await driver.rows(`create table if not exists main.default.all_types (
        id bigint not null comment 'a key, of the row', tags map<string, string>,
        found array<struct<timestamp: timestamp, text: string>>, price decimal(20, 4), at timestamp,
        constraint pk primary key (id)
      ) using delta cluster by (id) tblproperties ('delta.enableChangeDataFeed' = 'true')`);
    const rows = JSON.stringify([
      {
        id: '9007199254740991',
        tags: { "it's": 'a "quoted" \\ 表', none: null },
        found: [{ timestamp: '2026-01-01T00:00:00.123Z', text: null }],
        price: '0.1000',
      },
    ]);
    await driver.rows(
      `insert into main.default.all_types
        select r.id, r.tags, r.found, r.price, timestamp_millis(:at) from (select explode(from_json(:rows,
          'array<struct<id: bigint, tags: map<string, string>, found: array<struct<timestamp: timestamp, text: string>>, price: decimal(20,4)>>')) as r)`,
      { rows, at: 1_767_225_600_123 },
    );
    expect(
      await driver.rows('select *, to_json(tags) as json from main.default.all_types'),
    ).toEqual([
      {
        id: 9007199254740991,
        tags: { "it's": 'a "quoted" \\ 表', none: null },
        found: [{ timestamp: '2026-01-01T00:00:00.123Z', text: null }],
        price: 0.1,
        at: '2026-01-01 00:00:00.123',
        json: JSON.stringify({ "it's": 'a "quoted" \\ 表', none: null }),
      },
    ]);
  });

  test('is merged into once, and tells how many rows it touched', async () => {
    await create('main.default.merged', 'id string, n int');
    const merge = (id: string) =>
      driver.rows(
        `merge into main.default.merged as t using (select :id as id) as s on t.id = s.id
          when matched then update set n = t.n + 1 when not matched then insert (id, n) values (s.id, 0)`,
        { id },
      );
    const counts = { num_affected_rows: 1, num_deleted_rows: 0 };
    expect(await merge('a')).toMatchObject([{ ...counts, num_inserted_rows: 1 }]);
    expect(await merge('a')).toMatchObject([{ ...counts, num_updated_rows: 1 }]);
    expect(await driver.rows('select * from main.default.merged')).toEqual([{ id: 'a', n: 1 }]);
    expect(
      await driver.rows('delete from main.default.merged where id = :id', { id: 'a' }),
    ).toEqual([{ num_affected_rows: 1 }]);
  });

  test('refuses the later of two writers, and neither of two that only add', async () => {
    await create('main.default.contended', 'id string, n int');
    await driver.rows("insert into main.default.contended values ('a', 0)");
    await put({ match: { content: 'contended' }, fault: { kind: 'slow', ms: 80 } });
    const update = () => driver.rows("update main.default.contended set n = n + 1 where id = 'a'");
    const insert = () => driver.rows("insert into main.default.contended values ('b', 0)");
    const ends = await Promise.allSettled([update(), update()]);
    const refused = ends.filter((end) => end.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(String(refused[0]?.reason)).toMatch(/\[DELTA_CONCURRENT_APPEND/);
    expect(await Promise.all([insert(), insert()])).toHaveLength(2);
    expect(await driver.rows('select sum(n) as n from main.default.contended')).toEqual([{ n: 1 }]);
  });

  test('refuses the later of two that add the same row, each of which saw none', async () => {
    await create('main.default.raced', 'id string');
    await put({ match: { content: 'raced' }, fault: { kind: 'slow', ms: 80 } });
    const merge = () =>
      driver.rows(
        "merge into main.default.raced as t using (select 'a' as id) as s on t.id = s.id when not matched then insert (id) values (s.id)",
      );
    const ends = await Promise.allSettled([merge(), merge()]);
    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await driver.rows('select * from main.default.raced')).toEqual([{ id: 'a' }]);
  });

  test.each([
    ['select * from main.default.missing', 'TABLE_OR_VIEW_NOT_FOUND'],
    ['create table main.nowhere.t (id string) using delta', 'SCHEMA_NOT_FOUND'],
    ['select nothing from main.default.refusing', 'UNRESOLVED_COLUMN'],
    ['insert into main.default.refusing (n) values (1)', 'DELTA_NOT_NULL_CONSTRAINT_VIOLATED'],
    ['create table main.default.refusing (id string) using delta', 'ALREADY_EXISTS'],
    ['select * from main.default.refusing where id = :unbound', 'UNBOUND_SQL_PARAMETER'],
    ['create table main.default.t2 (id nothing) using delta', 'PARSE_SYNTAX_ERROR'],
    ['vacuum', 'PARSE_SYNTAX_ERROR'],
  ])('refuses %s as %s', async (sql, name) => {
    await driver.rows(
      'create table if not exists main.default.refusing (id string not null, n int) using delta',
    );
    await expect(driver.rows(sql)).rejects.toThrow(name);
  });

  test('is closed to those without a grant, and of another schema than the system tables', async () => {
    await create('main.default.private', 'id string');
    const analyst = await connectDriver(workspace, { token: `${workspace.token}-analyst` });
    const read = analyst.rows('select * from main.default.private');
    await expect(read).rejects.toThrow('INSUFFICIENT_PERMISSIONS');
    const [row] = await analyst.rows('select count(*) as n from system.billing.usage');
    expect(Number((row as { n: unknown }).n)).toBeGreaterThan(0);
    await expect(analyst.rows('delete from system.billing.usage')).rejects.toThrow(
      'INSUFFICIENT_PERMISSIONS',
    );
    await analyst.close();
  });
});

describe('the connection of the SQL driver', () => {
  test('is refused by one who does not know its authority, and without a token of the workspace', async () => {
    await expect(connectDriver(workspace, { ca: null })).rejects.toThrow(
      /certificate|self.signed/i,
    );
    await expect(connectDriver(workspace, { token: 'dapi-wrong' })).rejects.toThrow('403');
    const outsider = connectDriver(workspace, { token: `${workspace.token}-no-warehouse` });
    await expect(outsider).rejects.toThrow('403');
  });

  test('has an end for a statement that takes too long, and for one that is cancelled', async () => {
    await create('main.default.slow', 'id string');
    await put({ match: { content: 'slow' }, fault: { kind: 'slow', ms: 60_000 } });
    const hurried = await connectDriver(workspace, { settings: { STATEMENT_TIMEOUT: '1' } });
    await expect(hurried.rows('select * from main.default.slow')).rejects.toMatchObject({
      errorCode: 'TIMEOUT',
    });
    await hurried.close();
    const operation = await driver.session.executeStatement('select * from main.default.slow');
    await operation.cancel();
    await expect(operation.fetchAll()).rejects.toMatchObject({ errorCode: 'CANCELED' });
  });

  test('ends with its session, after a quarter of an hour of the workspace or by a fault', async () => {
    await create('main.default.expiring', 'id string');
    const select = 'select * from main.default.expiring';
    const other = await connectDriver(workspace);
    await put({ times: 1, match: { content: 'expiring' }, fault: { kind: 'sessionExpired' } });
    await expect(other.rows(select)).rejects.toThrow('Invalid SessionHandle');
    const third = await connectDriver(workspace);
    await control('PUT', '/clock', { now: '2026-11-18T00:16:00Z' });
    await expect(third.rows(select)).rejects.toThrow('Invalid SessionHandle');
    driver = await connectDriver(workspace);
    expect(await driver.rows(select)).toEqual([]);
  });

  test('can break after the commit, and can be told any error', async () => {
    await create('main.default.lost', 'id string');
    const insert = "insert into main.default.lost values ('a')";
    await put({ times: 1, match: { content: 'lost' }, fault: { kind: 'commitThenReset' } });
    await expect(driver.rows(insert)).rejects.toThrow();
    expect(await driver.rows('select * from main.default.lost')).toEqual([{ id: 'a' }]);
    const fault = { kind: 'statementError', message: '[SOMETHING] else', sqlState: 'XX000' };
    await put({ times: 1, match: { content: 'lost' }, fault });
    await expect(driver.rows(insert)).rejects.toThrow('[SOMETHING] else');
  });

  test('waits outside while the warehouse starts', async () => {
    const cold = await openWarehouse({ warehouse: 'cold', warehouseStartMs: 100 });
    await expect(connectDriver(cold)).rejects.toThrow('503');
    await expect.poll(() => connectDriver(cold).then((one) => one.close())).toBeUndefined();
    await cold.close();
  });
});

test('a request that is none of the driver is refused as bad', async () => {
  const { status } = await createClient(workspace).post('/sql/1.0/warehouses/a1b2c3d4e5f60001', {});
  expect(status).toBe(400);
});

test('a workspace with a folder has its tables and its authority after a restart', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'workspace-'));
  const first = await openWarehouse({ stateDir });
  const before = await connectDriver(first);
  await before.rows('create table main.default.kept (id string) using delta');
  await before.rows("insert into main.default.kept values ('a')");
  await before.close();
  await first.close();
  const second = await openWarehouse({ stateDir });
  const after = await connectDriver({ sql: second.sql, token: second.token });
  expect(await after.rows('select * from main.default.kept')).toEqual([{ id: 'a' }]);
  expect(second.sql?.authority).toBe(first.sql?.authority);
  await after.close();
  await second.close();
  await rm(stateDir, { recursive: true });
});
