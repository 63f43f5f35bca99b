import { stem } from '../../language/text.ts';
import type { Metric } from '../../sql/metrics.ts';
import {
  countWords,
  isCounted,
  isCountedPerGroup,
  isDescribed,
  isOfAll,
  isOfFirst,
} from './counts.ts';
import { dimensionOf, isAllOfKind, isGrouped, isName, isPart, type Part, rawOf } from './items.ts';
import { isWhole, namedTwice, setApart } from './compared.ts';
import { isDoneTo } from './done-to.ts';
import { isToldOfEach } from './listed-events.ts';
import type { Item } from './phrases.ts';
import { topOfEach } from './top-of-each.ts';
import { readTogether } from './together.ts';
import {
  activeWords,
  averageWords,
  compareWords,
  countedFrom,
  dearestWords,
  firstWords,
  leastWords,
  mostWords,
  plainWords,
  shareWords,
  trendWords,
  whenWords,
} from './words.ts';

/** What the words ask for besides a measure: to be shown things, a number, how it went, a part of a whole. */
type Asked =
  | 'list'
  | 'count'
  | 'trend'
  | 'share'
  | 'share of names'
  | 'activity'
  | 'compare'
  | 'average'
  | 'when'
  | 'which'
  | 'existence'
  | 'first ones'
  | 'both numbers'
  | 'latest ones'
  | 'same'
  | 'joint'
  | 'best';

/** What was understood of a question so far. */
export type Draft = {
  readonly measures: Set<string>;
  /** Dimensions of which the different values are counted. */
  readonly distinct: Set<string>;
  readonly groups: Set<string>;
  readonly filters: Set<string>;
  /** Filters that are set against each other: each row has one of them. */
  readonly either: Set<string>;
  readonly names: { readonly dimension: string; readonly name: string }[];
  /** The dimension of the name that a part is asked of: `team` in "the share of team a's cost that is b". */
  whole: string | null;
  /** The filter that a part is asked of: `failed` in "the share of failed runs that timed out". */
  wholeFilter: string | null;
  /** Whether the greatest or the least is asked for; null where neither is. */
  order: 'most' | 'least' | null;
  /** The measure that is said to be the most or the least: `queries` in "the most queries". */
  ranked: string | null;
  /** The group of which each has its own first one: `user` in "the most frequent action of each user". */
  topOf: string | null;
  /** Which time of the events is asked for; null where none is. */
  when: 'first' | 'last' | 'span' | 'since' | null;
  readonly asks: Set<Asked>;
};

function readName(metric: Metric, items: readonly Item[], at: number, draft: Draft): boolean {
  const item = items[at];
  const dimension = dimensionOf(metric, items, at);
  if (!isName(item) || dimension === null) return false;
  const isTarget = isDoneTo(metric, items, at, dimension, draft);
  draft.names.push({ dimension: isTarget ? 'target' : dimension, name: item.name });
  return true;
}

/** Reads one item into a draft; false when it cannot be understood. */
function readItem(metric: Metric, items: readonly Item[], at: number, draft: Draft): boolean {
  const item = items[at];
  if (item === undefined) return true;
  if (isName(item)) return readName(metric, items, at, draft);
  if (isPart(item)) return readPart(metric, items, at, draft);
  const before = items[at - 1];
  // "Users who logged in" are counted, and not told.
  const isRelative = item.raw === 'who' && isPart(before) && before.means.is === 'dimension';
  return (
    isRelative ||
    readCount(items, at, draft) ||
    isBesideName(metric, items, at) ||
    readWord(metric, item.raw, draft)
  );
}

/** A number of those that come first, or of all. */
function readCount(items: readonly Item[], at: number, draft: Draft): boolean {
  if (!countWords.test(rawOf(items[at]))) return false;
  // "The last 5 admin grants": those themselves.
  if (/^(?:last|latest)$/.test(rawOf(items[at - 1]))) draft.asks.add('latest ones');
  if (isOfFirst(items, at)) draft.asks.add('first ones');
  return isOfFirst(items, at) || countedFrom.test(rawOf(items[at - 1])) || isOfAll(items, at + 1);
}

/** "The job `etl`", where the rows are about something else than jobs. */
const isBesideName = (metric: Metric, items: readonly Item[], at: number): boolean =>
  [at - 1, at + 1].some(
    (near) => dimensionOf(metric, items, near) === `audited_${stem(rawOf(items[at]))}`,
  );

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
  else if (means.is === 'measure') readMeasure(items[at - 1], means.name, draft);
  else if (means.is === 'filter') readFilter(metric, items, at, draft);
  else if (means.name === 'day' && isOfDays(items[at - 1])) draft.groups.add('day');
  else return readDimension(metric, items, at, draft);
  return true;
}

/** "The most queries, and their average wait": by what the rows are ranked. */
function readMeasure(before: Item | undefined, name: string, draft: Draft): void {
  draft.measures.add(name);
  if (mostWords.test(rawOf(before)) || leastWords.test(rawOf(before))) draft.ranked ??= name;
}

/** "Which all-purpose cluster", "every declarative pipeline": the last word of a filter is what is told. */
function readFilter(metric: Metric, items: readonly Item[], at: number, draft: Draft): void {
  const part = items[at];
  if (!isPart(part) || part.means.is !== 'filter') return;
  draft.filters.add(part.means.name);
  const last = stem(part.raw.at(-1) ?? '');
  const thing = metric.dimensions.find(({ name }) => name === last);
  if (thing !== undefined && part.raw.length > 1 && isGrouped(items, at))
    draft.groups.add(thing.name);
}

/** "On an average day", "requests a day", of which the article is left out. */
const isOfDays = (before: Item | undefined): boolean =>
  averageWords.test(rawOf(before)) || (isPart(before) && before.means.is === 'measure');

/** What limits and parts nothing: "all jobs", "with their address" of what is listed. */
const isPassedOver = (metric: Metric, items: readonly Item[], at: number, draft: Draft): boolean =>
  (isOfAll(items, at) && !isDescribed(items, at)) || isToldOfEach(metric, items, at, draft);

/** Whether different ones of a dimension are counted: "how many cores" is what a thing has of them. */
const isNumbered = (metric: Metric, items: readonly Item[], at: number, name: string): boolean =>
  !(metric.rows === 'things' && name.endsWith('s')) &&
  (isCounted(items, at) || isCountedPerGroup(items, at));

function readDimension(metric: Metric, items: readonly Item[], at: number, draft: Draft): boolean {
  const part = items[at];
  if (!isPart(part) || part.means.is !== 'dimension') return false;
  const { name } = part.means;
  if (isPassedOver(metric, items, at, draft)) return true;
  // "How many hours" is a length of time.
  if (isCounted(items, at) && name === 'hour') return false;
  if (isNumbered(metric, items, at, name)) draft.distinct.add(name);
  else if (isGrouped(items, at) || metric.rows === 'things') draft.groups.add(name);
  else return isBesideOwnName(items, at) || isAllOfKind(metric, items, at);
  return true;
}

const isBesideOwnName = (items: readonly Item[], at: number): boolean =>
  isName(items[at - 1]) || isName(items[at + 1]);

/** Words that say in what form something is asked. */
const askingWords: readonly (readonly [word: RegExp, asks: Asked])[] = [
  [/^(?:many|number|count|nr|num)$/, 'count'],
  [compareWords, 'compare'],
  [trendWords, 'trend'],
  [averageWords, 'average'],
  [shareWords, 'share'],
  [/^(?:exist|exists|existing|gone|deleted)$/, 'existence'],
  [/^(?:show|list)$/, 'list'],
  [/^best$/, 'best'],
  [/^(?:both|same)$/, 'same'],
];

function readWord(metric: Metric, raw: string, draft: Draft): boolean {
  if (activeWords.test(raw)) draft.asks.add('activity');
  if (/^(?:which|what)$/.test(raw)) draft.asks.add('which');
  const asks = askingWords.find(([word]) => word.test(raw))?.[1];
  if (mostWords.test(raw)) draft.order = 'most';
  else if (leastWords.test(raw)) draft.order = 'least';
  else if (asks !== undefined) draft.asks.add(asks);
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

function readWho({ dimensions }: Metric, draft: Draft): boolean {
  if (!dimensions.some(({ name }) => name === 'user')) return false;
  draft.groups.add('user');
  return true;
}

function readWhen(metric: Metric, draft: Draft): boolean {
  // "When was the most expensive day": what has no times has days.
  const date = metric.dimensions.find(({ name }) => name.endsWith('_on'));
  // "When was `etl` deleted?": things have a date of their own.
  if (metric.time === undefined && date !== undefined) {
    draft.groups.add(date.name);
    return true;
  }
  if (metric.time === undefined) {
    draft.groups.add('day');
    draft.asks.add('when');
    return metric.dimensions.some(({ name }) => name === 'day');
  }
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
    either: new Set(),
    names: [],
    whole: null,
    wholeFilter: null,
    order: null,
    ranked: null,
    topOf: null,
    when: null,
    asks: new Set(),
  };
  if (!items.every((_, at) => readItem(metric, items, at, draft))) return null;
  setApart(metric, draft);
  const compared = namedTwice(draft, items);
  if (!readTogether(metric, items, draft)) return null;
  if (!isWhole(draft, compared, items)) return null;
  // "Who costs more, team a or team b": those are the ones.
  if (compared.length > 0 && draft.groups.has('user')) draft.groups.delete('user');
  for (const dimension of compared) draft.groups.add(dimension);
  if (draft.asks.has('trend') && !['week', 'month'].some((name) => draft.groups.has(name)))
    draft.groups.add('day');
  if (draft.when === null && !draft.asks.has('share'))
    draft.topOf = topOfEach(metric, items, draft);
  return draft;
}
