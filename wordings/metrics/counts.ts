import { isGrouped, isPart, rawOf, rawsOf } from './items.ts';
import type { Item } from './phrases.ts';
import { dearestWords, distinctWords, leastWords, mostWords } from './words.ts';

/** Words for a number of things. */
export const countWords =
  /^(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|\d+)$/;

/** "Jobs that failed", "users with refused actions". */
export const isDescribed = (items: readonly Item[], at: number): boolean =>
  /^(?:with|that|who)$/.test(rawOf(items[at + 1]));

/** "Which 3 users", "the 5 most expensive jobs": so many of a ranking are asked for. */
export function isOfFirst(items: readonly Item[], at: number): boolean {
  const next = items[at + 1];
  const isRanked = isPart(next)
    ? next.means.is !== 'unit'
    : mostWords.test(rawOf(next)) || leastWords.test(rawOf(next)) || dearestWords.test(rawOf(next));
  return isRanked && items.some((one) => isRank(one));
}

const isRank = (item: Item): boolean =>
  (isPart(item) ? item.raw : [rawOf(item)]).some(
    (word) =>
      mostWords.test(word) ||
      leastWords.test(word) ||
      dearestWords.test(word) ||
      /^(?:expensive|slowest|longest)$/.test(word),
  );

/** "The mean queue time of our warehouses", but not "which of our warehouses". */
const isOurs = (items: readonly Item[], at: number): boolean =>
  rawOf(items[at - 1]) === 'our' &&
  /^(?:of|on|in|across|for)$/.test(rawOf(items[at - 2])) &&
  isPart(items[at - 3]) &&
  isPart(items[at]) &&
  rawsOf(items.slice(at, at + 1))
    .join(' ')
    .endsWith('s');

/** "All jobs", "all three workspaces": nothing is limited. */
export function isOfAll(items: readonly Item[], at: number): boolean {
  const last = rawOf(items[at - 1]);
  return (
    last === 'all' || isOurs(items, at) || (countWords.test(last) && rawOf(items[at - 2]) === 'all')
  );
}

/** Whether different things are counted: "how many jobs", "number of users". */
export function isCounted(items: readonly Item[], at: number): boolean {
  const last = rawOf(items[at - 1]);
  return distinctWords.test(last) || (last === 'of' && distinctWords.test(rawOf(items[at - 2])));
}

/** "Which team has the most failing jobs": different ones of each group are counted. */
export function isCountedPerGroup(items: readonly Item[], at: number): boolean {
  const [before, beforeThat] = [items[at - 1], items[at - 2]];
  const isFiltered = isPart(before) && before.means.is === 'filter';
  const isMost = mostWords.test(rawOf(isFiltered ? beforeThat : before));
  return (
    isMost &&
    items
      .slice(0, at)
      .some((one, n) => isPart(one) && one.means.is === 'dimension' && isGrouped(items, n))
  );
}
