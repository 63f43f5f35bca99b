import type { Draft } from './draft.ts';
import { isPart, rawOf } from './items.ts';
import type { Item } from './phrases.ts';
import { compareWords } from './words.ts';

/** "Compile time vs execution time". */
const comparesMeasures = (items: readonly Item[]): boolean =>
  items.some(
    (item, at) =>
      compareWords.test(rawOf(item)) && isMeasure(items[at - 1]) && isMeasure(items[at + 1]),
  );

const isMeasure = (item: Item | undefined): boolean => isPart(item) && item.means.is === 'measure';

/** Whether what is asked for has all that it needs: a time an order, and a comparison two of something. Pure. */
export function isWhole(
  { asks, order, when }: Draft,
  compared: readonly string[],
  items: readonly Item[],
): boolean {
  // Of what is so since then there is one time, too.
  if (asks.has('when') && order === null && when !== 'since') return false;
  // Two times are compared by who asks twice; here it can only be names, or two measures.
  return !asks.has('compare') || compared.length > 0 || comparesMeasures(items);
}

/** Dimensions of which a question gives several names: it compares them. Pure. */
export const namedTwice = ({ names }: Draft): readonly string[] =>
  names
    .map(({ dimension }) => dimension)
    .filter((dimension, at, all) => all.indexOf(dimension) !== at);
