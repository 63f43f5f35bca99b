import { breaksOf } from './breaks.ts';
import type { Break, Series } from './breaks.ts';

/** Objects of the same kind, and how many of them broke in the same way at the same time. */
export type Others = { readonly count: number; readonly alike: number };

/** Days between two onsets that are one. */
const near = 1;

/**
 * How the other objects of a kind fared when one broke: where they broke as well, something larger is at
 * work than what was done to the one.
 *
 * Pure.
 *
 * @param found Every break that the question is about; their objects are no others.
 */
export function othersOf(
  first: Break,
  found: readonly Break[],
  all: readonly Series[],
  { fromDay, toDay }: { readonly fromDay: number; readonly toDay: number },
): Others {
  const own = new Set(found.map(({ object }) => object));
  const others = all.filter(
    ({ object, rows }) =>
      object.kind === first.object.kind &&
      !own.has(object) &&
      [...rows.keys()].some((day) => day >= first.fromDay - 7),
  );
  const alike = others.filter((series) =>
    breaksOf(series, first.measure, fromDay, toDay).some(
      (one) => one.sign === first.sign && Math.abs(one.fromDay - first.fromDay) <= near,
    ),
  );
  return { count: others.length, alike: alike.length };
}
