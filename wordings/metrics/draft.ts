import type { Metric } from '../../sql/metrics.ts';
import { dimensionOf, isGrouped, isName, isPart, type Part, rawOf } from './items.ts';
import type { Item } from './phrases.ts';
import {
  countedFrom,
  dearestWords,
  leastWords,
  mostWords,
  plainWords,
  trendWords,
} from './words.ts';

/** What was understood of a question so far. */
export type Draft = {
  readonly measures: Set<string>;
  readonly groups: Set<string>;
  readonly filters: Set<string>;
  readonly names: { readonly dimension: string; readonly name: string }[];
  /** Whether the greatest or the least is asked for; null where neither is. */
  order: 'most' | 'least' | null;
  /** Whether it asks to be shown things. */
  lists: boolean;
  /** Whether it asks for a number of things. */
  counts: boolean;
  /** Whether it asks how something went over time. */
  isTrend: boolean;
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
  if (isPart(item)) return readPart(item, items, at, draft);
  const isCount = /^\d+$/.test(item.raw) && countedFrom.test(rawOf(items[at - 1]));
  return isCount || readWord(metric, item, draft);
}

function readPart({ means, raw }: Part, items: readonly Item[], at: number, draft: Draft): boolean {
  if (raw.some((word) => leastWords.test(word))) draft.order = 'least';
  if (raw.some((word) => dearestWords.test(word))) draft.order = 'most';
  if (means.is === 'unit') return true;
  if (means.is === 'by time') draft.groups.add(means.name);
  else if (means.is === 'measure') draft.measures.add(means.name);
  else if (means.is === 'filter') draft.filters.add(means.name);
  else if (isGrouped(items, at)) draft.groups.add(means.name);
  else return isName(items[at - 1]) || isName(items[at + 1]);
  return true;
}

function readWord(
  metric: Metric,
  { word, raw }: Extract<Item, { word: string }>,
  draft: Draft,
): boolean {
  if (mostWords.test(raw)) draft.order = 'most';
  else if (leastWords.test(raw)) draft.order = 'least';
  else if (/^(?:many|number|count)$/.test(raw)) draft.counts = true;
  else if (trendWords.test(raw)) draft.isTrend = true;
  else if (/^who(?:se)?$/.test(raw)) return readWho(metric, draft);
  else if (/^(?:show|list)$/.test(raw)) draft.lists = true;
  else return plainWords.has(raw) || metric.ignore.includes(raw) || metric.ignore.includes(word);
  return true;
}

function readWho(metric: Metric, draft: Draft): boolean {
  if (!metric.dimensions.some(({ name }) => name === 'user')) return false;
  draft.groups.add('user');
  return true;
}

/** What the items of a question ask of a metric; null when one of them cannot be understood. */
export function draftOf(metric: Metric, items: readonly Item[]): Draft | null {
  const draft: Draft = {
    measures: new Set(),
    groups: new Set(),
    filters: new Set(),
    names: [],
    order: null,
    lists: false,
    counts: false,
    isTrend: false,
  };
  if (!items.every((_, at) => readItem(metric, items, at, draft))) return null;
  for (const dimension of namedTwice(draft)) draft.groups.add(dimension);
  if (draft.isTrend && !draft.groups.has('week')) draft.groups.add('day');
  return draft;
}

/** Dimensions of which a question gives several names: it compares them. */
const namedTwice = ({ names }: Draft): readonly string[] =>
  names
    .map(({ dimension }) => dimension)
    .filter((dimension, at, all) => all.indexOf(dimension) !== at);
