import type { Metric } from '../../sql/metrics.ts';
import { type Draft, draftOf } from './draft.ts';
import { readPhrasesIn } from './phrases.ts';
import type { Token } from './tokens.ts';

/** A question that a metric answers, with every word of it understood. */
export type Reading = {
  readonly metric: Metric;
  readonly measures: readonly string[];
  /** What the rows are grouped by, in the order of the question. */
  readonly groups: readonly string[];
  readonly filters: readonly string[];
  /** Names that limit the rows. */
  readonly names: readonly { readonly dimension: string; readonly name: string }[];
  /** Whether the greatest or the least is asked for; null where neither is. */
  readonly order: 'most' | 'least' | null;
};

/** Whether two filters of a draft exclude each other. */
function areApart({ filters }: Metric, draft: Draft): boolean {
  const groups = filters.filter(({ name }) => draft.filters.has(name)).map(({ group }) => group);
  return new Set(groups).size === groups.length;
}

/** Whether a draft is one query: its filters go together, and there are rows for what it groups by. */
function isOneQuery(metric: Metric, draft: Draft): boolean {
  const hasTimes = metric.dimensions.some(({ name }) => name === 'day');
  return (
    areApart(metric, draft) &&
    draft.groups.size <= 2 &&
    draft.measures.size <= 3 &&
    (hasTimes || !draft.groups.has('day'))
  );
}

/** Whether a draft says what is asked. */
function saysWhat({ window }: Metric, { measures, filters, groups, names }: Draft): boolean {
  // What is the case at present may be asked of a thing without counting it: "which runtime has `ml-lab`".
  const isOfThing = window === 'none' && groups.size > 0 && names.length > 0;
  return measures.size > 0 || filters.size > 0 || isOfThing;
}

/** Whether only the number of rows would answer a draft that asks for something else. */
function wantsMoreThanCount(metric: Metric, draft: Draft): boolean {
  const [first] = metric.measures;
  const isCount = [...draft.measures].every((name) => name === first?.name);
  if (draft.groups.size > 0 || !isCount || !/^count\b/.test(first?.expr ?? '')) return false;
  // Who asks to see the things themselves, or which there are, is not answered by their number.
  return draft.lists || (metric.window === 'none' && draft.filters.size === 0 && !draft.counts);
}

/**
 * Reads a question as one about a metric; null unless every word and name of it is understood.
 *
 * Pure.
 */
function readAs(metric: Metric, tokens: readonly Token[]): Reading | null {
  const draft = draftOf(metric, readPhrasesIn(metric, tokens));
  const [first] = metric.measures;
  if (draft === null || first === undefined || !isOneQuery(metric, draft)) return null;
  if (!saysWhat(metric, draft) || wantsMoreThanCount(metric, draft)) return null;
  return {
    metric,
    measures: draft.measures.size > 0 ? [...draft.measures] : [first.name],
    groups: [...draft.groups],
    filters: [...draft.filters],
    names: draft.names,
    order: draft.order,
  };
}

/** The readings of a question by the metrics that understand all of it. Pure. */
export const readBy = (metrics: readonly Metric[], tokens: readonly Token[]): readonly Reading[] =>
  metrics.flatMap((metric) => readAs(metric, tokens) ?? []);
