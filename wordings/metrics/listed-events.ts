import type { Metric } from '../../sql/metrics.ts';
import type { Draft } from './draft.ts';
import { isPart, rawOf } from './items.ts';
import type { Item } from './phrases.ts';

/**
 * What a list is of: things by their names; all events or the latest ones, as in "list the failed logins", whose
 * number nobody asks for; `none` where nothing can be listed.
 */
export function listedOf(
  { listed, rows, named }: Metric,
  { asks, order, distinct }: Draft,
): 'things' | 'all' | 'latest' | 'none' {
  if (listed.length > 0 && order === null && distinct.size === 0 && !asks.has('count'))
    return asks.has('latest ones') ? 'latest' : 'all';
  return rows === 'things' && named !== undefined ? 'things' : 'none';
}

/** Which events are told one by one; null where none are. */
export const eventsOf = (listed: ReturnType<typeof listedOf> | null): 'all' | 'latest' | null =>
  listed === 'all' || listed === 'latest' ? listed : null;

/** "The last 5 admin grants", where events can be told one by one. */
export const asksForLatest = ({ listed }: Metric, { asks }: Draft): boolean =>
  listed.length > 0 && asks.has('latest ones');

/** "List the failed logins with their address": what is told of each event anyway. */
export function isToldOfEach(
  { listed }: Metric,
  items: readonly Item[],
  at: number,
  { asks }: Draft,
): boolean {
  const [before, part] = [items[at - 1], items[at]];
  if (!isPart(part) || part.means.is !== 'dimension' || !asks.has('list')) return false;
  const { name } = part.means;
  const isJoined =
    (isPart(before) && before.means.is === 'dimension') ||
    /^(?:with|and|incl|including|date|time|their)$/.test(rawOf(before));
  return isJoined && listed.some((one) => one.name.replace(/_name$/, '') === name);
}
