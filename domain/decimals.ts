/** An exact decimal number: `digits` / 10^`scale`. */
export type Decimal = { readonly digits: bigint; readonly scale: number };

/** A number with more decimals or zeros is no number here; doubles have at most 400. */
const largestScale = 400;

/**
 * Reads a number without rounding: `12.50`, `-9007199254740993`, `1.0E-7`.
 *
 * @returns Null when the text is no finite decimal number.
 */
export function parseDecimal(text: string): Decimal | null {
  const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,4}))?\s*$/i.exec(text);
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match ?? [];
  if (whole + fraction === '') return null;
  const scale = fraction.length - Number(exponent);
  if (Math.abs(scale) > largestScale) return null;
  const digits = BigInt(`${whole}${fraction}`);
  const signed = sign === '-' ? -digits : digits;
  return scale < 0 ? { digits: signed * power(-scale), scale: 0 } : { digits: signed, scale };
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: at(scale, a) + at(scale, b), scale };
}

export const negate = ({ digits, scale }: Decimal): Decimal => ({ digits: -digits, scale });

export const multiply = (a: Decimal, b: Decimal): Decimal => ({
  digits: a.digits * b.digits,
  scale: a.scale + b.scale,
});

export const absolute = (a: Decimal): Decimal => (a.digits < 0n ? negate(a) : a);

export const isWhole = ({ digits, scale }: Decimal): boolean => digits % power(scale) === 0n;

/** Negative when `a` is less than `b`, 0 when they are equal. */
export function compare(a: Decimal, b: Decimal): number {
  const { digits } = add(a, negate(b));
  return digits < 0n ? -1 : digits > 0n ? 1 : 0;
}

/** 10 to the power of a whole number, which may be negative. */
export function tenTo(exponent: number): Decimal {
  return exponent < 0 ? { digits: 1n, scale: -exponent } : { digits: power(exponent), scale: 0 };
}

export const whole = (count: number): Decimal => ({ digits: BigInt(count), scale: 0 });

const power = (exponent: number): bigint => 10n ** BigInt(exponent);

/** The digits of a number with a scale that is not smaller than its own. */
const at = (scale: number, { digits, scale: own }: Decimal): bigint => digits * power(scale - own);
