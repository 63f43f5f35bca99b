import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Investigation } from '../../domain/investigation.ts';
import { query } from '../../adapters/postgres/pool.ts';
import { finished, startService } from './service.ts';
import type { Service } from './service.ts';

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service.close());

const question = 'What did jobs cost?';

/** Posts questions one after another; the status and the resource or the problem of each reply. */
async function post(count: number, to = service, body: object = {}) {
  const replies: { status: number; body: Partial<Investigation> & { detail?: string } }[] = [];
  for (let n = 0; n < count; n += 1) {
    const reply = await to.post('/v1/investigations', { question, ...body });
    replies.push({ status: reply.status, body: (await reply.json()) as Partial<Investigation> });
  }
  return replies;
}

describe('a question behind admitted ones that have not asked Genie yet', () => {
  it('is told the wait for their questions too', async () => {
    // Five questions a minute and two expected of each investigation.
    const replies = await post(5);
    const waits = replies.map(({ body }) => body.estimate?.waitSeconds);
    expect(waits).toEqual([0, 0, 60, 60, 60]);
    const last = replies.at(-1)?.body;
    expect(last?.estimate?.reason).toContain('8 questions are waiting');
    const createdMs = Date.parse(last?.createdAt ?? '');
    expect(Date.parse(last?.deadlineAt ?? '') - createdMs).toBe(180_000);
  });

  it('is refused once their questions would keep it waiting for too long', async () => {
    const replies = await post(20);
    const admitted = replies.filter(({ status }) => status === 202);
    // The fifteenth has its last question at the end of the sixth minute.
    expect(admitted).toHaveLength(15);
    expect(replies[15]).toMatchObject({ status: 429, body: { code: 'limit.exceeded' } });
  });

  it('is refused also when all come at once', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 200 }, async () => (await post(1))[0]?.status),
    );
    expect(statuses.filter((status) => status === 202)).toHaveLength(15);
    expect(statuses.filter((status) => status === 429)).toHaveLength(185);
  });

  it('waits no longer for those that have ended', async () => {
    for (const { body } of await post(3)) if (body.id) await service.write(body.id, finished());
    expect((await post(1))[0]?.body.estimate?.waitSeconds).toBe(0);
  });
});

describe('the questions of the day', () => {
  const limits = (daily: number) => ({ ...service.deps.limits, dailyGenieQuestions: daily });

  it('hold those that were admitted and have not been asked', async () => {
    await using limited = await startService({ limits: limits(4) });
    const replies = await post(3, limited, { domains: ['cost', 'quality'] });
    expect(replies.map(({ status }) => status)).toEqual([202, 202, 429]);
    expect(replies[2]?.body).toMatchObject({ code: 'limit.day' });
    expect(replies[2]?.body.detail).toContain('4 of 4');
  });

  it('count only for their own day', async () => {
    await using limited = await startService({ limits: limits(2) });
    await post(1, limited);
    await query(
      limited.pool,
      `update investigations set status = 'completed', created_at = created_at - interval '1 day'`,
    );
    expect((await post(1, limited))[0]?.status).toBe(202);
  });
});

describe('more open questions than the running workers can hold', () => {
  it('are refused with the time after which one has ended', async () => {
    await query(
      service.pool,
      `insert into workers (id, genie_slots) values ('one', 6), ('two', 5), ('dead', 100)`,
    );
    await query(
      service.pool,
      `update workers set seen_at = clock_timestamp() - interval '1 minute' where id = 'dead'`,
    );
    await using wide = await startService({
      store: service.deps.store,
      limits: { ...service.deps.limits, genieQuestionsPerMinute: 1_000 },
    });
    const replies = await post(3, wide, { domains: ['cost', 'quality', 'security', 'unified'] });
    expect(replies.map(({ status }) => status)).toEqual([202, 202, 429]);
    expect(replies[2]?.body).toMatchObject({ code: 'limit.exceeded' });
    expect(replies[2]?.body.detail).toContain('11 Genie questions at the same time: 8 are open');
    const reply = await wide.post('/v1/investigations', { question, domains: ['cost'] });
    expect(reply.status).toBe(202);
    const refused = await wide.post('/v1/investigations', {
      question,
      domains: ['cost', 'quality', 'security'],
    });
    const seconds = Number(refused.headers.get('retry-after'));
    expect([refused.status, seconds > 0 && seconds <= 60]).toEqual([429, true]);
  });
});
