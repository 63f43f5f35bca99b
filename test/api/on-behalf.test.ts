import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUserTokens } from '../../adapters/postgres/user-tokens.ts';
import { createTokenVault, sealTokenOf } from '../../adapters/token-vault.ts';
import { openDoor } from '../../api/auth/open-door.ts';
import { routePermissions } from '../../api/auth/permissions.ts';
import { loadConfig } from '../../config/index.ts';
import type { Investigation } from '../../domain/investigation.ts';
import { toolCards } from '../../tools/index.ts';
import { aJwt, proxied, tokenKey } from '../support/app-user.ts';
import { runProcess } from '../support/run-process.ts';
import { finished, startService } from './service.ts';
import type { Service } from './service.ts';

const config = loadConfig({
  AUTH: 'databricks-apps',
  ON_BEHALF_OF: 'databricks-apps',
  TOKEN_KEYS: tokenKey(),
  DATABRICKS_APP_NAME: 'health',
  DATABRICKS_APP_PORT: '8000',
  ROLES: 'admin=*',
  QUESTIONS_PER_MINUTE_PER_USER: '100',
});
const vault = createTokenVault(config.tokenKeys);

let service: Service;
beforeAll(async () => {
  service = await startService((pool) => ({
    ...openDoor(config, pool),
    sealToken: sealTokenOf(config),
    tools: toolCards(new Set(config.tools.set), config.onBehalfOf),
  }));
});
afterAll(() => service.close());

const hourMs = 3_600_000;
const inHours = (hours: number): number => Date.now() + hours * hourMs;
const question = { question: 'What did jobs cost?' };
const post = (path: string, headers: Record<string, string>, body: object = {}) =>
  service.post(path, body, headers);

async function ask(token: string, body: object = {}): Promise<Investigation> {
  const reply = await post('/v1/investigations', proxied('ann', token), { ...question, ...body });
  if (reply.status !== 202) throw new Error(await reply.text());
  return (await reply.json()) as Investigation;
}

/** The stored token of an investigation of Ann, decrypted. */
async function stored({ id }: Investigation): Promise<string | null> {
  const found = await createUserTokens(service.pool).read({ id, owner: 'databricks:ann@1234' });
  return found === null ? null : (vault.open(found, id)?.reveal() ?? 'not to be decrypted');
}

describe('a question where users are asked as themselves', () => {
  it('keeps the token that the proxy handed over, encrypted, and says as whom it is asked', async () => {
    const token = aJwt('ann', inHours(1));
    const asked = await ask(token);
    expect(asked).toMatchObject({ identity: 'user', askedAs: 'ann@example.com' });
    expect(await stored(asked)).toBe(token);
    const rows = await service.pool.query('select t::text as text from user_tokens t');
    expect(JSON.stringify(rows.rows)).not.toContain(Buffer.from(token).toString('hex'));
    expect(JSON.stringify(service.engine.started)).not.toContain(token);
    expect(JSON.stringify(service.lines)).not.toContain(token);
  });

  it('is refused without a token, and nothing is stored', async () => {
    const before = await service.count('investigations');
    const reply = await post('/v1/investigations', proxied('ann', null), question);
    expect([reply.status, await reply.text()]).toEqual([403, expect.stringContaining('token')]);
    expect(await service.count('investigations')).toBe(before);
  });

  it('shows no token in a refusal', async () => {
    const token = aJwt('ann', inHours(1));
    const reply = await post('/v1/investigations', proxied('ann', token), { question: '' });
    expect([reply.status, (await reply.text()).includes(token)]).toEqual([400, false]);
  });
});

describe('a token is renewed', () => {
  const renewals: Readonly<
    Record<string, (id: string, headers: Record<string, string>) => Promise<Response>>
  > = {
    'looking at it': (id, headers) => service.get(`/v1/investigations/${id}`, headers),
    'reading its log': (id, headers) =>
      service.get(`/v1/investigations/${id}/events?after=0`, {
        ...headers,
        accept: 'application/json',
      }),
    'reading its tables': (id, headers) =>
      service.get(`/v1/investigations/${id}/evidence`, headers),
    'steering it': (id, headers) =>
      post(`/v1/investigations/${id}/steer`, headers, { action: 'extend', seconds: 30 }),
    'its own route': (id, headers) => post(`/v1/investigations/${id}/token`, headers),
    'its task': (id, headers) => service.get(`/v1/responses/${id.replace('inv', 'resp')}`, headers),
  };
  it.each(Object.entries(renewals))('by %s', async (_, renewal) => {
    const asked = await ask(aJwt('ann', inHours(1)));
    const newer = aJwt('ann', inHours(2));
    await renewal(asked.id, proxied('ann', newer));
    expect(await stored(asked)).toBe(newer);
  });

  it('by the same question with the same key', async () => {
    const keyed = { 'Idempotency-Key': 'again' };
    const first = { ...proxied('ann', aJwt('ann', inHours(1))), ...keyed };
    const asked = (await (
      await post('/v1/investigations', first, question)
    ).json()) as Investigation;
    const newer = aJwt('ann', inHours(2));
    await post('/v1/investigations', { ...proxied('ann', newer), ...keyed }, question);
    expect(await stored(asked)).toBe(newer);
  });

  it('never by somebody else, who does not see it', async () => {
    const token = aJwt('ann', inHours(1));
    const asked = await ask(token, { visibility: 'team' });
    const eves = proxied('eve', aJwt('eve', inHours(9)));
    const statuses = await Promise.all(
      Object.values(renewals).map(async (renewal) => (await renewal(asked.id, eves)).status),
    );
    expect(new Set(statuses)).toEqual(new Set([404]));
    expect(await stored(asked)).toBe(token);
  });

  it('not after the end, which has wiped it', async () => {
    const asked = await ask(aJwt('ann', inHours(1)));
    await service.write(asked.id, finished());
    expect(await stored(asked)).toBeNull();
    const newer = proxied('ann', aJwt('ann', inHours(2)));
    expect((await service.get(`/v1/investigations/${asked.id}`, newer)).status).toBe(200);
    const reply = await post(`/v1/investigations/${asked.id}/token`, newer);
    expect([reply.status, await stored(asked)]).toEqual([409, null]);
  });

  it('says until when it is good', async () => {
    const asked = await ask(aJwt('ann', inHours(1)));
    const untilMs = Math.floor(inHours(2) / 1000) * 1000;
    const reply = await post(
      `/v1/investigations/${asked.id}/token`,
      proxied('ann', aJwt('ann', untilMs)),
    );
    expect(await reply.json()).toEqual({
      askedAs: 'ann@example.com',
      expiresAt: new Date(untilMs).toISOString(),
    });
  });
});

describe('tables', () => {
  it('are copied by a new try only for whom the workspace was asked as', async () => {
    const asked = await ask(aJwt('ann', inHours(1)));
    await service.write(asked.id, finished('failed'));
    await service.pool.query('update investigations set asked_as = null where id = $1', [asked.id]);
    const reply = await post(
      `/v1/investigations/${asked.id}/retry`,
      proxied('ann', aJwt('ann', inHours(1))),
    );
    expect([reply.status, await reply.text()]).toEqual([
      409,
      expect.stringContaining('asked as the service for it'),
    ]);
  });
});

describe('what would ask while nobody is there', () => {
  const headers = proxied('ann', aJwt('ann', inHours(1)));
  it.each([
    ['POST', '/v1/watches'],
    ['PATCH', '/v1/watches/wat_x'],
    ['POST', '/v1/watches/wat_x/resume'],
    ['POST', '/v1/digests'],
    ['POST', '/v1/digests/dig_x/resume'],
    ['POST', '/v1/digests/dig_x/trigger'],
    ['POST', '/v1/evaluations'],
    ['PUT', '/v1/evaluations/schedule'],
    ['POST', '/v1/evaluations/schedule/resume'],
    ['POST', '/v1/evaluations/schedule/trigger'],
    ['POST', '/v1/evaluations/schedule/backfill'],
    ['POST', '/v1/investigations/inv_x/proposals/p/approve'],
    ['POST', '/v1/alerts/p/resume'],
  ])('is refused with the reason: %s %s', async (method, path) => {
    const asJson = { ...headers, 'content-type': 'application/json' };
    const sent = { method, headers: asJson, body: '{}' };
    const reply = await fetch(service.url + path, sent);
    expect([reply.status, await reply.text()]).toEqual([
      409,
      expect.stringContaining('only as the user who is there'),
    ]);
  });

  it('can still be looked at, paused and deleted', async () => {
    expect((await service.get('/v1/watches', headers)).status).toBe(200);
    expect((await post('/v1/digests/dig_x/pause', headers)).status).toBe(404);
    expect(Object.keys(routePermissions)).toContain('DELETE /v1/watches/{id}');
  });

  it('leaves no tool that uses the rights of the service', async () => {
    const { tools } = (await (await service.get('/v1/tools', headers)).json()) as {
      tools: { tool: string; available: boolean; why: string | null }[];
    };
    const closed = tools.filter(({ why }) => why?.startsWith('ON_BEHALF_OF'));
    expect(closed.map(({ tool }) => tool)).toEqual(['dashboards', 'alerts']);
  });
});

describe('an API', () => {
  it('does not start where no way in brings tokens', async () => {
    const { code, err } = await runProcess('api/main.ts', [], {
      ON_BEHALF_OF: 'databricks-apps',
      TOKEN_KEYS: tokenKey(),
    });
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^ON_BEHALF_OF is set, and AUTH is not/),
    ]);
  });

  it('does not start without a key', async () => {
    const { code, err } = await runProcess('worker/main.ts', [], {
      ON_BEHALF_OF: 'databricks-apps',
    });
    expect([code, err]).toEqual([1, expect.stringContaining('TOKEN_KEYS')]);
  });
});

describe('where the setting is off', () => {
  it('takes no token, whatever a proxy hands over', async () => {
    const off = loadConfig({
      AUTH: 'databricks-apps',
      DATABRICKS_APP_NAME: 'h',
      DATABRICKS_APP_PORT: '8000',
    });
    await using plain = await startService((pool) => openDoor(off, pool));
    const reply = await plain.post(
      '/v1/investigations',
      question,
      proxied('ann', aJwt('ann', inHours(1))),
    );
    expect(await reply.json()).toMatchObject({ identity: 'service', askedAs: null });
    expect((await plain.pool.query('select 1 from user_tokens')).rows).toEqual([]);
  });
});
