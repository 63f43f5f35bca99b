import { describe, expect, it } from 'vitest';
import { runSeed } from '../simulator/seeded/run-seed.ts';

/** In this process, because a mutant lives in it alone. */
const groups = [1, 26, 51, 76];

describe('the body and the activity that asks Genie', () => {
  it.each(groups)('keep every promise from seed %d on', async (from) => {
    for (let seed = from; seed < from + 25; seed += 1) {
      const { violations } = await runSeed(seed);
      expect(violations, `seed ${seed}`).toEqual([]);
    }
  });
});
