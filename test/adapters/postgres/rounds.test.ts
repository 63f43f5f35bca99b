import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewEvent } from '../../../domain/events.ts';
import { openBench } from './bench.ts';
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
});
