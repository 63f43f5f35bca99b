import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWorkStore } from '../../adapters/postgres/work-store.ts';
import { AppError } from '../../domain/errors.ts';
import type { SteerAction } from '../../domain/events.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import { createDatabase, type SuiteDatabase } from '../support/database.ts';
import { event, finished, laneFinished, routed, startService } from './service.ts';
import type { Service } from './service.ts';

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

const cancel = (id: InvestigationId) => service.post(`/v1/investigations/${id}/cancel`);
const steer = (id: InvestigationId, action: Partial<SteerAction>) =>
  service.post(`/v1/investigations/${id}/steer`, action);

describe('POST …/cancel', () => {
  it('sets the flag and tells the run; again is the same', async () => {
    const { id } = await service.ask();
    const replies = [await cancel(id), await cancel(id)];
    expect(replies.map((reply) => reply.status)).toEqual([202, 202]);
    expect(await replies[1]?.json()).toMatchObject({ id, status: 'queued' });
    expect(service.engine.cancelled).toEqual([id, id]);
    const row = await service.deps.store.find({ id, owner: 'local' });
    expect(row?.cancelRequestedAtMs).toBeTypeOf('number');
  });

  it('is 202 while Temporal is down, and the flag stays', async () => {
    const { id } = await service.ask();
    service.engine.down = true;
    expect((await cancel(id)).status).toBe(202);
    const row = await service.deps.store.find({ id, owner: 'local' });
    expect(row?.cancelRequestedAtMs).toBeTypeOf('number');
  });

  it('of a cancelled one is 202, of another finished one 409', async () => {
    const cancelled = await service.ask();
    await service.write(cancelled.id, finished('cancelled'));
    expect((await cancel(cancelled.id)).status).toBe(202);
    const done = await service.ask();
    await service.write(done.id, finished('completed'));
    const reply = await cancel(done.id);
    expect(reply.status).toBe(409);
    expect(await reply.json()).toMatchObject({ code: 'input.conflict' });
    expect(service.engine.cancelled).toEqual([]);
  });
});

describe('POST …/steer', () => {
  const waiting = event('lane.waiting', {
    domain: 'cost',
    round: 1,
    reason: 'clarification',
    question: 'Which workspace?',
    questionId: 'cost:1:1',
  });
  const queueing = event('lane.waiting', {
    domain: 'cost',
    round: 1,
    reason: 'quota',
    position: 1,
    until: '2026-01-01T00:00:00.000Z',
  });
  const begun = event('started', {});
  const skipCost: SteerAction = { action: 'skip', domain: 'cost' };
  const answerCost: SteerAction = {
    action: 'answer',
    domain: 'cost',
    text: 'prod',
    questionId: 'cost:1:1',
  };
  const answerNow: SteerAction = { action: 'answerNow' };
  const hint: SteerAction = { action: 'hint', text: 'Only prod.' };
  const longHint: SteerAction = { action: 'hint', text: 'x'.repeat(4_000) };
  const tooLong: SteerAction = { action: 'extend', seconds: 3_600 };
  const hintCost: SteerAction = { action: 'hint', text: 'Only prod.', domain: 'cost' };
  const extend: SteerAction = { action: 'extend', seconds: 60 };

  it.each([
    ['answerNow once routed', [begun, routed('cost')], answerNow],
    ['skip of one of two', [begun, routed('cost', 'quality')], skipCost],
    ['answer to a question back', [begun, routed('cost'), waiting], answerCost],
    ['hint for a domain', [begun, routed('cost')], hintCost],
    ['hint of 4,000 characters', [begun, routed('cost')], longHint],
    ['more time', [begun, routed('cost')], extend],
  ])('passes on %s, under the id of the request', async (_, events, action) => {
    const { id } = await service.ask();
    await service.write(id, ...events);
    const reply = await steer(id, action);
    expect(reply.status).toBe(200);
    expect(await reply.json()).toMatchObject({ id, status: 'running' });
    const updateId = reply.headers.get('x-request-id');
    expect(service.engine.steered).toEqual([{ updateId, action }]);
  });

  it.each([
    ['before routing', [], answerNow],
    ['a skip before routing', [begun], skipCost],
    ['after the end', [begun, routed('cost'), finished()], answerNow],
    ['a skip of a domain that is not asked', [begun, routed('quality')], skipCost],
    [
      'a skip of a lane that has finished',
      [begun, routed('cost', 'quality'), laneFinished('cost', 'answered')],
      skipCost,
    ],
    [
      'a skip of the last lane not skipped',
      [begun, routed('cost', 'quality'), laneFinished('quality', 'skipped')],
      skipCost,
    ],
    ['a hint before routing', [begun], hint],
    ['a hint for a domain that is not asked', [begun, routed('quality')], hintCost],
    [
      'a hint for a domain that has finished',
      [begun, routed('cost', 'quality'), laneFinished('cost', 'answered')],
      hintCost,
    ],
    [
      'a hint when every domain has finished',
      [begun, routed('cost'), laneFinished('cost', 'answered')],
      hint,
    ],
    ['more time than the maximum', [begun, routed('cost')], tooLong],
    ['more time after the end', [begun, routed('cost'), finished()], extend],
    ['an answer to nothing', [begun, routed('cost')], answerCost],
    ['an answer to a lane that waits for quota', [begun, routed('cost'), queueing], answerCost],
  ])('refuses %s with 409 and its reason', async (_, events, action) => {
    const { id } = await service.ask();
    await service.write(id, ...events);
    const reply = await steer(id, action);
    expect(reply.status).toBe(409);
    expect(await reply.json()).toMatchObject({
      code: 'input.conflict',
      detail: expect.stringMatching(/\.$/),
    });
    expect(service.engine.steered).toEqual([]);
  });

  it('takes an answer without a question for the one that is shown, and names it', async () => {
    const { id } = await service.ask();
    await service.write(id, begun, routed('cost'), waiting);
    const unnamed = { action: 'answer', domain: 'cost', text: 'prod' } as const;
    expect((await steer(id, unnamed)).status).toBe(200);
    expect(service.engine.steered).toMatchObject([{ action: { questionId: 'cost:1:1' } }]);
  });

  it('refuses an answer to a question that is no longer shown', async () => {
    const { id } = await service.ask();
    await service.write(id, begun, routed('cost'), waiting);
    const reply = await steer(id, { ...answerCost, questionId: 'cost:1:0' });
    expect(reply.status).toBe(409);
    expect(await reply.json()).toMatchObject({ detail: expect.stringContaining('cost:1:1') });
  });

  it('shows which question a lane waits with, until its next leg begins', async () => {
    const { id } = await service.ask();
    await service.write(id, begun, routed('cost'), waiting);
    const resource = async () => (await service.get(`/v1/investigations/${id}`)).json();
    expect(await resource()).toMatchObject({ lanes: [{ questionId: 'cost:1:1' }] });
    const next = { domain: 'cost', round: 1, question: 'prod', ask: 2 } as const;
    await service.write(id, event('lane.started', next));
    expect(await resource()).toMatchObject({ lanes: [{ status: 'asking', questionId: null }] });
  });

  it('refuses what is being cancelled', async () => {
    const { id } = await service.ask();
    await service.write(id, begun, routed('cost'));
    await cancel(id);
    expect((await steer(id, answerNow)).status).toBe(409);
  });

  it('accepts one of two skips that come at once and would leave no domain', async () => {
    const ref = { id: (await service.ask()).id, owner: 'local' };
    const work = createWorkStore(service.pool);
    const question = 'q';
    const both = ['cost', 'quality'] as const;
    const lanes = both.map((domain) => ({ domain, question, spaceId: 's', deadlineAtMs: 0 }));
    await work.commitRouting(ref, {
      routing: {
        domains: both.map((domain) => ({ domain, question, score: 1, reason: 'named' })),
        tools: [],
        source: 'caller',
      },
      degraded: [],
      usage: {},
      prompt: null,
      lanes,
    });
    // What a run does with a steer first.
    service.engine.onSteer = (action) =>
      work.recordSteer(ref, {
        updateId: randomUUID(),
        action: action,
        mostSeconds: { standard: 600, deep: 600 },
      });
    const replies = await Promise.all(
      both.map((domain) => steer(ref.id, { action: 'skip', domain })),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200, 409]));
    const refused = replies.find(({ status }) => status === 409);
    expect(await refused?.json()).toMatchObject({
      code: 'input.conflict',
      detail: expect.stringContaining('the last domain that is not skipped'),
    });
  });

  it('says that it has ended when it ends while it is asked', async () => {
    const { id } = await service.ask();
    await service.write(id, begun, routed('cost'));
    service.engine.onSteer = async () => {
      await service.write(id, finished('completed'));
      throw new AppError('dependency.down', 'Temporal does not answer: it is closing');
    };
    const reply = await steer(id, answerNow);
    expect([reply.status, (await reply.json()) as object]).toMatchObject([
      409,
      { code: 'input.conflict', detail: 'The investigation is completed.' },
    ]);
  });

  it.each([
    ['input.conflict', 409],
    ['dependency.down', 503],
  ] as const)('hands on the refusal %s of the run as %i', async (code, status) => {
    const { id } = await service.ask();
    await service.write(id, begun, routed('cost'));
    service.engine.onSteer = async () => {
      throw new AppError(code, 'The run says no.');
    };
    expect((await steer(id, answerNow)).status).toBe(status);
  });
});
