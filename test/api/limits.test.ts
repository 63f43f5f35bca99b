import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createRateLimits } from '../../adapters/postgres/rate-limits.ts';
import { createApiKeyStore } from '../../adapters/postgres/api-keys.ts';
import { query } from '../../adapters/postgres/pool.ts';
import { startTeamService } from './team-service.ts';
import type { Identity, TeamService } from './team-service.ts';

let service: TeamService;
beforeAll(async () => {
  service = await startTeamService((pool) => ({
    rateLimits: createRateLimits(pool, { question: 3, preview: 2, 'sign-in': 2 }),
    mostStreams: 2,
  }));
});
afterAll(() => service.close());

const body = { question: 'What did jobs cost?', domains: ['cost'] };
const ask = (who: Identity, headers = {}) =>
  service.call(who, 'POST', '/v1/investigations', body, headers);

describe('a principal', () => {
  it('asks as often as the limit says, others go on, and a repeated request does not count', async () => {
    const key = { 'idempotency-key': 'monday' };
    const told = [await ask('owner', key), await ask('owner', key), await ask('owner')];
    told.push(await ask('owner'), await ask('owner'), await ask('owner', key));
    expect(told.map(({ status }) => status)).toEqual([202, 202, 202, 202, 429, 202]);
    expect(told[4]?.text).toContain('"code":"limit.rate"');
    expect((await ask('teamMember')).status).toBe(202);
  });

  it('is told when to ask again', async () => {
    const key = createApiKeyStore(service.pool);
    const { text } = await key.create({
      name: 'busy',
      principal: 'key:busy',
      role: 'analyst',
      groups: [],
      scopes: null,
      dailyQuestions: null,
      days: 1,
    });
    const post = () =>
      service.post('/v1/investigations', body, { authorization: `Bearer ${text}` });
    const replies = [await post(), await post(), await post(), await post()];
    const last = replies.at(-1);
    expect(last?.status).toBe(429);
    const wait = Number(last?.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
  });

  it('looks where questions would go as often as the limit of that says', async () => {
    const look = async () =>
      (await service.call('analystOfAnother', 'POST', '/v1/route', { question: 'Cost?' })).status;
    expect([await look(), await look(), await look()]).toEqual([200, 200, 429]);
  });

  it('shares its limit with no other process twice: the count is in the database', async () => {
    const again = createRateLimits(service.pool, { question: 3, preview: 2, 'sign-in': 2 });
    await expect(again.take('question', 'key:owner')).rejects.toMatchObject({ code: 'limit.rate' });
    await query(service.pool, 'update rate_limits set expire = 0');
    await again.take('question', 'key:owner');
    const rows = await query<{ key: string }>(service.pool, 'select key from rate_limits');
    expect(JSON.stringify(rows)).not.toContain('owner');
  });

  it('has as many event streams open as the limit says, and may open one again', async () => {
    await query(service.pool, 'update rate_limits set expire = 0');
    const key = createApiKeyStore(service.pool);
    const { text } = await key.create({
      name: 'watcher',
      principal: 'key:watcher',
      role: 'analyst',
      groups: [],
      scopes: null,
      dailyQuestions: null,
      days: 1,
    });
    const headers = { authorization: `Bearer ${text}` };
    const asked = await service.post('/v1/investigations', body, headers);
    const { id } = (await asked.json()) as { id: string };
    /** Open once its first bytes are there. */
    const open = async () => {
      const left = new AbortController();
      const path = `${service.url}/v1/investigations/${id}/events`;
      const reply = await fetch(path, { headers, signal: left.signal });
      if (reply.ok) await reply.body?.getReader().read();
      return { reply, close: () => left.abort() };
    };
    const first = await open();
    const second = await open();
    const refused = await open();
    expect([first, second, refused].map(({ reply }) => reply.status)).toEqual([200, 200, 429]);
    expect(refused.reply.headers.get('retry-after')).toBe('5');
    expect(await refused.reply.text()).toContain('event streams open');
    first.close();
    // The service hears of it in its own time.
    await vi.waitFor(async () => expect((await open()).reply.status).toBe(200));
    second.close();
  });

  it('has the Genie questions a day that its key says', async () => {
    await query(service.pool, 'update rate_limits set expire = 0');
    await query(
      service.pool,
      `update api_keys set daily_questions = 1 where principal = 'key:analystOfAnother'`,
    );
    const told = [await ask('analystOfAnother'), await ask('analystOfAnother')];
    expect(told.map(({ status }) => status)).toEqual([202, 429]);
    expect(told[1]?.text).toContain('the limit of your key');
  });
});

describe('an address', () => {
  it('tries keys as often as the limit says', async () => {
    const origin = { origin: service.url };
    const attempt = async () => (await service.post('/v1/sign-in', { key: 'x' }, origin)).status;
    expect([await attempt(), await attempt(), await attempt()]).toEqual([401, 401, 429]);
  });
});
