import type { Metric } from '../../sql/metrics.ts';
import type { Item } from './phrases.ts';
import type { NamedKind, Token } from './tokens.ts';
import { dearestWords, groupWords, leastWords, mostWords } from './words.ts';

type Dimension = Metric['dimensions'][number];

/** Words of a question that have a meaning in a metric. */
export type Part = Exclude<Item, Token>;
/** Whether an item has a meaning in the metric. */
export const isPart = (item: Item | undefined): item is Part =>
  item !== undefined && 'means' in item;
/** Whether an item is a name. */
export const isName = (item: Item | undefined): item is Extract<Item, { name: string }> =>
  item !== undefined && 'name' in item;
/** The word of an item as it is written; empty where it has a meaning or is a name. */
export const rawOf = (item: Item | undefined): string =>
  item !== undefined && 'raw' in item && typeof item.raw === 'string' ? item.raw : '';

/** All words of items as they are written. */
export const rawsOf = (items: readonly Item[]): readonly string[] =>
  items.flatMap((one) => (isPart(one) ? one.raw : [rawOf(one)]));
/** Whether rows of a metric tell to whom something was done. */
export const hasTarget = ({ dimensions }: Metric): boolean =>
  dimensions.some(({ name }) => name === 'target');

const asksWho = ({ raw }: Part): boolean => raw.some((word) => /^who(?:se)?$/.test(word));

/** Whether a dimension is one of time. */
export const isTime = (name: string): boolean => /^(?:day|week|month|hour)$/.test(name);

const accepts = ({ role, name, takes }: Dimension, kinds: readonly NamedKind[]): boolean =>
  kinds.some(
    (kind) => kind === role || kind === name || `audited_${kind}` === name || takes.includes(kind),
  );

/** What nothing else is known to be called: a table is no warehouse. */
const mayBeAnything = (kinds: readonly NamedKind[]): boolean =>
  kinds.includes('name') && !kinds.includes('table');

/** The dimension of a name: one that takes its kind, else the one whose word stands beside it. */
export function dimensionOf(metric: Metric, items: readonly Item[], at: number): string | null {
  const item = items[at];
  if (!isName(item)) return null;
  const beside = [items[at - 1], items[at + 1]].flatMap((one) =>
    isPart(one) && one.means.is === 'dimension' && !asksWho(one) && !isTime(one.means.name)
      ? [one.means.name]
      : [],
  );
  // What is only called so by its form is what the word beside it says.
  if (item.kinds.includes('name') && beside[0] !== undefined) return beside[0];
  // "Granted to `account users`": to whom, not what.
  const isTo = rawOf(items[at - 1]) === 'to' && item.kinds.includes('name');
  if (isTo && hasTarget(metric)) return 'target';
  const byKind = metric.dimensions.find((one) => accepts(one, item.kinds))?.name;
  return byKind ?? (mayBeAnything(item.kinds) ? metric.named : undefined) ?? null;
}

/** Whether a dimension's word groups the rows: "which job", "per job", "the cheapest job", "jobs by cost". */
export function isGrouped(items: readonly Item[], at: number): boolean {
  // "Which 3 users": the number does not part them.
  const [last1, last2, last3] = [1, 2, 3].map((back) => items[at - back]);
  const before =
    /^(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)$/.test(
      rawOf(last1),
    )
      ? [last2, last3]
      : [last1, last2];
  const [last] = before;
  const own = items[at];
  if (isPart(own) && asksWho(own)) return true;
  const isRanked = (item: Item | undefined): boolean =>
    mostWords.test(rawOf(item)) ||
    leastWords.test(rawOf(item)) ||
    (isPart(item) && item.raw.some((word) => leastWords.test(word) || dearestWords.test(word)));
  // "Per workspace and product".
  const [joined] = [items[at - 2]];
  if (rawOf(items[at - 1]) === 'and' && isPart(joined) && joined.means.is === 'dimension')
    return isGrouped(items, at - 2);
  if (before.some((item) => groupWords.test(rawOf(item)) || isRanked(item))) return true;
  // "most expensive jobs": the measure stands between.
  if (isPart(last) && before.slice(1).some(isRanked)) return true;
  const rest = items.slice(at + 1, at + 4);
  return (
    rest.some(isRanked) ||
    (/^(?:by|with|that|who)$/.test(rawOf(rest[0])) && rest.slice(1).some(isPart))
  );
}

/** "Requests on the serving endpoints": of all, where the rows are of one each. */
export function isAllOfKind({ named }: Metric, items: readonly Item[], at: number): boolean {
  const part = items[at];
  return (
    isPart(part) &&
    part.means.is === 'dimension' &&
    part.means.name === named &&
    part.raw.at(-1)?.endsWith('s') === true &&
    /^(?:of|on|across|for)$/.test(rawOf(items[at - 1]))
  );
}
