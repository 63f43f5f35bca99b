import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createActivities } from '../../activities/index.ts';
import { createWorkStore } from '../../adapters/postgres/work-store.ts';
import { createEngine } from '../../adapters/temporal/engine.ts';
import type { Investigation } from '../../domain/investigation.ts';
import {
  investigationQueue,
  investigationType,
  proposalType,
  steerUpdateName,
} from '../../workflows/messages.ts';
import { nowMs, openWorld } from '../activities/bench.ts';
import type { World } from '../activities/bench.ts';
import { authenticateByHeader, startService } from '../api/service.ts';
import type { Service } from '../api/service.ts';
import { createWorkspaceControl } from '../support/workspace-control.ts';
import { openScheduleBench } from './schedule-bench.ts';
import type { ScheduleBench } from './schedule-bench.ts';

let world: World;
let temporal: ScheduleBench;
let service: Service;
let workers: AsyncDisposable;
beforeAll(async () => {
  [world, temporal] = await Promise.all([openWorld(), openScheduleBench()]);
  service = await startService({
    authenticate: authenticateByHeader,
    engine: createEngine(temporal.client, {
      workflowType: investigationType,
      taskQueue: investigationQueue,
      steerUpdate: steerUpdateName,
      proposalType,
    }),
  });
  const store = createWorkStore(service.pool);
  workers = await temporal.working(createActivities({ ...world.deps, now: () => nowMs, store }));
});
afterAll(async () => {
  await workers?.[Symbol.asyncDispose]();
  await service?.close();
  await temporal?.[Symbol.asyncDispose]();
  await world?.[Symbol.asyncDispose]();
});

const question = 'Which jobs failed yesterday?';
const asked = async (): Promise<number> =>
  (await createWorkspaceControl(world.workspace.url).questions()).length;

/** Asks, and waits for the end; says how many questions Genie was asked. */
async function ask(body: object, who = 'ann', key?: string) {
  const before = await asked();
  const headers = {
    'x-test-principal': who,
    ...(key === undefined ? {} : { 'Idempotency-Key': key }),
  };
  const reply = await service.post('/v1/investigations', { question, ...body }, headers);
  if (reply.status !== 202) throw new Error(await reply.text());
  const { id } = (await reply.json()) as Investigation;
  for (;;) {
    const shown = await service.get(`/v1/investigations/${id}?waitSeconds=20`, headers);
    const one = (await shown.json()) as Investigation;
    if (one.finishedAt !== null) return { one, questions: (await asked()) - before };
  }
}

describe('the same question again', () => {
  it('takes the tables there are when it is told to, and says so', async () => {
    const first = await ask({ domains: ['reliability'] });
    expect(first.questions).toBe(1);
    const again = await ask({ domains: ['reliability'], reuseSeconds: 600 });
    expect(again.questions).toBe(0);
    expect(again.one).toMatchObject({
      status: 'completed',
      retryOf: first.one.id,
      lanes: [{ domain: 'reliability', outcome: 'answered', from: 'copied' }],
      usage: { genieQuestions: 0 },
    });
    expect(again.one.answer?.citations).toEqual(first.one.answer?.citations);
    expect(again.one.answer?.caveats[0]).toContain(`those of ${first.one.id}, fetched at 20`);
    expect(first.one.answer?.caveats.join()).not.toContain('asked anew');
    // Any number of times, always of the one that was asked.
    const third = await ask({ domains: ['reliability'], reuseSeconds: 600 });
    expect([third.questions, third.one.retryOf]).toEqual([0, first.one.id]);
  }, 60_000);

  it.each([
    ['is asked anew unless it is told to', { domains: ['reliability'] }, 'ann'],
    ['of somebody else is asked anew', { domains: ['reliability'], reuseSeconds: 600 }, 'bob'],
    ['of other domains is asked anew', { domains: ['quality'], reuseSeconds: 600 }, 'ann'],
    [
      'in other words is asked anew',
      { question: 'Which jobs failed yesterday', domains: ['reliability'], reuseSeconds: 600 },
      'ann',
    ],
  ])(
    '%s',
    async (_, body, who) => {
      const { one, questions } = await ask(body, who);
      expect([questions > 0, one.retryOf]).toEqual([true, null]);
    },
    60_000,
  );

  it('is asked anew when what there is is older', async () => {
    await service.pool.query(
      `update investigations set created_at = created_at - interval '1 hour'`,
    );
    const { questions } = await ask({ domains: ['reliability'], reuseSeconds: 600 });
    expect(questions).toBe(1);
  }, 60_000);

  it('with the same key is the same investigation, whatever there is to reuse by then', async () => {
    const body = { domains: ['reliability'], reuseSeconds: 1 };
    await service.pool.query(
      `update investigations set created_at = created_at - interval '1 hour'`,
    );
    const first = await ask(body, 'ann', 'k');
    const again = await ask(body, 'ann', 'k');
    expect([again.one.id, first.one.retryOf]).toEqual([first.one.id, null]);
  }, 60_000);
});
