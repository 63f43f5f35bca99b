import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDeltaMemory } from '../../../adapters/databricks-sql/memory.ts';
import { createSqlDriver } from '../../../adapters/databricks-sql/driver.ts';
import { warehouseId } from '../../../local/workspace/warehouses/store.ts';
import { createClient } from '../../local/workspace/client.ts';
import { connectDriver } from '../../local/workspace/thrift/warehouse.ts';
import { driverOf, openDeltaBench, tables } from './bench.ts';
import type { DeltaBench } from './bench.ts';

let bench: DeltaBench;
beforeAll(async () => {
  bench = await openDeltaBench();
}, 60_000);
afterEach(() => bench.faults());
afterAll(() => bench[Symbol.asyncDispose]());

const onWarehouse = { path: '/sql/1.0/warehouses' };
const of = (content: string) => ({ match: { content } });

/** A way to the warehouse with one thing changed. */
function driverWith(changed: { token?: string; ca?: string | null; warehouseId?: string }) {
  const { sql, token } = bench.workspace;
  const { hostname, port } = new URL(sql?.url ?? '');
  const ca = changed.ca === undefined ? (sql?.authority ?? null) : changed.ca;
  const given = { host: hostname, port: Number(port), warehouseId, ca };
  return createSqlDriver(
    {
      ...given,
      ...(changed.warehouseId === undefined ? {} : { warehouseId: changed.warehouseId }),
    },
    () => Promise.resolve({ authorization: `Bearer ${changed.token ?? token}` }),
  );
}

const select = `select user_id from main.health_monitor.long_term`;

describe('a statement on a warehouse', () => {
  it('opens its session again when that has expired', async () => {
    await bench.faults({ times: 1, ...of('long_term'), fault: { kind: 'sessionExpired' } });
    expect(await bench.driver.query(select)).toEqual([]);
  });

  it('takes a new token when the workspace refuses the one it has', async () => {
    let renewed = 0;
    const { sql, token } = bench.workspace;
    const { hostname, port } = new URL(sql?.url ?? '');
    const driver = createSqlDriver(
      { host: hostname, port: Number(port), warehouseId, ca: sql?.authority ?? null },
      (options) => {
        if (options?.renew) renewed += 1;
        return Promise.resolve({ authorization: `Bearer ${token}` });
      },
    );
    await bench.faults({ times: 1, match: onWarehouse, fault: { kind: 'status', status: 401 } });
    expect(await driver.query(select)).toEqual([]);
    await bench.faults({ times: 1, match: onWarehouse, fault: { kind: 'status', status: 401 } });
    expect(await driver.query(select)).toEqual([]);
    expect(renewed).toBe(2);
    await driver.close();
  });

  it('starts a warehouse that is stopped and waits for it, for as long as it may', async () => {
    const { post } = createClient(bench.workspace);
    const stop = () => post(`/api/2.0/sql/warehouses/${warehouseId}/stop`, {});
    let started = 0;
    const driver = driverOf(bench.workspace, async () => {
      started += 1;
      await post(`/api/2.0/sql/warehouses/${warehouseId}/start`, {});
    });
    await stop();
    await expect(driver.query(select, {}, 300)).rejects.toMatchObject({ code: 'upstream.down' });
    expect(await driver.query(select)).toEqual([]);
    await stop();
    // The session is open already.
    expect(await driver.query(select)).toEqual([]);
    expect(started).toBeGreaterThanOrEqual(2);
    await driver.close();
  });

  it('gives up at its limit, and is none of the next one', async () => {
    await bench.faults({ match: onWarehouse, fault: { kind: 'hang' } });
    const asked = Date.now();
    await expect(bench.driver.query(select, {}, 200)).rejects.toMatchObject({
      code: 'upstream.down',
      message: expect.stringContaining('200 ms'),
    });
    expect(Date.now() - asked).toBeLessThan(2_000);
    await bench.faults();
    expect(await bench.driver.query(select)).toEqual([]);
  });

  it.each([
    ['a warehouse that there is not', { warehouseId: 'none' }, 'upstream.rejected', 'WAREHOUSE_ID'],
    ['a token of nobody', { token: 'dapi-none' }, 'auth.denied', 'CAN USE'],
    ['an authority that nobody named', { ca: null }, 'upstream.rejected', 'SQL_CA_FILE'],
  ])('is refused with %s, and told what to do', async (_, changed, code, words) => {
    const driver = driverWith(changed);
    const refused = { code, message: expect.stringContaining(words) };
    await expect(driver.query(select)).rejects.toMatchObject(refused);
    await driver.close();
  });

  it.each([
    [{ kind: 'reset' }, 'upstream.down'],
    [{ kind: 'status', status: 429, retryAfterSeconds: 1 }, 'upstream.limited'],
    [{ kind: 'status', status: 500 }, 'upstream.down'],
    [{ kind: 'loginPage' }, 'upstream.down'],
    [{ kind: 'truncatedJson' }, 'upstream.down'],
  ])('that meets %o fails as %s', async (fault, code) => {
    await bench.faults({ match: onWarehouse, fault });
    await expect(bench.driver.query(select, {}, 1_000)).rejects.toMatchObject({ code });
  });
});

describe('a table of memory', () => {
  const memoryOn = (longTerm: string, token?: string) => {
    const driver = driverWith(token === undefined ? {} : { token });
    return { driver, memory: createDeltaMemory(driver, { ...tables, longTerm }) };
  };

  it('that is missing is told with the command that makes it', async () => {
    const { driver, memory } = memoryOn('main.health_monitor.nothing');
    await expect(memory.long.read('ann')).rejects.toMatchObject({
      code: 'upstream.rejected',
      message: expect.stringContaining('npm run migrate'),
    });
    expect((await memory.known('ann', null)).unavailable).toContain('npm run migrate');
    await driver.close();
  });

  it('with other columns is told as that', async () => {
    await bench.driver.run('create table main.default.other (user_id string) using delta');
    const { driver, memory } = memoryOn('main.default.other');
    await expect(memory.long.change('ann', (one) => one)).rejects.toMatchObject({
      code: 'upstream.rejected',
      message: expect.stringContaining('sql/databricks'),
    });
    await driver.close();
  });

  it('without a grant is told with the grant', async () => {
    const { driver, memory } = memoryOn(tables.longTerm, `${bench.workspace.token}-analyst`);
    await expect(memory.long.read('ann')).rejects.toMatchObject({
      code: 'auth.denied',
      message: expect.stringContaining('Grant SELECT and MODIFY'),
    });
    await driver.close();
  });

  it('with what somebody else wrote into it has what can be read of it', async () => {
    const insert = `insert into main.health_monitor.long_term (user_id, preferences, frequent_queries, created_at, updated_at)
      select 'odd', from_json('{"role": "manager", "costThresholdUsd": null, "timeZone": "{\\\\"value\\\\": 1"}', 'map<string,string>'),
        from_json('["not json", null]', 'array<string>'), current_timestamp(), current_timestamp() from main.default.one`;
    await bench.driver.run('create table main.default.one (n int) using delta');
    const other = await connectDriver(bench.workspace);
    await other.rows('insert into main.default.one values (1)');
    await other.rows(insert);
    await other.close();
    expect(await bench.memory.preferences('odd')).toEqual([]);
    await bench.memory.setPreferences('odd', { role: 'analyst' });
    expect(await bench.memory.preferences('odd')).toMatchObject([{ value: 'analyst' }]);
  });
});
