import type { Ledger } from '../../../local/data/truth.ts';
import type { Given } from '../ledger.ts';

/** One column of one certified question against what the ledger adds up to. */
export type Check = {
  readonly ask: string;
  /** Columns that make the name of a row, joined by `/`. */
  readonly key: readonly string[];
  readonly value: string;
  /** Name of a row → value; numbers are compared as such, texts to the last digit. */
  readonly is: (ledger: Ledger) => Readonly<Record<string, string | number | null>>;
  readonly given?: Given;
};

/** Checks of one question that share their key. */
export function checks(
  ask: string,
  key: string,
  columns: Readonly<Record<string, Check['is']>>,
  given: Given = {},
): Check[] {
  return Object.entries(columns).map(([value, is]) => ({
    ask,
    key: key.split(' '),
    value,
    is,
    given,
  }));
}

/** Items by the name that `key` gives them, in order of appearance. */
export function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** What `value` makes of each group. */
export function each<T, V>(
  items: readonly T[],
  key: (item: T) => string,
  value: (group: readonly T[]) => V,
): Record<string, V> {
  return Object.fromEntries([...grouped(items, key)].map(([name, group]) => [name, value(group)]));
}

export const total = <T>(items: readonly T[], value: (item: T) => number): number =>
  items.reduce((sum, item) => sum + value(item), 0);

/** Only the entries that hold. */
export const where = <V>(record: Readonly<Record<string, V>>, holds: (value: V) => boolean) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => holds(value)));

/** How many different values there are. */
export const distinct = <T>(items: readonly T[], value: (item: T) => unknown): number =>
  new Set(items.map(value)).size;

/** The value below which a share of all lie, between two neighbours in proportion. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)] ?? NaN, sorted[Math.ceil(at)] ?? NaN];
  return low + (high - low) * (at - Math.floor(at));
}
