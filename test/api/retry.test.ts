import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from '../../adapters/postgres/pool.ts';
import type { Investigation } from '../../domain/investigation.ts';
import { event, finished, laneFinished, routed, startService } from './service.ts';
import type { Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const retry = (id: string, body?: object, headers?: Record<string, string>) =>
  service.post(`/v1/investigations/${id}/retry`, body, headers);

/** An investigation of which cost answered and security did not. */
async function partial(): Promise<Investigation> {
  const asked = await service.ask({ budgetSeconds: 60, visibility: 'team' });
  await service.write(
    asked.id,
    event('started', {}),
    routed('cost', 'security'),
    laneFinished('cost', 'answered'),
    laneFinished('security', 'failed'),
    finished('completed'),
  );
  return asked;
}

describe('POST …/retry', () => {
  it('is a new investigation of the same session, for what has no answer', async () => {
    const old = await partial();
    const reply = await retry(old.id, {});
    expect(reply.status).toBe(202);
    const { id, retryOf, sessionId, question, visibility } = (await reply.json()) as Investigation;
    expect(reply.headers.get('location')).toBe(`/v1/investigations/${id}`);
    expect(id).not.toBe(old.id);
    expect({ retryOf, sessionId, question, visibility }).toEqual({
      retryOf: old.id,
      sessionId: old.sessionId,
      question: old.question,
      visibility: 'team',
    });
    const row = await service.deps.store.find({ id, owner: 'local' });
    expect(row).toMatchObject({ domains: ['security'], budgetSeconds: 60 });
    expect(service.engine.started.at(-1)).toMatchObject({ id, budgetSeconds: 60 });
    const [queued] = await service.deps.store.events(
      { id, owner: 'local' },
      { after: -1, limit: 1, withDeltas: false },
    );
    expect(queued).toMatchObject({ type: 'queued', retryOf: old.id });
  });

  it('is the same for the same key', async () => {
    const old = await partial();
    const headers = { 'Idempotency-Key': `again-${old.id}` };
    const ids = [await retry(old.id, {}, headers), await retry(old.id, {}, headers)];
    const [first, second] = await Promise.all(ids.map((reply) => reply.json()));
    expect(first).toMatchObject({ retryOf: old.id });
    expect((second as Investigation).id).toBe((first as Investigation).id);
  });

  it.each([
    ['is queued', async () => (await service.ask()).id, {}],
    ['did not ask quality', async () => (await partial()).id, { domains: ['quality'] }],
    ['cost has answered', async () => (await partial()).id, { domains: ['cost'] }],
  ] as const)('is refused in words: %s', async (reason, make, body) => {
    const reply = await retry(await make(), body);
    expect(reply.status).toBe(409);
    expect(((await reply.json()) as { detail: string }).detail).toContain(reason);
  });

  it('is refused while another one tries it again', async () => {
    const old = await partial();
    const replies = await Promise.all([retry(old.id, {}), retry(old.id, {})]);
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([202, 409]));
  });

  it('of somebody else, or of none, is not found', async () => {
    const old = await partial();
    await query(service.pool, `update investigations set owner = 'ann' where id = $1`, [old.id]);
    expect((await retry(old.id, {})).status).toBe(404);
    expect((await retry(`inv_${'f'.repeat(32)}`, {})).status).toBe(404);
  });

  it.each([[{ domains: [] }], [{ domains: ['moon'] }], [{ question: 'Why?' }]])(
    'with %j is invalid',
    async (body) => {
      expect((await retry((await partial()).id, body)).status).toBe(400);
    },
  );
});
