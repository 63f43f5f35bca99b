import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { readAdmissionLoad } from '../../../adapters/postgres/admit.ts';
import { migrate } from '../../../adapters/postgres/migrate.ts';
import { createPool, query } from '../../../adapters/postgres/pool.ts';
import type { Pool } from '../../../adapters/postgres/pool.ts';
import { neutralEnvironment } from '../../../config/index.ts';
import { root } from '../../support/sources.ts';
import { someNeeds } from './bench.ts';

/** A database without any schema. */
const name = `suite_${randomBytes(6).toString('hex')}`;
let server: Pool;
let url: string;

beforeAll(async () => {
  const serverUrl = inject('databaseUrl');
  server = createPool(serverUrl, 1);
  await query(server, `create database ${name}`);
  const address = new URL(serverUrl);
  address.pathname = name;
  url = address.href;
});
afterAll(async () => {
  // The last connection of a migration closes by itself, a moment later.
  await vi.waitFor(() => query(server, `drop database ${name}`));
  await server.end();
});

/** One process that migrates as an installation does. */
async function migrateInProcess(): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [join(root, 'cli/migrate.ts')], {
    cwd: root,
    env: { ...neutralEnvironment(), DATABASE_URL: url },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  await once(child, 'close');
  return { code: child.exitCode, said };
}

describe('a database', () => {
  it('is migrated by two processes that start at once, each file once', async () => {
    const both = await Promise.all([migrateInProcess(), migrateInProcess()]);
    expect(both.map(({ code, said }) => (code === 0 ? 'done' : said))).toEqual(['done', 'done']);
    const pool = createPool(url, 1);
    const applied = await query<{ name: string }>(pool, 'select name from migrations');
    expect(applied.filter((row) => row.name === '0001_investigations')).toHaveLength(1);
    const load = await readAdmissionLoad(pool, 'ann', someNeeds);
    expect(load.today).toEqual({ ofOwner: 0, ofAll: 0 });
    await pool.end();
  });

  it('that is at its newest schema is left alone', async () => {
    await migrate(url);
    const pool = createPool(url, 1);
    const before = await query(pool, 'select name, run_on from migrations');
    await migrate(url);
    expect(await query(pool, 'select name, run_on from migrations')).toEqual(before);
    await pool.end();
  });
});
