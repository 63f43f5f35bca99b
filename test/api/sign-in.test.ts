import { request } from 'node:http';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiKeyStore } from '../../adapters/postgres/api-keys.ts';
import { query } from '../../adapters/postgres/pool.ts';
import { openDoor } from '../../api/auth/open-door.ts';
import { loadConfig } from '../../config/index.ts';
import { audience, startIssuer } from '../adapters/oidc/issuer.ts';
import type { Issuer } from '../adapters/oidc/issuer.ts';
import { startService } from './service.ts';
import type { Service } from './service.ts';

let issuer: Issuer;
let service: Service;
let key: string;
const clientId = 'page';

beforeAll(async () => {
  issuer = await startIssuer();
  const config = loadConfig({
    AUTH: 'api-keys,oidc',
    HOST: '0.0.0.0',
    PUBLIC_URL: 'http://127.0.0.1:1',
    OIDC_ISSUER: issuer.url,
    OIDC_AUDIENCE: audience,
    OIDC_CLIENT_ID: clientId,
    ROLES: 'analyst=*;operator=sre',
  });
  service = await startService((pool) => openDoor(config, pool));
  key = (await newKey()).text;
});
afterAll(async () => {
  await service.close();
  await issuer[Symbol.asyncDispose]();
});

const newKey = (over = {}) =>
  createApiKeyStore(service.pool).create({
    name: 'test',
    principal: 'key:ann',
    role: 'analyst',
    groups: [],
    scopes: null,
    dailyQuestions: null,
    days: 1,
    ...over,
  });

type Headers = Readonly<Record<string, string>>;
/** Sends headers that `fetch` would not. */
async function send(path: string, headers: Headers = {}, method = 'GET', body?: object) {
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  const sent = request(service.url + path, { method, headers: { ...json, ...headers } });
  sent.end(body === undefined ? undefined : JSON.stringify(body));
  const [reply] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of reply) text += String(chunk);
  const cookies = (reply.headers['set-cookie'] ?? []).map((one) => one.split(';')[0] ?? '');
  return { status: reply.statusCode, headers: reply.headers, cookies, text };
}
const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });
const whoIs = async (headers: Headers): Promise<string | null> =>
  (JSON.parse((await send('/v1/sign-in', headers)).text) as { caller: { id: string } | null })
    .caller?.id ?? null;
const own = (): Headers => ({ origin: service.url, 'sec-fetch-site': 'same-origin' });
const ann = () => `oidc:${new URL(issuer.url).host}#ann`;

describe('a request', () => {
  it('is let in by a key, or a token of the issuer, as whom these say', async () => {
    expect(await whoIs(bearer(key))).toBe('key:ann');
    expect(await whoIs(bearer(await issuer.token()))).toBe(ann());
    expect(await whoIs({})).toBeNull();
  });

  it.each<[string, () => Promise<Headers> | Headers]>([
    ['no credential', () => ({})],
    ['an unknown key', () => bearer(`hmk_${'0'.repeat(16)}_${'A'.repeat(43)}`)],
    ['a changed key', () => bearer(`${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`)],
    ['an expired token', async () => bearer(await issuer.token({ exp: 1 }))],
    ['a token for others', async () => bearer(await issuer.token({ aud: 'others' }))],
    ['another scheme', () => ({ authorization: `Basic ${btoa(`ann:${key}`)}` })],
    ['two credentials in one header', () => bearer(`${key}, Bearer ${key}`)],
    ['an unknown cookie', () => ({ cookie: 'health-monitor=abc' })],
    ['a key as a cookie', () => ({ cookie: `health-monitor=${key}` })],
    [
      'headers of a proxy that is none',
      () => ({ 'x-forwarded-user': 'ann', 'x-forwarded-email': 'ann@example.com' }),
    ],
  ])('with %s is told to sign in, and how', async (_, headers) => {
    const { status, headers: told, text } = await send('/v1/agents', await headers());
    expect([status, told['www-authenticate']]).toEqual([401, 'Bearer realm="health-monitor"']);
    expect(text).toContain('auth.required');
    expect(text).not.toContain(key);
  });

  it('with a bad credential is not saved by a good one beside it', async () => {
    const { cookies } = await send('/v1/sign-in', own(), 'POST', { key });
    const [cookie = ''] = cookies;
    expect((await send('/v1/agents', { cookie })).status).toBe(200);
    expect((await send('/v1/agents', { cookie, ...bearer('bad') })).status).toBe(401);
  });

  it('for a host that is not ours is refused, whoever sends it', async () => {
    const { status, text } = await send('/v1/agents', { ...bearer(key), host: 'evil.example' });
    expect([status, text]).toEqual([403, expect.stringContaining('evil.example')]);
    const forwarded = { ...bearer(key), 'x-forwarded-host': 'evil.example' };
    expect((await send('/v1/agents', forwarded)).status).toBe(200);
  });

  it('follows a log for as long as its credential is good', async () => {
    const { key: made, text } = await newKey();
    const body = { question: 'What did jobs cost?' };
    const asked = await send('/v1/investigations', bearer(text), 'POST', body);
    const { id } = JSON.parse(asked.text) as { id: string };
    await query(
      service.pool,
      `update api_keys set expires_at = clock_timestamp() + interval '1 second' where id = $1`,
      [made.id],
    );
    const log = await send(`/v1/investigations/${id}/events`, bearer(text));
    expect([log.status, log.headers['cache-control']]).toEqual([200, 'no-store, no-transform']);
    expect(log.text).toContain('event: queued');
    expect((await send(`/v1/investigations/${id}/events`, bearer(text))).status).toBe(401);
  });

  it('is answered with what no cache may keep', async () => {
    const { headers } = await send('/v1/agents', bearer(key));
    expect(headers['cache-control']).toBe('no-store');
  });

  it('may be one of a health probe, under any name', async () => {
    expect((await send('/healthz', { host: '10.0.0.3:8787' })).status).toBe(200);
  });
});

describe('a browser', () => {
  const signIn = async () => (await send('/v1/sign-in', own(), 'POST', { key })).cookies[0] ?? '';

  it('signs in with a key and gets a cookie that no script can read', async () => {
    const { headers, text } = await send('/v1/sign-in', own(), 'POST', { key });
    expect(headers['set-cookie']?.[0]).toMatch(
      /^health-monitor=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(text).not.toContain(key);
  });

  it('signs out, after which its cookie is worth nothing', async () => {
    const cookie = await signIn();
    expect(await whoIs({ cookie })).toBe('key:ann');
    const { status, headers } = await send('/v1/sign-in', { ...own(), cookie }, 'DELETE');
    expect(status).toBe(200);
    expect(headers['set-cookie']?.[0]).toMatch(/^health-monitor=; Max-Age=0;/);
    expect(await whoIs({ cookie })).toBeNull();
  });

  it('is out at once when its key is revoked', async () => {
    const { key: made, text } = await newKey();
    const [cookie = ''] = (await send('/v1/sign-in', own(), 'POST', { key: text })).cookies;
    expect((await send('/v1/agents', { cookie })).status).toBe(200);
    await createApiKeyStore(service.pool).revoke(made.id);
    expect((await send('/v1/agents', { cookie })).status).toBe(401);
  });

  it.each<[string, Headers]>([
    ['another site', { origin: 'https://evil.example' }],
    ['another port of this host', { origin: 'http://127.0.0.1:1' }],
    ['nowhere', {}],
    ['a frame without an origin', { origin: 'null' }],
    ['a page that is only on the same site', { 'sec-fetch-site': 'same-site' }],
  ])('cannot be made to change anything by a page of %s', async (_, from) => {
    const cookie = await signIn();
    const headers = { ...('sec-fetch-site' in from ? own() : {}), ...from };
    const body = { question: 'What did jobs cost?' };
    const asked = await send('/v1/investigations', { ...headers, cookie }, 'POST', body);
    expect(asked.status).toBe(403);
    expect((await send('/v1/sign-in', { ...headers, cookie }, 'DELETE')).status).toBe(403);
    expect((await send('/v1/sign-in', headers, 'POST', { key })).status).toBe(403);
    const good = await send('/v1/investigations', { ...own(), cookie }, 'POST', body);
    expect(good.status).toBe(202);
  });
});

describe('a browser at the issuer', () => {
  /** As far as the issuer, and with what it comes back. */
  async function go(returnTo = '/history') {
    const begun = await send(`/v1/sign-in/oidc?returnTo=${encodeURIComponent(returnTo)}`);
    const address = new URL(begun.headers.location ?? '');
    const back = await fetch(address, { redirect: 'manual' });
    const { search } = new URL(back.headers.get('location') ?? '');
    return { begun, address, search, flow: begun.cookies[0] ?? '' };
  }
  const end = (search: string, cookie: string) =>
    send(`/v1/sign-in/oidc/callback${search}`, cookie === '' ? {} : { cookie });
  const withSubject = (token: { payload: object }): void => {
    Object.assign(token.payload, { sub: 'ann' });
  };
  /** Comes back while the issuer says that Ann has signed in. */
  const endAsAnn = async (search: string, flow: string) => {
    issuer.server.service.on('beforeTokenSigning', withSubject);
    const done = await end(search, flow);
    issuer.server.service.off('beforeTokenSigning', withSubject);
    return done;
  };

  it('comes back as who signed in there', async () => {
    const { address, search, flow } = await go();
    expect(address.searchParams.get('code_challenge_method')).toBe('S256');
    const done = await endAsAnn(search, flow);
    expect([done.status, done.headers.location]).toEqual([302, '/history']);
    const cookie = done.cookies.find((one) => /^health-monitor=./.test(one)) ?? '';
    expect(await whoIs({ cookie })).toBe(ann());
    expect(done.cookies).toContain('health-monitor-flow=');
    // The code is spent.
    expect((await end(search, flow)).status).toBe(401);
  });

  it('is let in only for the sign-in that it has begun itself', async () => {
    const mine = await go();
    const theirs = await go();
    expect((await end(theirs.search, mine.flow)).status).toBe(401);
    expect((await end(mine.search, '')).status).toBe(401);
    expect((await end(mine.search, 'health-monitor-flow=e30')).status).toBe(401);
    expect((await end(mine.search.replace('code=', 'code=x'), mine.flow)).status).toBe(401);
    expect((await end('?error=access_denied&state=x', mine.flow)).status).toBe(401);
  });

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/\tevil', ''])(
    'comes back to this service, not to %j',
    async (returnTo) => {
      const { search, flow } = await go(returnTo);
      const done = await endAsAnn(search, flow);
      expect([done.status, done.headers.location]).toEqual([302, '/']);
    },
  );
});

describe('what is secret', () => {
  it('is in no log line and in no row', async () => {
    const token = await issuer.token();
    const { cookies } = await send('/v1/sign-in', own(), 'POST', { key });
    const [, cookie = ''] = (cookies[0] ?? '').split('=');
    await whoIs(bearer(token));
    await whoIs({ cookie: `health-monitor=${cookie}` });
    await send('/v1/agents', bearer(`${key}x`));
    const tables = await query<{ name: string }>(
      service.pool,
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
    const rows = await Promise.all(
      tables.map(({ name }) => query(service.pool, `select t::text as row from "${name}" t`)),
    );
    const written = JSON.stringify([service.lines, rows]);
    expect(tables.length).toBeGreaterThan(10);
    expect(written).toContain('key:ann');
    for (const secret of [key.slice(21), token, token.split('.')[2] ?? token, cookie]) {
      expect(secret.length).toBeGreaterThan(40);
      expect(written).not.toContain(secret);
    }
  });
});
