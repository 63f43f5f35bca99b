import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { append } from '../../../adapters/postgres/events.ts';
import { keepsSessions } from '../../../adapters/postgres/keeps-sessions.ts';
import { createNotifications } from '../../../adapters/postgres/notifications.ts';
import { createPool, query } from '../../../adapters/postgres/pool.ts';
import { neutralEnvironment } from '../../../config/index.ts';
import { pgbouncerPath, startPooler } from '../../support/pgbouncer.ts';
import { root } from '../../support/sources.ts';
import { openBench } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

it('PostgreSQL keeps the session of a connection', async () => {
  expect(await keepsSessions(bench.url)).toBe(true);
});

describe.skipIf(pgbouncerPath === null)(
  'behind PgBouncer (skipped where it is not installed)',
  () => {
    it('in session mode sessions are kept, with their time limits and notifications', async () => {
      await using pooler = await startPooler(bench.url, 'session');
      expect(await keepsSessions(pooler.url)).toBe(true);
      const pool = createPool(pooler.url, 2);
      const limits = `select current_setting('statement_timeout') as statement,
      current_setting('lock_timeout') as lock,
      current_setting('idle_in_transaction_session_timeout') as idle`;
      expect(await query(pool, limits)).toEqual([{ statement: '7s', lock: '5s', idle: '10s' }]);

      const ref = await bench.investigate();
      const heard = vi.fn();
      const notifications = createNotifications(pooler.url, 'investigation_events');
      notifications.listen(ref.id, heard);
      // Once when it listens.
      await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce(), 5_000);
      await append(bench.pool, ref, [{ key: 'started', type: 'started', payload: {} }]);
      await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2), 5_000);
      await notifications.close();
      await pool.end();
    });

    it.each(['worker', 'api'])(
      'in transaction mode the %s does not run, and says what to set',
      async (name) => {
        await using pooler = await startPooler(bench.url, 'transaction');
        expect(await keepsSessions(pooler.url)).toBe(false);
        const running = spawn(process.execPath, [`${name}/main.ts`], {
          cwd: root,
          env: {
            ...neutralEnvironment(),
            DATABASE_URL: pooler.url,
            TEMPORAL_ADDRESS: inject('temporalAddress'),
            DATABRICKS_HOST: 'http://127.0.0.1:9',
            DATABRICKS_TOKEN: 'none',
            COST_GENIE_SPACE_ID: 'none',
            PORT: '0',
          },
          stdio: ['ignore', 'ignore', 'pipe'],
        });
        let told = '';
        running.stderr.on('data', (part: Buffer) => (told += part.toString()));
        const [code] = (await once(running, 'close')) as [number];
        expect(told).toContain('set its pool_mode to session');
        expect(code).toBe(1);
      },
    );
  },
);
