import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect, promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAuthenticate } from '../../../adapters/databricks/auth.ts';
import type { Credentials } from '../../../adapters/databricks/auth.ts';
import { AppError } from '../../../domain/errors.ts';
import { freePorts } from '../../../local/ports.ts';
import { createScriptedHttp } from './scripted-http.ts';
import type { Received, Reply } from './scripted-http.ts';

const credentials = (url: string): Credentials => ({
  host: url,
  token: null,
  clientId: '00000000-0000-4000-8000-000000000001',
  clientSecret: 'secret',
  profile: null,
});

/** A workspace that says where tokens are made, and makes them as `token` says. */
const withTokens =
  (token: () => Reply) =>
  ({ path, headers }: Received): Reply => {
    if (!path.includes('well-known')) return token();
    const origin = `http://${headers.host}`;
    return {
      body: {
        issuer: origin,
        authorization_endpoint: `${origin}/oidc/v1/authorize`,
        token_endpoint: `${origin}/oidc/v1/token`,
      },
    };
  };

const granted: Reply = {
  body: { access_token: 'granted', token_type: 'Bearer', expires_in: 3600 },
};

afterEach(() => {
  vi.unstubAllEnvs();
});

async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const thrown = await promise.catch((error: unknown) => error);
  if (thrown instanceof AppError) return thrown;
  throw new Error(`expected a failure, got ${JSON.stringify(thrown)}`);
}

describe('we prove who we are', () => {
  it('with a token, and ask nobody for it', async () => {
    const { workspace } = await freePorts(['workspace']);
    const url = `http://127.0.0.1:${workspace}`;
    const authenticate = createAuthenticate({ ...credentials(url), token: 'dapi1' });
    expect(await authenticate()).toMatchObject({ authorization: 'Bearer dapi1' });
  });

  it('with client credentials, and ask for a token once', async () => {
    await using server = await createScriptedHttp(withTokens(() => granted));
    const authenticate = createAuthenticate(credentials(server.url));
    for (const _ of [1, 2]) {
      expect(await authenticate()).toMatchObject({ authorization: 'Bearer granted' });
    }
    expect(server.received.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('with client credentials, whatever the environment says for other programs', async () => {
    vi.stubEnv('DATABRICKS_ACCOUNT_ID', '00000000-0000-4000-8000-000000000002');
    vi.stubEnv('DATABRICKS_EXPERIMENTAL_IS_UNIFIED_HOST', 'true');
    await using server = await createScriptedHttp(withTokens(() => granted));
    await createAuthenticate(credentials(server.url))();
    expect(server.received.map(({ path }) => path)).toEqual([
      '/oidc/.well-known/oauth-authorization-server',
      '/oidc/v1/token',
    ]);
  });

  it('with a new token when the one there is was refused', async () => {
    let n = 0;
    await using server = await createScriptedHttp(
      withTokens(() => {
        n += 1;
        return { body: { access_token: `granted-${n}`, token_type: 'Bearer', expires_in: 3600 } };
      }),
    );
    const authenticate = createAuthenticate(credentials(server.url));
    expect(await authenticate()).toMatchObject({ authorization: 'Bearer granted-1' });
    expect(await authenticate({ renew: true })).toMatchObject({
      authorization: 'Bearer granted-2',
    });
    expect(await authenticate()).toMatchObject({ authorization: 'Bearer granted-2' });
  });

  it('not with credentials that are refused: only an operator can help', async () => {
    const refused = { status: 401, body: { error: 'invalid_client', error_description: 'no' } };
    await using server = await createScriptedHttp(withTokens(() => refused));
    const failure = await failureOf(createAuthenticate(credentials(server.url))());
    expect([failure.code, failure.details]).toEqual(['auth.denied', { unknownEffect: false }]);
    expect(failure.message).toContain('DATABRICKS_CLIENT_SECRET');
    expect(failure.message).not.toContain('secret');
  });

  it('not without any credentials', async () => {
    const { workspace } = await freePorts(['workspace']);
    const nobody = { ...credentials(`http://127.0.0.1:${workspace}`), clientId: null };
    const failure = await failureOf(createAuthenticate({ ...nobody, clientSecret: null })());
    expect(failure.code).toBe('auth.denied');
  });
});

describe('a reply with a token in another form', () => {
  it.each([
    ['a lifetime as text', { access_token: 'granted', expires_in: '3600' }],
    ['no lifetime', { access_token: 'granted' }],
    ['a lifetime that is null', { access_token: 'granted', expires_in: null, scope: [] }],
  ])('with %s is used, and no other is asked for', async (_, body) => {
    await using server = await createScriptedHttp(withTokens(() => ({ body })));
    const authenticate = createAuthenticate(credentials(server.url));
    for (const _ of [1, 2]) {
      expect(await authenticate()).toMatchObject({ authorization: 'Bearer granted' });
    }
    expect(server.received.filter(({ method }) => method === 'POST')).toHaveLength(1);
    await authenticate({ renew: true });
    expect(server.received.filter(({ method }) => method === 'POST')).toHaveLength(2);
  });

  it.each([
    [{ access_token: null, expires_in: 3600 }],
    [{ access_token: '', expires_in: 3600 }],
    [{ access_token: { value: 'hush' }, expires_in: 3600 }],
    [{ token: 'hush', expires_in: 3600 }],
    [['hush']],
    ['"hush"'],
    ['null'],
  ])('without one is told, and shows no secret: %j', async (body) => {
    await using server = await createScriptedHttp(withTokens(() => ({ body })));
    const failure = await failureOf(createAuthenticate(credentials(server.url))());
    expect([failure.code, failure.details]).toEqual([
      'upstream.rejected',
      { unknownEffect: false },
    ]);
    expect(failure.message).toContain('`access_token`');
    expect(inspect(failure)).not.toContain('hush');
  });

  it('without one is not kept: the next request asks again', async () => {
    let body: object = { access_token: { value: 1 }, expires_in: 3600 };
    await using server = await createScriptedHttp(withTokens(() => ({ body })));
    const authenticate = createAuthenticate(credentials(server.url));
    expect((await failureOf(authenticate())).code).toBe('upstream.rejected');
    body = { access_token: 'granted', expires_in: 3600 };
    expect(await authenticate()).toMatchObject({ authorization: 'Bearer granted' });
  });
});

describe('a workspace that cannot give a token just now', () => {
  const asHtml = { 'content-type': 'text/html' };
  const moments: readonly (readonly [string, Reply])[] = [
    ['has a gateway that fails', { status: 503, headers: asHtml, body: '<h1>Unavailable</h1>' }],
    ['has a gateway that says it is JSON', { status: 502, body: 'upstream connect error' }],
    ['fails', { status: 500, body: { error_code: 'INTERNAL_ERROR', message: 'Oops.' } }],
    ['is overrun', { status: 429, body: { error_code: 'RESOURCE_EXHAUSTED' } }],
    ['hangs up', 'reset'],
    ['does not answer', 'hang'],
    ['sends a page where people sign in', { headers: asHtml, body: '<!doctype html>' }],
    ['breaks off', { body: '{"access_token": "gran' }],
    ['is cut off', { body: '{"access_token": "granted"}', cut: true }],
    ['breaks off earlier', { body: '{"access_token"' }],
    ['sends nothing', { body: '' }],
  ];
  it.each(moments)('%s, which passes: it is asked again later', async (_, reply) => {
    let down = true;
    await using server = await createScriptedHttp(withTokens(() => (down ? reply : granted)));
    const authenticate = createAuthenticate(credentials(server.url), 300);
    const failure = await failureOf(authenticate());
    expect([failure.code, failure.details]).toEqual(['upstream.down', { unknownEffect: false }]);
    down = false;
    expect(await authenticate()).toMatchObject({ authorization: 'Bearer granted' });
  });

  it('and never answers, is left: no connection stays open', async () => {
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const open = promisify(server.getConnections.bind(server));
    const asking = createAuthenticate(credentials(`http://127.0.0.1:${port}`), 300)();
    await vi.waitFor(async () => expect(await open()).toBe(1));
    expect((await failureOf(asking)).code).toBe('upstream.down');
    await vi.waitFor(async () => expect(await open()).toBe(0), 2_000);
    server.close();
  });

  it('is not there at all', async () => {
    const { workspace } = await freePorts(['workspace']);
    const failure = await failureOf(
      createAuthenticate(credentials(`http://127.0.0.1:${workspace}`))(),
    );
    expect([failure.code, failure.details]).toEqual(['upstream.down', { unknownEffect: false }]);
  });
});
