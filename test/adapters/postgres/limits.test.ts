import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createNotifications } from '../../../adapters/postgres/notifications.ts';
import { append } from '../../../adapters/postgres/events.ts';
import { createInvestigationStore } from '../../../adapters/postgres/investigation-store.ts';
import { lockInvestigation } from '../../../adapters/postgres/lock.ts';
import type { ConnectionLimits } from '../../../adapters/postgres/connection.ts';
import { createPool, query, transaction } from '../../../adapters/postgres/pool.ts';

import { startTcpProxy } from '../../support/tcp-proxy.ts';
import { codeOf, openBench } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

/** Short enough to wait for; each test shortens the one that it is about. */
const limits: ConnectionLimits = {
  connectMs: 500,
  lockMs: 20_000,
  statementMs: 20_000,
  idleInTransactionMs: 20_000,
  answerMs: 20_000,
  aliveCheckMs: 100,
};

const down = 'dependency.down';

async function tookMs(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

describe('a server that has stopped answering, with its connections left open,', () => {
  it('fails the statement within its limit, and the next one gets a new connection', async () => {
    await using proxy = await startTcpProxy(bench.url);
    const pool = createPool(proxy.url, 1, { ...limits, answerMs: 300 });
    await query(pool, 'select 1');
    proxy.freeze();
    expect(await codeOf(query(pool, 'select 1'))).toBe(down);
    proxy.thaw();
    expect(await query(pool, 'select 1 as one')).toEqual([{ one: 1 }]);
    await pool.end();
  });

  it('costs the time of one statement, however many connections are idle', async () => {
    await using proxy = await startTcpProxy(bench.url);
    const pool = createPool(proxy.url, 4, { ...limits, answerMs: 500 });
    const pidOf = async (on: Parameters<typeof query>[0]): Promise<number | undefined> =>
      (await query<{ pid: number }>(on, 'select pg_backend_pid() as pid'))[0]?.pid;
    const clients = await Promise.all([1, 2, 3, 4].map(() => pool.connect()));
    const before = await Promise.all(clients.map(pidOf));
    for (const client of clients) client.release();
    expect(new Set(before).size).toBe(4);
    proxy.freeze();
    expect(await codeOf(query(pool, 'select 1'))).toBe(down);
    proxy.thaw();
    // None of those that were idle beside it is asked again.
    expect(before).not.toContain(await pidOf(pool));
    await pool.end();
  });

  it('fails a transaction once its statement has failed, without waiting for a rollback', async () => {
    await using proxy = await startTcpProxy(bench.url);
    const pool = createPool(proxy.url, 1, { ...limits, answerMs: 500 });
    await query(pool, 'select 1');
    const ms = await tookMs(async () => {
      const failed = transaction(pool, async (client) => {
        await client.query('select 1');
        proxy.freeze();
        await client.query('select 1');
      });
      expect(await codeOf(failed)).toBe(down);
    });
    expect(ms).toBeLessThan(950);
    proxy.thaw();
    expect(await codeOf(transaction(pool, (client) => client.query('select 1')))).toBeNull();
    await pool.end();
  });

  it('fails who connects', async () => {
    await using proxy = await startTcpProxy(bench.url);
    proxy.freeze();
    const pool = createPool(proxy.url, 1, { ...limits, connectMs: 200 });
    expect(await codeOf(query(pool, 'select 1'))).toBe(down);
    await pool.end();
  });

  it('is noticed by the connection that listens, which then listens anew', async () => {
    await using proxy = await startTcpProxy(bench.url);
    const ref = await bench.investigate();
    const notifications = createNotifications(proxy.url, 'investigation_events', {
      ...limits,
      answerMs: 300,
    });
    let calls = 0;
    notifications.listen(ref.id, () => {
      calls += 1;
    });
    await vi.waitFor(() => expect(calls).toBe(1));
    proxy.freeze();
    const key = 'while frozen';
    await transaction(bench.pool, (client) =>
      append(client, ref, [{ key, type: 'steered', payload: { action: { action: 'answerNow' } } }]),
    );
    proxy.thaw();
    await vi.waitFor(() => expect(calls).toBe(2), { timeout: 5_000 });
    await notifications.close();
  });

  it('does not keep the listening connection from closing', async () => {
    await using proxy = await startTcpProxy(bench.url);
    const notifications = createNotifications(proxy.url, 'investigation_events', limits);
    const ref = await bench.investigate();
    const heard = Promise.withResolvers<void>();
    notifications.listen(ref.id, heard.resolve);
    await heard.promise;
    proxy.freeze();
    expect(await tookMs(() => notifications.close())).toBeLessThan(1_000);
  });
});

describe('a server that answers, but not in time,', () => {
  it('ends a statement that takes too long', async () => {
    const pool = createPool(bench.url, 1, { ...limits, statementMs: 200 });
    expect(await codeOf(query(pool, 'select pg_sleep(10)'))).toBe(down);
    await pool.end();
  });

  it('ends the wait for a row that another transaction holds', async () => {
    const ref = await bench.investigate();
    const pool = createPool(bench.url, 1, { ...limits, lockMs: 200 });
    await transaction(bench.pool, async (client) => {
      await lockInvestigation(client, ref);
      const store = createInvestigationStore(pool, 1);
      expect(await codeOf(store.requestCancel(ref))).toBe(down);
    });
    expect(await bench.store.requestCancel(ref)).toBe(true);
    await pool.end();
  });

  it('ends a transaction that nobody goes on with, and its locks', async () => {
    const ref = await bench.investigate();
    const pool = createPool(bench.url, 1, { ...limits, idleInTransactionMs: 200 });
    const abandoned = transaction(pool, async (client) => {
      await lockInvestigation(client, ref);
      // Longer than the limit; what stands is seen by another connection.
      await vi.waitFor(async () => {
        const free = await bench.rows(
          'select 1 from investigations where id = $1 for update skip locked',
          [ref.id],
        );
        expect(free).toHaveLength(1);
      });
      await client.query('select 1');
    });
    expect(await codeOf(abandoned)).toBe(down);
    expect(await codeOf(query(pool, 'select 1'))).toBeNull();
    await pool.end();
  });
});

describe('a server that takes no writes', () => {
  it('is down for who writes, until it takes them again', async () => {
    const ref = await bench.investigate();
    const pool = createPool(bench.url, 1, limits);
    const store = createInvestigationStore(pool, 1);
    const name = new URL(bench.url).pathname.slice(1);
    await bench.rows(`alter database ${name} set default_transaction_read_only = on`);
    expect(await codeOf(store.requestCancel(ref))).toBe(down);
    expect(await codeOf(store.setVisibility(ref, 'private'))).toBe(down);
    await transaction(bench.pool, async (client) => {
      await client.query('set local transaction_read_only = off');
      await client.query(`alter database ${name} reset default_transaction_read_only`);
    });
    // The connection that was read-only is not used again.
    expect(await codeOf(store.requestCancel(ref))).toBeNull();
    await pool.end();
  });
});

describe('a statement that comes again', () => {
  it.each([
    [true, 1],
    [false, 0],
  ])(
    'is kept parsed by the server, or not where a pooler could lose it: %s',
    async (kept, count) => {
      const pool = createPool(bench.url, 1, undefined, kept);
      for (const n of [1, 2]) await query(pool, 'select $1::int as n', [n]);
      const found = await query(
        pool,
        `select name from pg_prepared_statements where statement = 'select $1::int as n'`,
      );
      expect(found).toHaveLength(count);
      await pool.end();
    },
  );
});

describe('what the server says', () => {
  const table = [
    ['08006', down],
    ['25006', down],
    ['25P03', down],
    ['40001', down],
    ['40P01', down],
    ['53100', down],
    ['53300', down],
    ['55P03', down],
    ['57014', down],
    ['57P01', down],
    ['57P03', down],
    ['58030', down],
    ['HM404', 'input.not_found'],
    ['HM001', 'input.conflict'],
    ['HM002', 'input.conflict'],
  ] as const;
  it.each(table)('as %s is %s', async (sqlState, code) => {
    const failed = transaction(bench.pool, (client) =>
      client.query(`do $$ begin raise exception 'x' using errcode = '${sqlState}'; end $$`),
    );
    expect(await codeOf(failed)).toBe(code);
  });

  it('of a mistake of ours stays what it is', async () => {
    await expect(query(bench.pool, 'select nothing')).rejects.toThrow('column "nothing"');
  });
});
