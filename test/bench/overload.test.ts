import { describe, expect, it } from 'vitest';
import { isKept, overloadLine, overloadOf } from '../../bench/overload/overload-report.ts';
import type { Sent } from '../../bench/overload/simulate-overload.ts';

/** Five questions in a moment, and again whenever the minute after them is over. */
const fair: readonly Sent[] = Array.from({ length: 50 }, (_, n) => ({
  atMs: Math.floor(n / 5) * 60_000,
  owner: `user-${n}`,
}));

const with49: readonly Sent[] = fair.slice(0, 49);

describe('an overload', () => {
  it('is met when every user had a question and no minute has more than the quota', () => {
    const overload = overloadOf(fair);
    expect(overload).toEqual({ over: 0, use: 1, most: 1, fewest: 1 });
    expect(isKept(overload)).toBe(true);
    expect(overloadLine(overload)).toMatch(/^ok/);
  });

  it.each<[string, readonly Sent[], ReturnType<typeof overloadOf>]>([
    [
      'a question comes a moment too early',
      fair.map((one) => (one.owner === 'user-5' ? { ...one, atMs: 59_999 } : one)),
      { over: 5, use: 1, most: 1, fewest: 1 },
    ],
    [
      'a user has two and another none',
      [...with49, { atMs: 540_000, owner: 'user-0' }],
      { over: 0, use: 1, most: 2, fewest: 0 },
    ],
    ['the quota is not used', fair.slice(0, 45), { over: 0, use: 0.9, most: 1, fewest: 0 }],
  ])('is not when %s', (_, sent, overload) => {
    expect(overloadOf(sent)).toEqual(overload);
    expect(isKept(overload)).toBe(false);
    expect(overloadLine(overload)).toMatch(/^FAIL/);
  });
});
