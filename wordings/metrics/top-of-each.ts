import type { Metric } from '../../sql/metrics.ts';
import type { Draft } from './draft.ts';
import { isPart, rawOf } from './items.ts';
import type { Item } from './phrases.ts';
import { mostWords } from './words.ts';

/** How far before a thing the word may stand that ranks it: "the most expensive single job". */
const reach = 3;

const dimensionIn = (item: Item | undefined): string | null =>
  isPart(item) && item.means.is === 'dimension' ? item.means.name : null;

const isEach = (items: readonly Item[], at: number): boolean => {
  const item = items[at];
  if (isPart(item) && item.means.is === 'by time') return true;
  return dimensionIn(item) !== null && /^(?:each|every|per)$/.test(rawOf(items[at - 1]));
};

const isRanked = (items: readonly Item[], at: number): boolean =>
  items
    .slice(Math.max(0, at - reach), at)
    .concat(items.slice(at + 1, at + reach))
    .some((one) => mostWords.test(rawOf(one)));

/**
 * "The most frequent action of each user": the group whose every value has its own first one; null where a rank
 * is of all, as in "cost per team and workspace, the most first".
 *
 * Pure.
 */
export function topOfEach(
  metric: Metric,
  items: readonly Item[],
  { order, groups, measures }: Draft,
): string | null {
  if (order !== 'most' || groups.size !== 2 || metric.rows === 'things') return null;
  // The highest of parts is one of each pair.
  if (metric.measures.some(({ name, each }) => each !== undefined && measures.has(name)))
    return null;
  const places = [...items.keys()];
  const top = places.find(
    (at) =>
      dimensionIn(items[at]) !== null &&
      !isEach(items, at) &&
      rawOf(items[at - 1]) !== 'and' &&
      isRanked(items, at),
  );
  const each = places.find((at) => isEach(items, at));
  const item = each === undefined ? undefined : items[each];
  if (top === undefined || !isPart(item) || !('name' in item.means)) return null;
  const { name } = item.means;
  return name !== dimensionIn(items[top]) && groups.has(name) ? name : null;
}
