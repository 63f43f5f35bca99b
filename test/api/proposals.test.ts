import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProposalWork } from '../../adapters/postgres/proposals.ts';
import { sweepProposals } from '../../api/sweep.ts';
import type { LiveAlert } from '../../domain/proposal-ports.ts';
import type { Investigation } from '../../domain/investigation.ts';
import type { Problem } from '../../api/errors.ts';
import { anAlert, noAlerts } from '../support/alerts.ts';
import { hex } from '../support/evidence.ts';
import { authenticateByHeader, event, finished, routed, startService } from './service.ts';
import type { Service } from './service.ts';

let service: Service;
/** The far side: alerts of the workspace by id. */
const live = new Map<string, LiveAlert>();

beforeAll(async () => {
  service = await startService({
    authenticate: authenticateByHeader,
    domainAccess: { security: ['guards'] },
  });
  Object.assign(service.deps.proposals.alerts, {
    ...noAlerts,
    read: async (id: string) => live.get(id) ?? null,
    setPaused: async (id: string, isPaused: boolean) => {
      const found = live.get(id);
      if (found !== undefined) live.set(id, { ...found, isPaused });
    },
    remove: async (id: string) => {
      live.delete(id);
    },
  });
});
beforeEach(() => {
  service.engine.down = false;
  service.engine.applied.length = 0;
});
afterAll(() => service.close());

const as = (principal: string) => ({ 'x-test-principal': principal });
const work = () => createProposalWork(service.pool);

async function proposed(content = anAlert()) {
  const { id } = await service.ask({ question: 'Alert me' });
  const tool = { tool: 'alerts' };
  await service.write(id, event('started', {}), routed('cost'));
  await service.write(id, { key: 'tool.started:alerts', type: 'tool.started', payload: tool });
  await service.write(id, finished());
  const ref = { id: `prp_${hex()}`, owner: 'local' };
  const investigation = { id, owner: 'local' };
  const { hash } = await work().propose({ ...ref, investigation, kind: 'alert', content });
  return { id, pid: ref.id, hash, path: `/v1/investigations/${id}/proposals/${ref.id}` };
}
type Proposed = Awaited<ReturnType<typeof proposed>>;

const shown = async ({ id }: Proposed) => {
  const reply = await service.get(`/v1/investigations/${id}`);
  return ((await reply.json()) as Investigation).proposals[0];
};
const approve = ({ path, hash }: Proposed, who = 'local', other = hash) =>
  service.post(`${path}/approve`, { hash: other }, as(who));
const reject = ({ path }: Proposed) => service.post(`${path}/reject`, undefined, as('local'));
const change = (one: Proposed, body: object) =>
  fetch(service.url + one.path, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ hash: one.hash, ...body }),
  });
const problem = async (reply: Response) => (await reply.json()) as Problem;

describe('a proposal', () => {
  it('is shown with all that would be made, and is approved as it was shown', async () => {
    const one = await proposed();
    expect(await shown(one)).toMatchObject({
      id: one.pid,
      kind: 'alert',
      status: 'proposed',
      summary: 'Hour of the day: tell when n is above 5',
      hash: one.hash,
      content: { sql: expect.any(String) as string, condition: { threshold: 5 } },
    });
    const reply = await approve(one);
    expect(reply.status).toBe(202);
    expect(((await reply.json()) as Investigation).proposals[0]?.status).toBe('approved');
    expect(service.engine.applied).toEqual([one.pid]);
    expect(service.lines).toContainEqual(
      expect.objectContaining({ audit: 'proposal approved', proposalId: one.pid }),
    );
  });

  it('that is approved a second time is the same approval', async () => {
    const one = await proposed();
    await approve(one);
    expect((await approve(one)).status).toBe(202);
    expect((await reject(one)).status).toBe(409);
  });

  it('that was rejected is approved no more', async () => {
    const one = await proposed();
    expect([(await reject(one)).status, (await reject(one)).status]).toEqual([202, 202]);
    expect((await approve(one)).status).toBe(409);
    expect(service.engine.applied).toEqual([]);
  });

  it('is nobody else’s to decide, also where the investigation is shared', async () => {
    const one = await proposed();
    await fetch(`${service.url}/v1/investigations/${one.id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ visibility: 'team' }),
    });
    expect((await approve(one, 'bob')).status).toBe(404);
    const other = await proposed();
    expect((await approve({ ...one, path: one.path.replace(one.id, other.id) })).status).toBe(404);
    expect((await shown(one))?.status).toBe('proposed');
  });

  it('of a domain that is closed to its owner by now is not there', async () => {
    const one = await proposed(anAlert({ certified: 'security/denied_tables' }));
    expect((await approve(one)).status).toBe(404);
  });

  it.each([{}, { hash: 'x' }, { hash: 'a'.repeat(64), more: 1 }])(
    'needs its hash: %j',
    async (body) => {
      const one = await proposed();
      const reply = await service.post(`${one.path}/approve`, body, as('local'));
      expect(reply.status).toBe(400);
      expect((await shown(one))?.status).toBe('proposed');
    },
  );
});

describe('a proposal that is changed', () => {
  it('has another hash, so that what was shown before is approved no more', async () => {
    const one = await proposed();
    const reply = await change(one, { condition: { threshold: 9 }, notifies: ['dest-1'] });
    expect(reply.status).toBe(200);
    const now = await shown(one);
    expect(now).toMatchObject({ content: { condition: { threshold: 9 }, notifies: ['dest-1'] } });
    expect((await problem(await approve(one))).detail).toMatch(/not what was shown/);
    expect(service.engine.applied).toEqual([]);
    expect((await approve(one, 'local', now?.hash)).status).toBe(202);
    expect((await change(one, { condition: { threshold: 3 } })).status).toBe(409);
  });

  it('by two at once is changed by one', async () => {
    const one = await proposed();
    const both = await Promise.all([1, 2].map((n) => change(one, { condition: { threshold: n } })));
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  it.each<[string, object, string]>([
    ['a column that the query lacks', { condition: { column: 'absent' } }, 'condition.column'],
    ['a threshold of another type', { condition: { threshold: 'many' } }, 'condition.threshold'],
    ['true for a number', { condition: { threshold: true } }, 'condition.threshold'],
    ['an unknown operator', { condition: { operator: 'ABOVE' } }, 'condition.operator'],
    [
      'a schedule of five fields',
      { schedule: { cron: '0 6 * * *', timeZone: 'UTC' } },
      'schedule.cron',
    ],
    [
      'an hour that is none',
      { schedule: { cron: '0 0 25 * * ?', timeZone: 'UTC' } },
      'schedule.cron',
    ],
    ['no time zone', { schedule: { cron: '0 0 6 * * ?', timeZone: 'Mars' } }, 'schedule.cron'],
    ['a subscriber that is none', { notifies: ['two words'] }, 'notifies.0'],
    ['its statement', { sql: 'select 1' }, 'sql'],
  ])('to %s is refused, with the place', async (_, body, path) => {
    const one = await proposed();
    const reply = await change(one, body);
    expect(reply.status).toBe(400);
    expect((await problem(reply)).errors?.map((error) => error.path)).toContain(path);
    expect((await shown(one))?.hash).toBe(one.hash);
  });
});

describe('an approval while Temporal is down', () => {
  it('is kept, and the sweeper starts its run', async () => {
    const one = await proposed();
    service.engine.down = true;
    expect((await approve(one)).status).toBe(500);
    expect((await shown(one))?.status).toBe('approved');
    service.engine.down = false;
    await sweepProposals(service.deps);
    expect(service.engine.applied).not.toContain(one.pid);
    await service.pool.query(
      `update proposals set decided_at = decided_at - interval '11 seconds' where id = $1`,
      [one.pid],
    );
    await sweepProposals(service.deps);
    expect(service.engine.applied).toContain(one.pid);
  });
});

describe('alerts', () => {
  async function applied() {
    const one = await proposed();
    await approve(one);
    const approved = await work().approved({ id: one.pid, owner: 'local' });
    if (approved === null) throw new Error('it is not approved');
    const alertId = hex();
    await work().end(approved, { alertId });
    const times = { lastEvaluatedAt: '2026-11-18T00:00:00Z', createdAt: null };
    const flags = { isPaused: false, isTrashed: false };
    live.set(alertId, {
      alertId,
      title: 'Hour',
      state: 'TRIGGERED',
      url: 'https://w/alert',
      ...times,
      ...flags,
    });
    return { ...one, alertId };
  }
  const all = async (who = 'local') => {
    const reply = await service.get('/v1/alerts', as(who));
    return ((await reply.json()) as { alerts: { id: string; state: string }[] }).alerts;
  };
  const of = async ({ pid }: { pid: string }) => (await all()).find(({ id }) => id === pid);

  it('are listed as they stand in the workspace, to their owner only', async () => {
    const one = await applied();
    expect(await of(one)).toMatchObject({
      condition: 'n is above 5',
      state: 'TRIGGERED',
      paused: false,
      investigationId: one.id,
    });
    expect(await all('bob')).toEqual([]);
    live.delete(one.alertId);
    expect(await of(one)).toMatchObject({ state: 'deleted', url: null });
  });

  it('are paused, resumed and deleted by their owner only', async () => {
    const one = await applied();
    const send = (verb: string, who: string) =>
      service.post(`/v1/alerts/${one.pid}/${verb}`, undefined, as(who));
    expect((await send('pause', 'bob')).status).toBe(404);
    expect(await (await send('pause', 'local')).json()).toMatchObject({ paused: true });
    expect(await (await send('resume', 'local')).json()).toMatchObject({ paused: false });
    const remove = (who: string) =>
      fetch(`${service.url}/v1/alerts/${one.pid}`, { method: 'DELETE', headers: as(who) });
    expect((await remove('bob')).status).toBe(404);
    expect((await remove('local')).status).toBe(204);
    expect([live.has(one.alertId), await of(one)]).toEqual([false, undefined]);
    expect((await remove('local')).status).toBe(404);
  });
});
