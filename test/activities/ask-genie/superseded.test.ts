import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { legOf } from '../../adapters/postgres/bench.ts';
import { openWorld } from '../bench.ts';
import type { World } from '../bench.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

describe('an attempt of a leg', () => {
  it('that was replaced before it began asks nothing', async () => {
    const it = await world.aCase();
    await world.bench.work.takeLane(legOf(it.ref, { epoch: 2, ask: 2 }));
    expect(await it.ask({ epoch: 1, ask: 1 })).toEqual({ kind: 'superseded' });
    expect(await it.questions()).toEqual([]);
  });
});
