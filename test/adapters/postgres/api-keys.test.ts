import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiKeyStore } from '../../../adapters/postgres/api-keys.ts';
import { createPool, query } from '../../../adapters/postgres/pool.ts';
import type { Pool } from '../../../adapters/postgres/pool.ts';
import { createSignInStore } from '../../../adapters/postgres/sign-ins.ts';
import type { NewApiKey } from '../../../domain/access-ports.ts';
import { callerOf } from '../../../domain/caller.ts';
import { createDatabase, type SuiteDatabase } from '../../support/database.ts';

let database: SuiteDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createDatabase();
  pool = createPool(database.url, 3);
});
afterAll(async () => {
  await pool.end();
  await database[Symbol.asyncDispose]();
});

const aKey: NewApiKey = {
  name: 'nightly report',
  principal: 'key:ann',
  role: 'analyst',
  groups: ['sre'],
  scopes: null,
  dailyQuestions: null,
  days: 1,
};
const expire = (id: string) =>
  query(pool, `update api_keys set expires_at = clock_timestamp() where id = $1`, [id]);
const textOf = async (): Promise<string> => {
  const tables = ['api_keys', 'sign_ins'];
  const rows = await Promise.all(tables.map((name) => query(pool, `select * from ${name}`)));
  return JSON.stringify(rows);
};

describe('a key of the API', () => {
  const keys = () => createApiKeyStore(pool);

  it('lets in who it was made for, and its use is noted', async () => {
    const { key, text } = await keys().create({ ...aKey, scopes: ['read'], dailyQuestions: 7 });
    expect(await keys().callerOf(text)).toEqual({
      id: 'key:ann',
      groups: ['sre'],
      role: 'analyst',
      permissions: ['read'],
      via: 'api-keys',
      keyId: key.id,
      expiresAtMs: key.expiresAtMs,
      dailyQuestions: 7,
    });
    const [listed] = await keys().list();
    expect(listed).toMatchObject({ id: key.id, name: 'nightly report', revokedAtMs: null });
    expect(listed?.usedAtMs).toBeGreaterThan(0);
  });

  it('is stored as a hash: nobody who reads the database can use it', async () => {
    const { text } = await keys().create(aKey);
    const [, , secret = 'none'] = text.split('_');
    const stored = await textOf();
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(Buffer.from(secret, 'base64url').toString('hex'));
  });

  it('lets nobody in when it is changed, expired, revoked or of another installation', async () => {
    const [good, over, gone, other] = await Promise.all(
      [1, 2, 3, 4].map(() => keys().create(aKey)),
    );
    if (!good || !over || !gone || !other) throw new Error('a key is missing');
    await expire(over.key.id);
    expect(await keys().revoke(gone.key.id)).toBe(true);
    expect(await keys().revoke(gone.key.id)).toBe(false);
    await query(pool, 'delete from api_keys where id = $1', [other.key.id]);
    const last = good.text.at(-1) === 'A' ? 'B' : 'A';
    const swapped = good.text.replace(good.key.id, over.key.id);
    const wrong = [`${good.text.slice(0, -1)}${last}`, swapped, `${good.text} `, `${good.text}x`];
    for (const text of [...wrong, over.text, gone.text, other.text, 'hmk_', '']) {
      expect([text, await keys().callerOf(text)]).toEqual([text, null]);
    }
    expect(await keys().callerOf(good.text)).not.toBeNull();
  });

  it('is for no principal of another way in', async () => {
    for (const principal of ['local', 'evaluation', 'oidc:ann', 'databricks:ann']) {
      await expect(keys().create({ ...aKey, principal })).rejects.toThrow();
    }
  });
});

describe('a browser that has signed in', () => {
  const times = { longestMs: 60_000, idleMs: 60_000, rotateMs: 60_000, graceMs: 60_000 };
  const ann = callerOf({ id: 'oidc:ann', groups: ['sre'] }, 'operator', 'oidc');

  it('is who signed in, until it signs out', async () => {
    const signIns = createSignInStore(pool, times);
    const text = await signIns.create(ann);
    const found = await signIns.find(text);
    expect(found?.rotated).toBeNull();
    expect(found?.caller).toMatchObject({ ...ann, expiresAtMs: expect.any(Number) });
    expect(await textOf()).not.toContain(text);
    expect(await signIns.find(`${text}x`)).toBeNull();
    await signIns.end(text);
    expect(await signIns.find(text)).toBeNull();
  });

  it('is out when the key that it signed in with is revoked', async () => {
    const keys = createApiKeyStore(pool);
    const signIns = createSignInStore(pool, times);
    const { key, text } = await keys.create(aKey);
    const caller = await keys.callerOf(text);
    if (caller === null) throw new Error('the key lets nobody in');
    const cookie = await signIns.create(caller);
    expect((await signIns.find(cookie))?.caller.id).toBe('key:ann');
    await keys.revoke(key.id);
    expect(await signIns.find(cookie)).toBeNull();
  });

  it('is out after its time, and when it was not used for long', async () => {
    for (const over of [{ longestMs: 0 }, { idleMs: 0 }]) {
      const signIns = createSignInStore(pool, { ...times, ...over });
      expect(await signIns.find(await signIns.create(ann))).toBeNull();
    }
    const soon = createSignInStore(pool, times);
    expect(await soon.find(await soon.create({ ...ann, expiresAtMs: Date.now() - 1 }))).toBeNull();
  });

  it('gets another cookie while it is used, and the one before is good for requests under way', async () => {
    const signIns = createSignInStore(pool, { ...times, rotateMs: 0 });
    const first = await signIns.create(ann);
    const both = await Promise.all([signIns.find(first), signIns.find(first)]);
    expect(both.map((one) => one?.caller.id)).toEqual(['oidc:ann', 'oidc:ann']);
    const [second = '', ...more] = both.flatMap((one) => one?.rotated ?? []);
    expect(more).toEqual([]);
    const calm = createSignInStore(pool, times);
    expect((await calm.find(first))?.caller.id).toBe('oidc:ann');
    expect((await calm.find(second))?.caller.id).toBe('oidc:ann');
  });

  it('is out, and so is whoever copied it, when an old cookie comes back', async () => {
    const rotating = createSignInStore(pool, { ...times, rotateMs: 0 });
    const first = await rotating.create(ann);
    const second = (await rotating.find(first))?.rotated ?? '';
    const strict = createSignInStore(pool, { ...times, graceMs: 0 });
    expect(await strict.find(first)).toBeNull();
    expect(await strict.find(second)).toBeNull();
  });
});
