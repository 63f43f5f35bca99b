import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, compare, multiply, negate, parseDecimal, tenTo } from '../../domain/decimals.ts';

describe('a decimal number', () => {
  it.each([
    ['12.50', 1250n, 2],
    ['-9007199254740993', -9007199254740993n, 0],
    ['1.0E-7', 10n, 8],
    ['6.02e+3', 6020n, 0],
    ['+.5', 5n, 1],
    ['5.', 5n, 0],
    [' 7 ', 7n, 0],
  ])('is read from %j', (text, digits, scale) => {
    expect(parseDecimal(text)).toEqual({ digits, scale });
  });

  it.each(['', '.', '-', 'e5', '0x10', '1,000', 'NaN', 'Infinity', '1e999', '1e99999999', '1 2'])(
    'is not %j',
    (text) => {
      expect(parseDecimal(text)).toBeNull();
    },
  );

  it('is every double, and as large as it', () => {
    const numbers = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const [x, y] = [parseDecimal(String(a)), parseDecimal(String(b))];
        if (x === null || y === null) throw new Error('not read');
        expect(Math.sign(compare(x, y))).toBe(a === b ? 0 : Math.sign(a > b ? 1 : -1));
      }),
    );
  });

  it('is added and multiplied as whole numbers are', () => {
    const whole = (n: bigint) => parseDecimal(String(n)) ?? tenTo(0);
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), fc.integer({ min: -9, max: 9 }), (a, b, shift) => {
        const shifted = (n: bigint) => multiply(whole(n), tenTo(shift));
        const sum = add(shifted(a), shifted(b));
        expect(compare(sum, shifted(a + b))).toBe(0);
        expect(compare(add(sum, negate(shifted(b))), shifted(a))).toBe(0);
      }),
      { examples: [[1n, 10n ** 100n, 9]] },
    );
  });
});
