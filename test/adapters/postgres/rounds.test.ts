import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewEvent } from '../../../domain/events.ts';
import { aResult, answerEvent, concluded, legOf, openBench } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

describe('the plan of a round', () => {
  it('is stored once with its lanes: a later attempt gets what stands', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    const commit = (version: number, domain: 'quality' | 'security') => {
      const plan = { round: 2, version, steps: [], done: null };
      const lane = { domain, question: 'q', spaceId: 's', deadlineAtMs: Date.now() + 60_000 };
      const events: readonly NewEvent[] = [{ key: 'planned:2', type: 'planned', payload: plan }];
      return bench.work.rounds.commit(ref, plan, { lanes: [lane], events });
    };
    const first = await commit(1, 'quality');
    expect(await commit(2, 'security')).toEqual(first);
    expect((await bench.work.lanes(ref, 2)).map(({ domain }) => domain)).toEqual(['quality']);
    expect((await bench.types(ref)).filter((type) => type === 'planned')).toHaveLength(1);
    expect(await bench.work.rounds.all(ref)).toMatchObject({ plans: [{ version: 1 }] });
  });

  it('may bring what an earlier one missed: of a domain its answer counts', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    const missed = { domain: 'cost', outcome: 'timed_out', detail: null } as const;
    await bench.work.settleLanes(ref, 1, [missed], []);
    const plan = { round: 2, version: 1, steps: [], done: null };
    const lane = {
      domain: 'cost' as const,
      question: 'q',
      spaceId: 's',
      deadlineAtMs: Date.now() + 60_000,
    };
    await bench.work.rounds.commit(ref, plan, {
      lanes: [lane],
      events: [{ key: 'planned:2', type: 'planned', payload: plan }],
    });
    const leg = legOf(ref, { round: 2 });
    await bench.work.takeLane(leg);
    await bench.work.finishLane(leg, aResult());
    await bench.work.appendAnswer(ref, [
      answerEvent('answer.started', 1, 1),
      answerEvent('answer.finished', 1, 1),
    ]);
    const status = await bench.work.conclude(ref, concluded);
    expect(status).toBe('completed');
  });
});
