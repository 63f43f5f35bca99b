import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Domain } from '../../../domain/domains.ts';
import { codeOf, openBench } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

describe('a steer', () => {
  it('is kept once, with its event', async () => {
    const ref = await bench.investigate({ domains: ['cost', 'quality'] });
    const skip = { action: 'skip', domain: 'cost' } as const;
    await Promise.all([1, 2, 3].map(() => bench.work.recordSteer(ref, 'request-1', skip)));
    expect(await bench.types(ref)).toEqual(['queued', 'started', 'routed', 'steered']);
    expect(await bench.rows('select action from steers')).toEqual([{ action: skip }]);
  });
});

describe('of the lanes of an investigation', () => {
  const skip = (domain: Domain) => ({ action: 'skip', domain }) as const;
  const codes = (...steers: readonly Promise<void>[]) =>
    Promise.all(steers.map((steer) => codeOf(steer)));

  it('the last one is not skipped, also when both of two are skipped at once', async () => {
    for (let n = 0; n < 5; n += 1) {
      const ref = await bench.investigate({ domains: ['cost', 'quality'] });
      const ends = await codes(
        bench.work.recordSteer(ref, 'one', skip('cost')),
        bench.work.recordSteer(ref, 'two', skip('quality')),
      );
      expect(new Set(ends)).toEqual(new Set(['input.conflict', null]));
      expect((await bench.types(ref)).filter((type) => type === 'steered')).toHaveLength(1);
    }
  });

  it('one is skipped once: a later request is told so', async () => {
    const ref = await bench.investigate({ domains: ['cost', 'quality', 'security'] });
    await bench.work.recordSteer(ref, 'one', skip('cost'));
    await expect(bench.work.recordSteer(ref, 'two', skip('cost'))).rejects.toThrow(/cost/);
    await bench.work.settleLanes(
      ref,
      1,
      [{ domain: 'quality', outcome: 'answered', detail: null }],
      [],
    );
    await expect(bench.work.recordSteer(ref, 'three', skip('quality'))).rejects.toThrow(
      'quality has finished (answered).',
    );
    // An answered lane is not a skipped one, so the last open lane may be skipped.
    await bench.work.recordSteer(ref, 'four', skip('security'));
  });

  it('one that is not there, or not yet, is not skipped', async () => {
    const ref = await bench.investigate({ domains: ['cost', 'quality'] });
    await expect(bench.work.recordSteer(ref, 'one', skip('security'))).rejects.toThrow(
      'does not ask security',
    );
    const queued = await bench.investigate();
    expect(await codes(bench.work.recordSteer(queued, 'one', skip('cost')))).toEqual([
      'input.conflict',
    ]);
  });
});
