import { describe, expect, it } from 'vitest';
import { simulateLag, type GeniePace } from './genie-lag.ts';

const investigations = 400;

/** 10, 50 and 90 % of the answers within 13, 22 and 39 s; one warehouse of ten is cold. */
const slow: GeniePace = {
  askingMs: { median: 15_000, sigma: 0.45 },
  executingMs: { median: 5_000, sigma: 0.7 },
  coldShare: 0.1,
  saysExecuting: true,
};
/** Half of the answers within 5 s. */
const fast: GeniePace = {
  askingMs: { median: 3_200, sigma: 0.6 },
  executingMs: { median: 1_200, sigma: 0.8 },
  coldShare: 0,
  saysExecuting: true,
};

const neverExecuting = { saysExecuting: false };

describe('the end of the last of five lanes is noticed', () => {
  // Seconds. With gaps that are not shortened when lanes end, the mean of a fast Genie is above 1.5 s.
  it.each([
    ['a slow Genie', slow, { mean: 0.35, p95: 0.65, looks: 60 }],
    [
      'a slow one that never says EXECUTING',
      { ...slow, ...neverExecuting },
      { mean: 0.45, p95: 0.8, looks: 65 },
    ],
    ['a fast Genie', fast, { mean: 0.4, p95: 0.75, looks: 20 }],
    [
      'a fast one that never says EXECUTING',
      { ...fast, ...neverExecuting },
      { mean: 0.45, p95: 1, looks: 20 },
    ],
  ])(
    'when it is %s, within a moment and at few looks',
    { timeout: 120_000 },
    async (_, pace, most) => {
      const lag = await simulateLag(pace, investigations);
      expect(lag.mean).toBeLessThanOrEqual(most.mean);
      expect(lag.p95).toBeLessThanOrEqual(most.p95);
      expect(lag.looks).toBeLessThanOrEqual(most.looks);
    },
  );
});
