import { describe, expect, it } from 'vitest';
import { bootstrap, median, quantile, shuffled } from '../../bench/statistics.ts';
import { createRandom } from '../../local/data/random.ts';

describe('the statistics of a benchmark', () => {
  it.each([
    [[3], 3],
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
  ])('have the middle of %j at %d', (values, middle) => {
    expect(median(values)).toBe(middle);
  });

  it('have a share of the numbers below a quantile', () => {
    const hundred = Array.from({ length: 101 }, (_, n) => n);
    expect(quantile(hundred, 0.025)).toBe(2.5);
    expect(quantile(hundred, 0.975)).toBe(97.5);
  });

  it('know no doubt where all rounds are alike', () => {
    expect(bootstrap([7, 7, 7], median)).toEqual({ value: 7, low: 7, high: 7 });
  });

  it('hold the figure in an interval that more rounds make narrower', () => {
    const random = createRandom(3, 'test');
    const draws = Array.from({ length: 400 }, () => random.between(50, 150));
    const few = bootstrap(draws.slice(0, 20), median);
    const many = bootstrap(draws, median);
    expect(few.low).toBeLessThanOrEqual(few.value);
    expect(few.high).toBeGreaterThanOrEqual(few.value);
    expect(many.high - many.low).toBeLessThan(few.high - few.low);
    expect(many.low).toBeLessThan(100);
    expect(many.high).toBeGreaterThan(100);
  });

  it('put the arms in every order alike', () => {
    const { between } = createRandom(1, 'order');
    const orders = Array.from({ length: 6_000 }, () => shuffled(['a', 'b', 'c'], between).join(''));
    for (const order of ['abc', 'acb', 'bac', 'bca', 'cab', 'cba']) {
      expect(Math.abs(orders.filter((one) => one === order).length - 1_000)).toBeLessThan(150);
    }
  });
});
