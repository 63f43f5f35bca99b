import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld } from '../bench.ts';
import type { World } from '../bench.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  // The first question of all takes longer.
  await (await world.aCase()).ask();
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

describe('a leg', () => {
  it('whose answer cannot be fetched tells why before its deadline', async () => {
    const it = await world.aCase({
      domain: 'quality',
      question: 'Which tables are stale?',
      deadlineInMs: 8_000,
      faults: [
        {
          match: { method: 'GET', domain: 'quality' },
          times: 1_000,
          fault: { kind: 'status', status: 503 },
        },
      ],
    });
    expect(await it.ask()).toMatchObject({
      kind: 'finished',
      outcome: 'timed_out',
      detail: expect.stringContaining('No answer until the time was up') as unknown,
    });
  });

  it('that failed is asked in other words once, and no second time', async () => {
    const fails = {
      match: { method: 'POST' },
      times: 2,
      fault: { kind: 'failed', type: 'SQL_EXECUTION_EXCEPTION', error: 'No.' },
    } as const;
    const it = await world.aCase({ faults: [fails] });
    const first = await it.ask();
    expect(first).toMatchObject({ kind: 'rephrase' });
    const say = first.kind === 'rephrase' ? first.question : '';
    expect(await it.ask({ epoch: 2, ask: 2, say })).toMatchObject({
      kind: 'finished',
      outcome: 'failed',
    });
  });
});
