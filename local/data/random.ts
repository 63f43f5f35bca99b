/** A pseudo-random number generator. */
export type Random = {
  /** At least 0, below 1. */
  readonly next: () => number;
  /** A whole number, both ends included. */
  readonly between: (low: number, high: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(items: readonly [T, ...T[]]) => T;
  /** A log-normal number with the given median; `sigma` is the standard deviation of its logarithm. */
  readonly lognormal: (median: number, sigma: number) => number;
};

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

/**
 * Creates a generator whose numbers depend only on the seed and the purpose, so that leaving one
 * object out of the data does not change the others. Each generator has its own state.
 */
export function createRandom(seed: number, ...purpose: readonly (string | number)[]): Random {
  let state = hash([seed, ...purpose].join('|'));
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
    lognormal: (median, sigma) => {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return median * Math.exp(sigma * normal);
    },
  };
}

/** An id of 32 lower-case hex digits, as in Databricks, that depends only on the arguments. */
export function hexId(...parts: readonly (string | number)[]): string {
  const text = parts.join('|');
  return [0, 1, 2, 3]
    .map((part) => hash(`${part}|${text}|${part}`).toString(16).padStart(8, '0'))
    .join('');
}
