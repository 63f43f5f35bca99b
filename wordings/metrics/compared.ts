import type { Metric } from '../../sql/metrics.ts';
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
  { asks, order, when, either }: Draft,
  compared: readonly string[],
  items: readonly Item[],
): boolean {
  // Of what is so since then there is one time, too.
  if (asks.has('when') && order === null && when !== 'since') return false;
  // Two times are compared by who asks twice; here it can only be names, or two measures.
  return !asks.has('compare') || compared.length + either.size > 0 || comparesMeasures(items);
}

/** "`a` + `b` together": one sum is meant. */
const isSummed = ({ asks, order, groups }: Draft, items: readonly Item[]): boolean =>
  order === null &&
  groups.size === 0 &&
  !asks.has('compare') &&
  items.some((one) => /^(?:together|combined)$/.test(rawOf(one)));

/** Dimensions of which a question gives several names: it compares them, unless it sums them up. Pure. */
export const namedTwice = (draft: Draft, items: readonly Item[]): readonly string[] =>
  isSummed(draft, items)
    ? []
    : draft.names
        .map(({ dimension }) => dimension)
        .filter((dimension, at, all) => all.indexOf(dimension) !== at);

/**
 * "Serverless vs classic": filters that exclude each other are the groups of the dimension that parts the rows so.
 *
 * Effect: writes into the draft.
 */
export function setApart({ filters, dimensions }: Metric, draft: Draft): void {
  if (!draft.asks.has('compare')) return;
  const said = filters.filter(({ name }) => draft.filters.has(name));
  const byGroup = Map.groupBy(said, ({ group }) => group);
  for (const [group, apart] of byGroup) {
    if (apart.length < 2 || !dimensions.some(({ name }) => name === group)) continue;
    draft.groups.add(group);
    for (const { name } of apart) {
      draft.filters.delete(name);
      draft.either.add(name);
    }
  }
}
