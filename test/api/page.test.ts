import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { query } from '../../adapters/postgres/pool.ts';
import { laneFinished, routed, startService, event, type Service } from './service.ts';
import { createDatabase, type SuiteDatabase } from '../support/database.ts';

// Each case looks at investigations of its own.
let database: SuiteDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database?.[Symbol.asyncDispose]());

let service: Service;
beforeEach(async () => {
  service = await startService({}, database);
});
afterEach(() => service.close());

const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('the page', () => {
  it.each(['/', '/i/inv_1', '/history', '/evaluations', '/evaluations/eva_1', '/health'])(
    'is at %s, with a policy that lets nothing else in',
    async (path) => {
      const reply = await service.get(path, html);
      expect(reply.status).toBe(200);
      expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
      const policy = reply.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(await reply.text()).toMatch(/<script type="module" src="\/assets\/main-\w+\.js">/);
    },
  );

  it('tells a person at a browser, and a program in its own way, that nothing is there', async () => {
    for (const path of ['/nowhere', '/i/', '/i/a/b', '/assets/none.js']) {
      const problem = await service.get(path, { accept: 'application/json' });
      expect(problem.status, path).toBe(404);
      expect(problem.headers.get('content-type'), path).toBe('application/problem+json');
    }
    const shown = await service.get('/nowhere', html);
    expect(shown.status).toBe(404);
    expect(await shown.text()).toContain('<div id="page">');
    expect((await service.get('/v1/nowhere', html)).headers.get('content-type')).toBe(
      'application/problem+json',
    );
  });

  it('that cannot be bundled is a failure of its own: the API goes on', async () => {
    await using broken = await startService({ page: () => Promise.reject(new Error('no disk')) });
    const reply = await broken.get('/', html);
    expect(reply.status).toBe(503);
    expect(await reply.json()).toMatchObject({ code: 'dependency.down' });
    expect((await broken.ask()).status).toBe('queued');
  });
});

describe('what the page reads', () => {
  it('has questions to begin with for each domain', async () => {
    const { agents } = (await (await service.get('/v1/agents')).json()) as {
      agents: { domain: string; suggestions: string[] }[];
    };
    expect(agents.map(({ suggestions }) => suggestions)).toEqual(
      agents.map(({ domain }) => [`What about ${domain}?`]),
    );
  });

  it('lists the investigations that asked a domain', async () => {
    const [cost, both, none] = [await service.ask(), await service.ask(), await service.ask()];
    const lane = async (id: string, domain: string): Promise<void> => {
      await query(
        service.pool,
        `insert into lanes (investigation_id, owner, round, domain, question, deadline_at)
         values ($1, 'local', 1, $2, 'q', now())`,
        [id, domain],
      );
    };
    await lane(cost.id, 'cost');
    await lane(both.id, 'cost');
    await lane(both.id, 'quality');
    const listed = async (domain: string): Promise<unknown> => {
      const reply = await service.get(`/v1/investigations?domain=${domain}`);
      const { investigations } = (await reply.json()) as { investigations: { id: string }[] };
      return investigations.map(({ id }) => id);
    };
    expect(await listed('cost')).toEqual([both.id, cost.id]);
    expect(await listed('quality')).toEqual([both.id]);
    expect(await listed('security')).toEqual([]);
    expect((await service.get('/v1/investigations?domain=nonsense')).status).toBe(400);
    expect(none.status).toBe('queued');
  });

  it('runs the doctor once for all who ask at the same time', async () => {
    const gate = Promise.withResolvers<void>();
    let runs = 0;
    const diagnose = async () => {
      runs += 1;
      await gate.promise;
      return { ok: true, target: 'here', checks: [] };
    };
    await using asked = await startService({ diagnose });
    const both = [asked.post('/v1/diagnosis', {}), asked.post('/v1/diagnosis', {})];
    await expect.poll(() => runs).toBe(1);
    gate.resolve();
    for (const reply of await Promise.all(both))
      expect(await reply.json()).toEqual({ ok: true, target: 'here', checks: [] });
    expect((await asked.post('/v1/diagnosis')).status).toBe(400);
  });

  it('shows an investigation of an evaluation to everybody, who cannot change it', async () => {
    const { id } = await service.ask();
    await service.write(
      id,
      event('started', {}),
      { ...routed('cost'), key: 'routed' },
      laneFinished('cost', 'answered'),
    );
    for (const table of ['investigations', 'events', 'sessions'])
      await query(service.pool, `update ${table} set owner = 'evaluation'`);
    const path = `/v1/investigations/${id}`;
    for (const shown of [path, `${path}/evidence`])
      expect((await service.get(shown)).status).toBe(200);
    const log = await service.get(`${path}/events`, { accept: 'application/json' });
    expect(((await log.json()) as { events: unknown[] }).events).toHaveLength(4);
    expect((await service.post(`${path}/cancel`)).status).toBe(404);
    expect((await service.post(`${path}/steer`, { action: 'answerNow' })).status).toBe(404);
    await query(service.pool, `update investigations set owner = 'somebody'`);
    expect((await service.get(path)).status).toBe(404);
  });
});
