import { describe, expect, it } from 'vitest';
import { usualOn } from '../../../causes/symptom/usual.ts';

/** 2026-11-18, a Wednesday. */
const today = 20_775;
const never = (): boolean => false;

function values(value: (daysAgo: number) => number, days = 70): ReadonlyMap<number, number> {
  return new Map(
    Array.from({ length: days }, (_, n) => [today - n - 1, value(n + 1)] as [number, number]),
  );
}

describe('what is usual on a day', () => {
  it('is the median of the same weekday', () => {
    // 100 on Wednesdays, 7 on every other day.
    expect(
      usualOn(
        today,
        values((ago) => (ago % 7 === 0 ? 100 : 7)),
        never,
        1,
      )?.median,
    ).toBe(100);
  });

  it('is not moved by one outlier', () => {
    expect(
      usualOn(
        today,
        values((ago) => (ago === 7 ? 9_000 : 10)),
        never,
        1,
      )?.median,
    ).toBe(10);
  });

  it('leaves unusual days out', () => {
    const odd = (day: number): boolean => today - day <= 28;
    expect(
      usualOn(
        today,
        values((ago) => (ago <= 28 ? 500 : 20)),
        odd,
        1,
      )?.median,
    ).toBe(20);
  });

  it('takes what is unusual every week for usual', () => {
    expect(
      usualOn(
        today,
        values((ago) => (ago % 7 === 0 ? 100 : 0)),
        () => true,
        1,
      )?.median,
    ).toBe(100);
  });

  it('is unknown before three of the weekday have passed', () => {
    expect(
      usualOn(
        today,
        values(() => 5, 20),
        never,
        1,
      ),
    ).toBeNull();
    expect(
      usualOn(
        today,
        values(() => 5, 21),
        never,
        1,
      ),
    ).not.toBeNull();
  });

  it('has a spread of a tenth of the median, or the floor, where nothing varied', () => {
    expect(
      usualOn(
        today,
        values(() => 1_000),
        never,
        1,
      )?.spread,
    ).toBe(100);
    expect(
      usualOn(
        today,
        values(() => 0),
        never,
        3,
      )?.spread,
    ).toBe(3);
  });

  it('has the spread of what varied: 1.4826 times the median absolute deviation', () => {
    // Eight Wednesdays: 10, 20, 10, 20 …: the median is 15, each deviates by 5.
    const wave = values((ago) => (ago % 14 === 0 ? 10 : 20));
    expect(usualOn(today, wave, never, 0.1)?.spread).toBeCloseTo(1.4826 * 5, 6);
  });
});
