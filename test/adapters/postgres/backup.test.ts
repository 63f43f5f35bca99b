import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { backUp } from '../../../adapters/postgres/backup/back-up.ts';
import { parentsFirst } from '../../../adapters/postgres/backup/catalogue.ts';
import { fileOf, manifestFile } from '../../../adapters/postgres/backup/manifest.ts';
import { restore } from '../../../adapters/postgres/backup/restore.ts';
import { knownMigrations, migrate } from '../../../adapters/postgres/migrate.ts';
import { createPool, query } from '../../../adapters/postgres/pool.ts';
import type { Pool } from '../../../adapters/postgres/pool.ts';

let dir: string;
let server: Pool;
const made: string[] = [];
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'health-monitor-backup-'));
  server = createPool(inject('databaseUrl'), 1);
});
afterAll(async () => {
  for (const name of made) await query(server, `drop database if exists ${name} with (force)`);
  await server.end();
  rmSync(dir, { recursive: true, force: true });
});

/** A database without tables. */
async function emptyDatabase(): Promise<string> {
  const name = `suite_${randomBytes(6).toString('hex')}`;
  await query(server, `create database ${name}`);
  made.push(name);
  const url = new URL(inject('databaseUrl'));
  url.pathname = name;
  return url.href;
}

async function withPool<Result>(url: string, work: (pool: Pool) => Promise<Result>) {
  const pool = createPool(url, 1);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** A watch that has fired, a webhook that was told of it, text of all kinds, a column that counts. */
const rows = [
  `insert into sessions (id, owner) values ('ses_1', 'ann')`,
  `insert into webhooks (id, owner, url, body, events)
    values ('whk_1', 'ann', 'https://a.example', 'standard', '{watch.fired}')`,
  `insert into webhook_secrets (webhook_id, owner, secret) values ('whk_1', 'ann', 'whsec_1')`,
  `insert into watches (id, owner, name, spec) values ('wat_1', 'ann', 'w', '{}')`,
  `insert into watch_events (watch_id, n, kind) values ('wat_1', 1, 'fired')`,
  `insert into digests (id, owner, name, spec)
    values ('dig_1', 'ann', E'tab\tbreak\n\\N Ω', '{"questions":["?"]}')`,
  `insert into audit (principal, action, genie_questions) values ('ann', 'a', 1), ('ann', 'b', 2)`,
  `delete from audit where action = 'b'`,
  `select append_audit('ann', 'local', 'asked', 'inv_1')`,
];

/** Every row of every table but those of `migrations`, as text. */
const contentOf = (url: string) =>
  withPool(url, async (pool) => {
    const tables = await query<{ name: string }>(
      pool,
      `select relname::text as name from pg_class where relkind = 'r'
        and relnamespace = 'public'::regnamespace and relname <> 'migrations' order by 1`,
    );
    const content: Record<string, unknown> = {};
    for (const { name } of tables) {
      const found = await query<{ row: string }>(
        pool,
        `select t::text as row from ${name} t order by 1`,
      );
      if (found.length > 0) content[name] = found.map(({ row }) => row);
    }
    return content;
  });

async function filled(schema?: string): Promise<string> {
  const url = await emptyDatabase();
  await migrate(url, undefined, schema);
  await withPool(url, async (pool) => {
    for (const statement of rows) await query(pool, statement);
  });
  return url;
}

const folder = (name: string): string => join(dir, name);

describe('a backup', () => {
  it('has every row, for its owner alone, and makes an empty database the same', async () => {
    const url = await filled();
    const manifest = await backUp(url, folder('whole'));
    expect(manifest.tables.find(({ name }) => name === 'digests')).toMatchObject({ rows: 1 });
    for (const file of [manifestFile, fileOf('webhook_secrets')])
      expect(statSync(join(folder('whole'), file)).mode & 0o077).toBe(0);
    const into = await emptyDatabase();
    await restore(into, folder('whole'));
    const content = await contentOf(into);
    expect(content).toEqual(await contentOf(url));
    expect(Object.keys(content)).toEqual(
      expect.arrayContaining(['audit_lines', 'digests', 'webhook_secrets', 'webhook_deliveries']),
    );
    // Counting goes on behind what was given already.
    const next = await withPool(into, (pool) =>
      query<{ id: string }>(
        pool,
        `insert into audit (principal, action, genie_questions) values ('ann', 'c', 1) returning id::text`,
      ),
    );
    expect(next).toEqual([{ id: '3' }]);
    await expect(restore(into, folder('whole'))).rejects.toThrow(/not empty: \w+ has rows/);
    await expect(backUp(url, folder('whole'))).rejects.toThrow(/is not empty/);
  });

  it('of an earlier version is restored as it was, then brought to the newest schema', async () => {
    const known = await knownMigrations();
    const url = await filled(known.at(-2));
    await backUp(url, folder('earlier'));
    const into = await emptyDatabase();
    expect(await restore(into, folder('earlier'))).toMatchObject({ schema: known.at(-2) });
    const newest = await withPool(into, (pool) =>
      query<{ name: string }>(pool, 'select max(name) as name from migrations'),
    );
    expect(newest).toEqual([{ name: known.at(-1) }]);
    expect(await contentOf(into)).toHaveProperty('digests');
    const other = await emptyDatabase();
    await migrate(other);
    await expect(restore(other, folder('earlier'))).rejects.toThrow(/a database without tables/);
  });

  it('that is broken off, changed or of a newer version is refused, and nothing is written', async () => {
    const url = await filled();
    const into = await emptyDatabase();
    const manifest = await backUp(url, folder('bad'));
    const write = (told: object): void =>
      writeFileSync(join(folder('bad'), manifestFile), JSON.stringify(told));
    write({ ...manifest, schema: '9999_later' });
    await expect(restore(into, folder('bad'))).rejects.toThrow(/does not know/);
    write(manifest);
    const file = join(folder('bad'), fileOf('sessions'));
    const whole = readFileSync(file);
    appendFileSync(file, 'x');
    await expect(restore(into, folder('bad'))).rejects.toThrow(/not as it was written/);
    writeFileSync(file, whole);
    rmSync(join(folder('bad'), manifestFile));
    await expect(restore(into, folder('bad'))).rejects.toThrow(/no whole backup/);
    expect(await contentOf(into)).toEqual({});
  });
});

describe('tables', () => {
  it('come after those that they refer to; a circle is told', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => ({ name }));
    const references = [
      { child: 'a', parent: 'b' },
      { child: 'b', parent: 'c' },
    ];
    expect(parentsFirst([a, b, c] as { name: string }[], references)).toEqual([c, b, a]);
    expect(() =>
      parentsFirst([a, b] as { name: string }[], [...references, { child: 'b', parent: 'a' }]),
    ).toThrow(/refer to each other/);
  });
});
