import type { Metric } from '../../sql/metrics.ts';
import type { Draft } from './draft.ts';

/** "Who changed `etl`": when each did it is asked for, and not how often. */
export function asksWhoDid(metric: Metric, draft: Draft, said: string): boolean {
  const { groups, names, filters, order, when, distinct, asks } = draft;
  const isDeed =
    // "Who wrote `a.b.c` last?"
    (metric.noun === 'writes' && / last /.test(said)) ||
    names.some(({ dimension }) => dimension === 'action') ||
    metric.filters.some(
      ({ name, group }) => group === 'action' && filters.has(name) && name !== 'login',
    );
  const isOfThing = names.some(
    ({ dimension }) => !['user', 'workspace', 'address', 'target'].includes(dimension),
  );
  return (
    / who /.test(said) &&
    isDeed &&
    isOfThing &&
    metric.time !== undefined &&
    [...groups].join() === 'user' &&
    [order, when].every((one) => one === null) &&
    distinct.size === 0 &&
    !asks.has('count') &&
    !asks.has('share')
  );
}
