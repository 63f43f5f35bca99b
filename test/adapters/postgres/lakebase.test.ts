import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabaseToken } from '../../../adapters/databricks/database-token.ts';
import { createHttp } from '../../../adapters/databricks/http.ts';
import { pendingMigrations } from '../../../adapters/postgres/migrate.ts';
import { createPool, query } from '../../../adapters/postgres/pool.ts';
import { createDatabase } from '../../support/database.ts';
import type { SuiteDatabase } from '../../support/database.ts';

/** What the workspace is asked, and how it answers: with the next token, or with a status. */
let asked: unknown[] = [];
let status = 200;
let issued = 0;
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part: Buffer) => (body += part.toString()));
  request.on('end', () => {
    asked.push([request.method, request.url, JSON.parse(body)]);
    issued += 1;
    const expire_time = new Date(Date.now() + 3_600_000).toISOString();
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(
        status === 200
          ? { token: `token-${issued}`, expire_time }
          : { error_code: 'PERMISSION_DENIED', message: 'no' },
      ),
    );
  });
});

let database: SuiteDatabase;
let admin: ReturnType<typeof createPool>;
let nowMs = Date.now();
let url = '';
let password: () => Promise<string>;
const role = `client_${process.pid}`;

/** The database takes this token and no other, as Lakebase does for as long as a token lasts. */
const takes = (token: string) => admin.query(`alter role ${role} password '${token}'`);

beforeAll(async () => {
  database = await createDatabase();
  admin = createPool(database.url, 1);
  await admin.query(`create role ${role} login superuser`);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const http = createHttp(`http://127.0.0.1:${port}`, () => Promise.resolve({}));
  password = createDatabaseToken(http, 'projects/p/branches/b/endpoints/e', () => nowMs);
  const address = new URL(database.url);
  address.username = role;
  address.password = '';
  url = address.href;
});
afterAll(async () => {
  await admin.query(`drop role ${role}`);
  await admin.end();
  await database[Symbol.asyncDispose]();
  server.close();
});

describe('a database whose password is a token', () => {
  it('is connected to with one token, however many connections open at once', async () => {
    await takes('token-1');
    const pool = createPool({ url, password }, 5);
    const rows = await Promise.all(
      Array.from({ length: 5 }, () => query(pool, 'select current_user as who')),
    );
    expect(rows.flat()).toEqual(Array.from({ length: 5 }, () => ({ who: role })));
    expect(asked).toEqual([
      ['POST', '/api/2.0/postgres/credentials', { endpoint: 'projects/p/branches/b/endpoints/e' }],
    ]);
    await pool.end();
  });

  it('gets a new token shortly before the old one ends, for new connections only', async () => {
    const pool = createPool({ url, password }, 2);
    const open = await pool.connect();
    asked = [];
    nowMs = Date.now() + 3_600_000 - 60_000;
    await takes('token-2');
    expect((await open.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    expect(asked).toEqual([]);
    expect(await query(pool, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(asked).toHaveLength(1);
    open.release();
    await pool.end();
  });

  it('is not connected to when the workspace refuses a token, with its reason', async () => {
    nowMs = Date.now() + 7_200_000;
    status = 403;
    const pool = createPool({ url, password }, 1);
    await expect(query(pool, 'select 1')).rejects.toMatchObject({ code: 'auth.denied' });
    status = 200;
    await takes(`token-${issued + 1}`);
    expect(await query(pool, 'select 1 as one')).toEqual([{ one: 1 }]);
    await pool.end();
  });

  it('is migrated with a token, too', async () => {
    nowMs = Date.now();
    expect(await pendingMigrations({ url, password })).toEqual([]);
  });
});
