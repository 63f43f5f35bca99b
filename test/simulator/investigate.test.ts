import { describe, expect, it } from 'vitest';
import { scenarios } from './scenarios.ts';
import type { Scenario } from './script.ts';
import { simulate } from './simulate.ts';

function scenario(name: string): Scenario {
  const found = scenarios.find((one) => one.name === name);
  if (!found) throw new Error(`no scenario “${name}”`);
  return found;
}

describe('an investigation under a virtual clock', () => {
  it.each(scenarios)('$name', async (one) => {
    const { log, status } = await simulate(one);
    expect(status).toBe(one.ends);
    expect(log.at(-1)).toBe(`finished ${one.ends}`);
    expect(log.filter((line) => line.startsWith('finished'))).toHaveLength(1);
    for (const [domain, outcome] of Object.entries(one.outcomes)) {
      expect(log.filter((line) => line === `${domain} ${outcome}`)).toHaveLength(1);
    }
  });

  it('stops the lanes so long before the deadline that the answer fits', async () => {
    const { tookMs } = await simulate(
      scenario('one lane is over time, the answer comes with what there is'),
    );
    expect(tookMs).toBe(11_250);
  });

  it('gives the model up three seconds before the deadline', async () => {
    const { log, tookMs } = await simulate(
      scenario('a model that is too slow is replaced by rules'),
    );
    expect(log).toContain('answer 2 by rule');
    expect(tookMs).toBe(12_100);
  });

  it('ends at the very moment of a cancel', async () => {
    const { tookMs, log } = await simulate(scenario('a cancel ends the lanes'));
    expect(tookMs).toBe(1_000);
    expect(log.some((line) => line.startsWith('answer'))).toBe(false);
  });

  it('gives the same log for the same scenario', async () => {
    for (const one of scenarios) {
      expect((await simulate(one)).log).toEqual((await simulate(one)).log);
    }
  });
});
