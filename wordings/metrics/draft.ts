import { stem } from '../../language/text.ts';
import type { Metric } from '../../sql/metrics.ts';
import { dimensionOf, isGrouped, isName, isPart, type Part, rawOf } from './items.ts';
import type { Item } from './phrases.ts';
import {
  activeWords,
  compareWords,
  countedFrom,
  dearestWords,
  distinctWords,
  firstWords,
  leastWords,
  mostWords,
  plainWords,
  shareWords,
  trendWords,
  whenWords,
} from './words.ts';

/** What was understood of a question so far. */
export type Draft = {
  readonly measures: Set<string>;
  /** Dimensions of which the different values are counted. */
  readonly distinct: Set<string>;
  readonly groups: Set<string>;
  readonly filters: Set<string>;
  readonly names: { readonly dimension: string; readonly name: string }[];
  /** Whether the greatest or the least is asked for; null where neither is. */
  order: 'most' | 'least' | null;
  /** Which time of the events is asked for; null where none is. */
  when: 'first' | 'last' | null;
  /** What else the words ask for: to be shown things, a number, how it went, a part of a whole. */
  readonly asks: Set<'list' | 'count' | 'trend' | 'share' | 'activity' | 'compare'>;
};

/** Reads one item into a draft; false when it cannot be understood. */
function readItem(metric: Metric, items: readonly Item[], at: number, draft: Draft): boolean {
  const item = items[at];
  if (item === undefined) return true;
  if (isName(item)) {
    const dimension = dimensionOf(metric, items, at);
    if (dimension === null) return false;
    draft.names.push({ dimension, name: item.name });
    return true;
  }
  if (isPart(item)) return readPart(metric, items, at, draft);
  const isCount =
    countWords.test(item.raw) &&
    (countedFrom.test(rawOf(items[at - 1])) || isOfAll(items, at + 1) || isOfFirst(items, at));
  const before = items[at - 1];
  // "Users who logged in" are counted, and not told.
  const isRelative = item.raw === 'who' && isPart(before) && before.means.is === 'dimension';
  return isCount || isRelative || readWord(metric, item.raw, draft);
}

/** Whether the words of a part are those of a dimension beside a name of it: "the cluster `ml-lab`". */
function isKindOfName(metric: Metric, items: readonly Item[], at: number, { raw }: Part): boolean {
  const word = stem(raw.join(' '));
  const own = metric.dimensions.find(
    ({ name, synonyms }) => name === word || synonyms.includes(word),
  );
  return [at - 1, at + 1].some(
    (near) => own !== undefined && dimensionOf(metric, items, near) === own.name,
  );
}

function readPart(metric: Metric, items: readonly Item[], at: number, draft: Draft): boolean {
  const part = items[at];
  if (!isPart(part)) return false;
  const { means, raw } = part;
  if (raw.some((word) => leastWords.test(word))) draft.order = 'least';
  if (raw.some((word) => dearestWords.test(word) || mostWords.test(word))) draft.order = 'most';
  if (means.is === 'unit' || isKindOfName(metric, items, at, part)) return true;
  if (means.is === 'by time') draft.groups.add(means.name);
  else if (means.is === 'measure') draft.measures.add(means.name);
  else if (means.is === 'filter') draft.filters.add(means.name);
  else return readDimension(metric, items, at, draft);
  return true;
}

const countWords = /^(?:two|three|four|five|six|\d+)$/;

/** "Jobs that failed", "users with refused actions". */
const isDescribed = (items: readonly Item[], at: number): boolean =>
  /^(?:with|that|who)$/.test(rawOf(items[at + 1]));

/** "Which 3 users", "the 5 most expensive jobs": so many of a ranking are asked for. */
function isOfFirst(items: readonly Item[], at: number): boolean {
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

/** "All jobs", "all three workspaces": nothing is limited. */
function isOfAll(items: readonly Item[], at: number): boolean {
  const last = rawOf(items[at - 1]);
  return last === 'all' || (countWords.test(last) && rawOf(items[at - 2]) === 'all');
}

/** Whether different things are counted: "how many jobs", "number of users". */
function isCounted(items: readonly Item[], at: number): boolean {
  const last = rawOf(items[at - 1]);
  return distinctWords.test(last) || (last === 'of' && distinctWords.test(rawOf(items[at - 2])));
}

function readDimension(metric: Metric, items: readonly Item[], at: number, draft: Draft): boolean {
  const part = items[at];
  if (!isPart(part) || part.means.is !== 'dimension') return false;
  const { name } = part.means;
  if (isOfAll(items, at) && !isDescribed(items, at)) return true;
  // "How many hours" is a length of time.
  if (isCounted(items, at) && name === 'hour') return false;
  if (isCounted(items, at)) draft.distinct.add(name);
  else if (isGrouped(items, at) || metric.rows === 'things') draft.groups.add(name);
  else return isName(items[at - 1]) || isName(items[at + 1]);
  return true;
}

function readWord(metric: Metric, raw: string, draft: Draft): boolean {
  if (activeWords.test(raw)) draft.asks.add('activity');
  if (mostWords.test(raw)) draft.order = 'most';
  else if (leastWords.test(raw)) draft.order = 'least';
  else if (/^(?:many|number|count|nr|num)$/.test(raw)) draft.asks.add('count');
  else if (compareWords.test(raw)) draft.asks.add('compare');
  else if (trendWords.test(raw)) draft.asks.add('trend');
  else if (shareWords.test(raw)) draft.asks.add('share');
  else if (/^(?:show|list)$/.test(raw)) draft.asks.add('list');
  else if (/^(?:who(?:se)?|names?)$/.test(raw)) return readWho(metric, draft);
  else if (whenWords.test(raw)) return readWhen(metric, draft);
  else return isPlain(metric, raw, draft);
  return true;
}

function isPlain(metric: Metric, raw: string, draft: Draft): boolean {
  if (firstWords.test(raw) && draft.when !== null) draft.when = 'first';
  // A noun of other rows is not passed over: "queries" has runs, but "runs" are others.
  const isVerb = !raw.endsWith('s') && metric.ignore.some((word) => stem(word) === stem(raw));
  return plainWords.has(raw) || isVerb || metric.ignore.includes(raw);
}

function readWho(metric: Metric, draft: Draft): boolean {
  if (!metric.dimensions.some(({ name }) => name === 'user')) return false;
  draft.groups.add('user');
  return true;
}

function readWhen(metric: Metric, draft: Draft): boolean {
  if (metric.time === undefined) return false;
  draft.when = 'last';
  return true;
}

/** What the items of a question ask of a metric; null when one of them cannot be understood. */
export function draftOf(metric: Metric, items: readonly Item[]): Draft | null {
  const draft: Draft = {
    measures: new Set(),
    distinct: new Set(),
    groups: new Set(),
    filters: new Set(),
    names: [],
    order: null,
    when: null,
    asks: new Set(),
  };
  if (!items.every((_, at) => readItem(metric, items, at, draft))) return null;
  const compared = namedTwice(draft);
  // Two times are compared by who asks twice; here it can only be names.
  if (draft.asks.has('compare') && compared.length === 0) return null;
  // "Who costs more, team a or team b": those are the ones.
  if (compared.length > 0 && draft.groups.has('user')) draft.groups.delete('user');
  for (const dimension of compared) draft.groups.add(dimension);
  if (draft.asks.has('trend') && !draft.groups.has('week')) draft.groups.add('day');
  return draft;
}

/** Dimensions of which a question gives several names: it compares them. */
const namedTwice = ({ names }: Draft): readonly string[] =>
  names
    .map(({ dimension }) => dimension)
    .filter((dimension, at, all) => all.indexOf(dimension) !== at);
