import { describe, expect, it } from 'vitest';
import { bugs } from './seeded/bugs.ts';
import type { Bug } from './seeded/bugs.ts';
import { runSeed } from './seeded/run-seed.ts';
import type { SeedRun } from './seeded/run-seed.ts';

/** Seeds are searched from 1 to this one. */
const mostSeeds = 400;

/** The promises that each bug breaks. */
const broken: Readonly<Record<Bug, RegExp>> = {
  noLedger: /^I4/,
  noUniqueKey: /^I10/,
  noReconcile: /^I4/,
  deadlineIgnored: /^I(?:5|12)/,
  partialFlagLost: /^I9/,
  cancelSwallowed: /^I6/,
  limiterOffByOne: /^I11/,
  logGap: /^I10/,
  memoryTwice: /^I3/,
  staleResult: /^(?:lanes|I4)/,
  epochKept: /^lanes/,
  cancelLost: /^I6/,
  leaseKept: /^leases/,
};

async function firstCaught(bug: Bug): Promise<SeedRun | null> {
  for (let seed = 1; seed <= mostSeeds; seed += 1) {
    const run = await runSeed(seed, { bug });
    if (run.violations.length > 0) return run;
  }
  return null;
}

describe('a planted bug', () => {
  it.for(Object.keys(bugs) as Bug[])(
    'is caught: %s',
    { timeout: 60_000 },
    async (bug, { annotate }) => {
      const caught = await firstCaught(bug);
      expect(caught?.violations[0]).toMatch(broken[bug]);
      const seed = caught?.seed ?? 0;
      await annotate(`npm run simulate -- --seed ${seed} --bug ${bug}`);
      expect((await runSeed(seed)).violations).toEqual([]);
    },
  );
});
