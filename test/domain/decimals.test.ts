import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  absolute,
  add,
  compare,
  isWhole,
  multiply,
  negate,
  parseDecimal,
  tenTo,
} from '../../domain/decimals.ts';

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

  it('has at most 400 decimals', () => {
    expect(parseDecimal(`0.${'1'.repeat(400)}`)?.scale).toBe(400);
    expect(parseDecimal(`0.${'1'.repeat(401)}`)).toBeNull();
  });

  it('has as many decimals as both factors together', () => {
    const [a, b] = [parseDecimal('1.5'), parseDecimal('2.25')];
    if (a === null || b === null) throw new Error('not read');
    expect(multiply(a, b)).toEqual({ digits: 3375n, scale: 3 });
  });

  it.each([
    ['-1.5', '1.5'],
    ['1.5', '1.5'],
    ['0', '0'],
  ])('without its sign: %s', (text, without) => {
    expect(absolute(parseDecimal(text) ?? tenTo(9))).toEqual(parseDecimal(without));
  });

  it.each([
    ['7.00', true],
    ['-20', true],
    ['0.0', true],
    ['7.01', false],
    ['-0.5', false],
  ])('%s is whole: %s', (text, isSo) => {
    expect(isWhole(parseDecimal(text) ?? tenTo(9))).toBe(isSo);
  });

  it.each([
    [2, 100n, 0],
    [0, 1n, 0],
    [-2, 1n, 2],
  ])('is 10 to the power of %i', (exponent, digits, scale) => {
    expect(tenTo(exponent)).toEqual({ digits, scale });
  });
});
