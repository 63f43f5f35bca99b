import { describe, expect, test } from 'vitest';
import { answerTimeMs } from '../../../../local/workspace/genie/asking.ts';

const times = (speed: 'fast' | 'realistic') =>
  Array.from({ length: 2000 }, (_, index) => answerTimeMs(speed, 1, `question ${index}`)).toSorted(
    (left, right) => left - right,
  );
const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor(sorted.length * share)] ?? 0;

describe('the time Genie takes', () => {
  test('when fast lies between half a second and three', () => {
    const fast = times('fast');
    expect(at(fast, 0)).toBeGreaterThanOrEqual(500);
    expect(fast.at(-1)).toBeLessThanOrEqual(3000);
  });

  test('when realistic has a median near 25 s and a ninth decile near 60 s', () => {
    const realistic = times('realistic');
    expect(Math.abs(at(realistic, 0.5) / 25_000 - 1)).toBeLessThan(0.1);
    expect(Math.abs(at(realistic, 0.9) / 60_000 - 1)).toBeLessThan(0.1);
  });

  test('is the same for the same seed and question', () => {
    expect(answerTimeMs('fast', 4, 'x')).toBe(answerTimeMs('fast', 4, 'x'));
  });
});
