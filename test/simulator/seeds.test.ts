import { describe, expect, it } from 'vitest';
import kept from './seeded/kept-seeds.json' with { type: 'json' };
import { runSeed } from './seeded/run-seed.ts';
import { searchSeeds } from './seeded/search-seeds.ts';

const count = 5_000;

/** The trace of a broken run is shown by `npm run simulate -- --seed N`. */
const linesOf = (broken: Awaited<ReturnType<typeof searchSeeds>>['broken']): readonly string[] =>
  broken.map(({ seed, violations }) => `seed ${seed}: ${violations[0]}`);

describe('investigations under a seed, with everything failing that can', () => {
  it(`keep every promise in ${count} runs`, { timeout: 240_000 }, async () => {
    const { broken, investigations, steps } = await searchSeeds({ from: 1, count });
    expect(linesOf(broken)).toEqual([]);
    expect(investigations).toBeGreaterThan(count);
    expect(steps).toBeGreaterThan(100 * count);
  });

  it.each(kept)('keep every promise in run $seed: $found', async ({ seed }) => {
    const { violations } = await runSeed(seed);
    expect(violations).toEqual([]);
  });

  it('happen in the same way for the same seed', async () => {
    for (const seed of [7, 14, 29]) {
      const [once, again] = [
        await runSeed(seed, { isTraced: true }),
        await runSeed(seed, { isTraced: true }),
      ];
      expect(once.trace.length).toBeGreaterThan(10);
      expect(again).toEqual(once);
    }
  });
});
