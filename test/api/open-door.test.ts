import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refuseOpen } from '../../api/auth/local.ts';
import { openDoor } from '../../api/auth/open-door.ts';
import { loadConfig } from '../../config/index.ts';
import type { Environment } from '../../config/index.ts';
import { runProcess } from '../support/run-process.ts';
import { startService } from './service.ts';
import type { Service } from './service.ts';

const app = {
  AUTH: 'databricks-apps',
  HOST: '0.0.0.0',
  DATABRICKS_APP_NAME: 'health',
  DATABRICKS_APP_PORT: '8000',
  DATABRICKS_APP_URL: 'https://health-1.aws.databricksapps.com',
  ROLES: 'viewer=*;operator=user:ada@example.com',
};

describe('a service that other machines can reach', () => {
  const oidc = { OIDC_ISSUER: 'https://login.example.com', OIDC_AUDIENCE: 'hm' };
  const url = { PUBLIC_URL: 'https://health.example.com' };
  it.each<[Environment, RegExp | null]>([
    [{}, /^HOST is 0\.0\.0\.0, .* no authentication is configured.*Set AUTH/],
    [url, /no authentication is configured/],
    [{ AUTH: 'api-keys' }, /PUBLIC_URL is not set/],
    [{ AUTH: 'api-keys', ...url }, null],
    [{ AUTH: 'oidc', ...oidc, ...url }, null],
    [app, null],
  ])('with %j starts, or says what is missing', (env, refusal) => {
    const start = () => refuseOpen(loadConfig({ HOST: '0.0.0.0', ...env }));
    if (refusal === null) expect(start).not.toThrow();
    else expect(start).toThrow(refusal);
  });

  it('does not start without a way in', async () => {
    const { code, err } = await runProcess('api/main.ts', [], { HOST: '0.0.0.0' });
    expect([code, err]).toEqual([1, expect.stringMatching(/^HOST is 0\.0\.0\.0.*Set AUTH/)]);
    expect(err).not.toContain('    at ');
  });
});

describe('an app of Databricks', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((pool) => openDoor(loadConfig(app), pool));
  });
  afterAll(() => service.close());

  const who = async (headers: Record<string, string>) => {
    const reply = await service.get('/v1/agents', headers);
    const told = (await (await service.get('/v1/sign-in', headers)).json()) as {
      caller: { id: string; role: string } | null;
    };
    return [reply.status, told.caller?.id ?? null, told.caller?.role ?? null];
  };

  it('takes who its proxy names, with the role of their address', async () => {
    const ada = { 'x-forwarded-user': '71@1234', 'x-forwarded-email': 'Ada@example.com' };
    expect(await who(ada)).toEqual([200, 'databricks:71@1234', 'operator']);
    expect(await who({ 'x-forwarded-user': '72@1234' })).toEqual([
      200,
      'databricks:72@1234',
      'viewer',
    ]);
  });

  it.each<[string, Record<string, string>]>([
    ['nobody', {}],
    ['only an address', { 'x-forwarded-email': 'ada@example.com' }],
    ['two at once', { 'x-forwarded-user': '71@1234, 72@1234' }],
    ['an empty name', { 'x-forwarded-user': '' }],
    ['a token of its own', { authorization: 'Bearer x', 'x-forwarded-access-token': 'x' }],
  ])('lets nobody in when the proxy names %s', async (_, headers) => {
    expect(await who(headers)).toEqual([401, null, null]);
  });

  it('believes only its proxies where these are known', async () => {
    const settings = loadConfig({ ...app, TRUSTED_PROXIES: '10.0.0.0/8' });
    await using strict = await startService((pool) => openDoor(settings, pool));
    const headers = { 'x-forwarded-user': '71@1234' };
    expect((await strict.get('/v1/agents', headers)).status).toBe(401);
    const here = loadConfig({ ...app, TRUSTED_PROXIES: '127.0.0.1' });
    await using known = await startService((pool) => openDoor(here, pool));
    expect((await known.get('/v1/agents', headers)).status).toBe(200);
  });
});

describe('a service of one machine', () => {
  it('refuses what a proxy passes on: behind one, everybody would be the local principal', async () => {
    await using service = await startService();
    expect((await service.get('/v1/agents')).status).toBe(200);
    for (const name of ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via', 'forwarded']) {
      const reply = await service.get('/v1/agents', { [name]: '192.0.2.1' });
      expect([name, reply.status]).toEqual([name, 403]);
      expect(await reply.text()).toContain('Set AUTH');
    }
  });

  it('does not know the identity headers of a platform', async () => {
    await using service = await startService();
    const reply = await service.get('/v1/sign-in', { 'x-forwarded-user': 'ada' });
    expect(await reply.json()).toMatchObject({ ways: [], caller: { id: 'local' } });
  });
});
