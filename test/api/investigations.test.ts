import { query } from '../../adapters/postgres/pool.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InvestigationBody } from '../../api/schemas.ts';
import type { Investigation } from '../../domain/investigation.ts';
import { manualNotifications } from './manual-notifications.ts';
import {
  authenticateByHeader,
  event,
  finished,
  laneFinished,
  routed,
  startService,
} from './service.ts';
import type { Service } from './service.ts';

let service: Service;
beforeEach(async () => {
  service = await startService({ authenticate: authenticateByHeader });
});
afterEach(() => service.close());

const resourceOf = async (reply: Response): Promise<Investigation> =>
  (await reply.json()) as Investigation;
const q = { question: 'What did jobs cost?' };

describe('POST /v1/investigations', () => {
  it('answers 202 with the resource and its Location, and starts one run', async () => {
    const reply = await service.post('/v1/investigations', {
      ...q,
      domains: ['cost'],
      budgetSeconds: 60,
    });
    const it = await resourceOf(reply);
    expect(reply.status).toBe(202);
    expect(reply.headers.get('location')).toBe(`/v1/investigations/${it.id}`);
    expect(it).toMatchObject({
      status: 'queued',
      mode: 'standard',
      visibility: 'private',
      question: q.question,
      links: { self: `/v1/investigations/${it.id}` },
      lastSeq: 0,
    });
    expect(Date.parse(it.deadlineAt) - Date.parse(it.createdAt)).toBe(60_000);
    expect(service.engine.started).toEqual([
      {
        id: it.id,
        owner: 'local',
        deadlineAtMs: Date.parse(it.deadlineAt),
        budgetSeconds: 60,
        laneLimitMs: 100_000,
      },
    ]);
  });

  it('takes a deep one of up to seven days, with its first round', async () => {
    const budgets = [60, 604_800];
    for (const budgetSeconds of budgets) {
      const { id, deep, deadlineAt, createdAt } = await service.ask({
        mode: 'deep',
        budgetSeconds,
      });
      expect(deep).toBeNull();
      expect(Date.parse(deadlineAt) - Date.parse(createdAt)).toBe(budgetSeconds * 1_000);
      expect(service.engine.started.at(-1)).toMatchObject({ id, deep: { round: 1, runs: 0 } });
    }
    await service.ask();
    expect(service.engine.started.at(-1)).not.toHaveProperty('deep');
  });

  it('trims the question and takes 4,000 characters of any script', async () => {
    const it = await service.ask({ question: `  ${'😀'.repeat(4_000)}\n` });
    expect(it.question).toBe('😀'.repeat(4_000));
  });

  it('gives the same investigation for the same key, 422 for another body under it', async () => {
    const key = { 'idempotency-key': 'k1' };
    const first = await resourceOf(await service.post('/v1/investigations', q, key));
    const again = await service.post('/v1/investigations', { ...q, mode: 'standard' }, key);
    expect(again.status).toBe(202);
    expect((await resourceOf(again)).id).toBe(first.id);
    const other = await service.post('/v1/investigations', { ...q, domains: ['cost'] }, key);
    expect(other.status).toBe(422);
    expect(await other.json()).toMatchObject({ code: 'input.key_reused' });
    expect(await service.count('investigations')).toBe(1);
  });

  it('makes one investigation of twenty requests that carry one key at once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, () =>
        service.post('/v1/investigations', q, { 'idempotency-key': 'k1' }),
      ),
    );
    const ids = await Promise.all(replies.map(async (reply) => (await resourceOf(reply)).id));
    expect(replies.map((reply) => reply.status)).toEqual(Array(20).fill(202));
    expect(new Set(ids).size).toBe(1);
    expect(await service.count('events')).toBe(1);
  });

  it('is 503 with Location and Retry-After while no run can be started; the key starts it', async () => {
    service.engine.down = true;
    const key = { 'idempotency-key': 'k1' };
    const reply = await service.post('/v1/investigations', q, key);
    expect(reply.status).toBe(503);
    expect(await reply.json()).toMatchObject({ code: 'dependency.down' });
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    const location = reply.headers.get('location') ?? '';
    expect((await resourceOf(await service.get(location))).status).toBe('queued');
    service.engine.down = false;
    const again = await service.post('/v1/investigations', q, key);
    expect([again.status, again.headers.get('location')]).toEqual([202, location]);
    expect(service.engine.started).toHaveLength(1);
  });

  it('is 429 with Retry-After when the wait would be too long', async () => {
    await using slow = await startService();
    await query(
      slow.pool,
      `insert into quota_workspaces (workspace, paused_until)
        values ($1, statement_timestamp() + interval '342 seconds')`,
      [slow.deps.workspace],
    );
    const reply = await slow.post('/v1/investigations', q);
    expect(reply.status).toBe(429);
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(35);
    expect(await reply.json()).toMatchObject({ code: 'limit.exceeded' });
    expect(slow.engine.started).toEqual([]);
  });

  it('is 403 for a domain of other groups, which /v1/agents shows as not available', async () => {
    await using closed = await startService({ domainAccess: { security: ['auditors'] } });
    const reply = await closed.post('/v1/investigations', { ...q, domains: ['security'] });
    expect(reply.status).toBe(403);
    expect(await reply.json()).toMatchObject({ code: 'auth.denied' });
    expect(await closed.count('investigations')).toBe(0);
    const { agents } = (await (await closed.get('/v1/agents')).json()) as {
      agents: { domain: string; available: boolean; why: string | null }[];
    };
    expect(agents.find((one) => one.domain === 'security')).toMatchObject({ available: false });
    expect(agents.find((one) => one.domain === 'quality')).toMatchObject({
      available: false,
      why: 'QUALITY_GENIE_SPACE_ID is not set.',
    });
    expect(agents.find((one) => one.domain === 'cost')).toMatchObject({
      available: true,
      why: null,
    });
  });
});

describe('GET /v1/investigations/{id}', () => {
  it('folds the log', async () => {
    const { id } = await service.ask();
    await service.write(id, event('started', {}), routed('cost', 'security'));
    await service.write(id, laneFinished('cost', 'answered'), finished());
    const it = await resourceOf(await service.get(`/v1/investigations/${id}`));
    expect(it).toMatchObject({ status: 'completed', lastSeq: 4 });
    // The document that clients are given describes all of it and nothing else.
    expect(InvestigationBody.strict().parse(it)).toEqual(it);
    expect(it.lanes.map((lane) => [lane.domain, lane.outcome])).toEqual([
      ['cost', 'answered'],
      ['security', null],
    ]);
  });

  it('waits for the status to change, and no longer', { timeout: 20_000 }, async () => {
    const notifications = manualNotifications();
    await using waited = await startService({ notifications });
    const { id } = await waited.ask();
    await waited.write(id, event('started', {}));
    let answered = false;
    const waiting = waited.get(`/v1/investigations/${id}?waitSeconds=60`).then((reply) => {
      answered = true;
      return resourceOf(reply);
    });
    await notifications.heard;
    await waited.write(id, routed('cost'));
    notifications.notify();
    expect(answered).toBe(false);
    await waited.write(id, finished());
    notifications.notify();
    expect((await waiting).status).toBe('completed');
  });

  it('stops waiting when the time is up', async () => {
    const { id } = await service.ask();
    const startedMs = performance.now();
    const it = await resourceOf(await service.get(`/v1/investigations/${id}?waitSeconds=1`));
    expect(it.status).toBe('queued');
    expect(performance.now() - startedMs).toBeGreaterThan(950);
  });

  it('stops waiting when the process stops', { timeout: 20_000 }, async () => {
    const notifications = manualNotifications();
    await using waited = await startService({ notifications });
    const { id } = await waited.ask();
    const waiting = waited.get(`/v1/investigations/${id}?waitSeconds=60`);
    await notifications.heard;
    waited.stop();
    expect((await resourceOf(await waiting)).status).toBe('queued');
  });

  it('does not wait for what has ended', async () => {
    const { id } = await service.ask();
    await service.write(id, finished('failed'));
    const it = await resourceOf(await service.get(`/v1/investigations/${id}?waitSeconds=60`));
    expect(it.status).toBe('failed');
  });

  it('is 404 for another person, as are its events, its evidence, cancel and steer', async () => {
    const { id } = await service.ask();
    const bob = { 'x-test-principal': 'bob' };
    const self = `/v1/investigations/${id}`;
    const replies = [
      await service.get(self, bob),
      await service.get(`${self}/events`, bob),
      await service.get(`${self}/evidence`, bob),
      await service.post(`${self}/cancel`, undefined, bob),
      await service.post(`${self}/steer`, { action: 'answerNow' }, bob),
    ];
    expect(replies.map((reply) => reply.status)).toEqual([404, 404, 404, 404, 404]);
    expect(service.engine.cancelled).toEqual([]);
  });
});

describe('GET /v1/investigations', () => {
  type List = { investigations: Investigation[]; nextCursor: string | null };
  const list = async (search: string): Promise<List> =>
    (await (await service.get(`/v1/investigations${search}`)).json()) as List;

  it('lists newest first, page by page', async () => {
    const asked: string[] = [];
    for (const n of [1, 2, 3]) asked.push((await service.ask({ question: `Question ${n}` })).id);
    const first = await list('?limit=2');
    expect(first.investigations.map(({ id }) => id)).toEqual([asked[2], asked[1]]);
    const second = await list(`?limit=2&cursor=${first.nextCursor}`);
    expect(second.investigations.map(({ id }) => id)).toEqual([asked[0]]);
    expect(second.nextCursor).toBeNull();
  });

  it('finds by text, status and session', async () => {
    const cost = await service.ask({ question: 'What did jobs cost?' });
    const logins = await service.ask({ question: 'Who logged in?' });
    await service.write(logins.id, finished());
    const idsOf = async (search: string) => (await list(search)).investigations.map(({ id }) => id);
    expect(await idsOf('?q=JOBS')).toEqual([cost.id]);
    expect(await idsOf('?status=completed')).toEqual([logins.id]);
    expect(await idsOf(`?sessionId=${cost.sessionId}`)).toEqual([cost.id]);
  });
});

describe('PATCH /v1/investigations/{id}', () => {
  it('takes private, which it is already', async () => {
    const { id } = await service.ask();
    const reply = await fetch(`${service.url}/v1/investigations/${id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: '{"visibility":"private"}',
    });
    expect([reply.status, (await resourceOf(reply)).visibility]).toEqual([200, 'private']);
  });
});
