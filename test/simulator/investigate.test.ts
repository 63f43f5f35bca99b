import { describe, expect, it } from 'vitest';
import { extendedWait, threeDays } from './deep-scenarios.ts';
import { scenarios } from './scenarios.ts';
import { simulate } from './simulate.ts';

describe('an investigation under a virtual clock', () => {
  it.each(scenarios)('$name', async (scenario) => {
    const { log, status, tookMs } = await simulate(scenario);
    expect(log).toEqual(scenario.log);
    expect({ status, tookMs }).toEqual({ status: scenario.ends, tookMs: scenario.tookMs });
  });

  it('goes on for three days in new runs, and every counter is carried', async () => {
    const { log, status, runs, tookMs } = await simulate(threeDays);
    expect(log).toEqual(threeDays.log);
    expect({ status, tookMs }).toEqual({ status: threeDays.ends, tookMs: threeDays.tookMs });
    expect(runs).toBe(8);
  });

  it('has the time that the user gave it in later rounds, too', async () => {
    const { log, status, tookMs } = await simulate(extendedWait);
    expect(log).toEqual(extendedWait.log);
    expect({ status, tookMs }).toEqual({ status: extendedWait.ends, tookMs: extendedWait.tookMs });
  });

  it('gives the same log for the same scenario', async () => {
    for (const one of scenarios) {
      expect((await simulate(one)).log).toEqual((await simulate(one)).log);
    }
  });
});
