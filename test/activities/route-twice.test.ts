import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { route } from '../../activities/route.ts';
import type { Deps } from '../../activities/deps.ts';
import { openWorld } from './bench.ts';
import type { World } from './bench.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

describe('a routing', () => {
  it('that names a domain twice has one lane of it, with the first question', async () => {
    const of = (question: string) => ({ domain: 'cost', question, score: 1, reason: 'r' }) as const;
    const reasoner: Deps['reasoner'] = {
      ...world.deps.reasoner,
      route: async () => ({
        routing: { domains: [of('First?'), of('Second?')], tools: [], source: 'model' },
        degraded: [],
        usage: {},
        prompt: null,
      }),
    };
    const ref = await world.bench.investigate();
    const args = { ref, answerByMs: Date.now() + 60_000, modelByMs: Date.now() + 10_000 };
    const { signal } = new AbortController();
    const end = await route({ ...world.deps, reasoner }, args, { attempt: 1, signal });
    expect(end.lanes).toEqual([{ domain: 'cost', refused: null }]);
    const [lane, ...more] = await world.bench.work.lanes(ref, 1);
    expect([lane?.question, more]).toEqual([expect.stringContaining('First?'), []]);
  });
});
