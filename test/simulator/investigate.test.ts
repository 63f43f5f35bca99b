import { describe, expect, it } from 'vitest';
import { scenarios } from './scenarios.ts';
import { simulate } from './simulate.ts';

describe('an investigation under a virtual clock', () => {
  it.each(scenarios)('$name', async (scenario) => {
    const { log, status, tookMs } = await simulate(scenario);
    expect(log).toEqual(scenario.log);
    expect({ status, tookMs }).toEqual({ status: scenario.ends, tookMs: scenario.tookMs });
  });

  it('gives the same log for the same scenario', async () => {
    for (const one of scenarios) {
      expect((await simulate(one)).log).toEqual((await simulate(one)).log);
    }
  });
});
