import type { Metric } from '../../sql/metrics.ts';
import type { Draft } from './draft.ts';
import { hasTarget, rawOf, rawsOf } from './items.ts';
import type { Item } from './phrases.ts';
import { isPartNamed, wholeNamed } from './shares.ts';

/**
 * What only several words say together; false where they say what the metric does not have.
 *
 * Effect: writes into the draft.
 */
export function readTogether(metric: Metric, items: readonly Item[], draft: Draft): boolean {
  const said = ` ${rawsOf(items).join(' ')} `;
  if (/ in (?:percent|per cent|%|pct) /.test(said)) draft.asks.add('share');
  if (/ still (?:there|around|alive) /.test(said)) draft.asks.add('existence');
  const isWhen = / (?:what|which) (?:time|day|date) (?:(?:was|were|did|has|had|is) |$)/.test(said);
  if (draft.asks.has('share') && isPartNamed(items)) draft.asks.add('share of names');
  if (draft.asks.has('share')) draft.whole = wholeNamed(metric, items, draft.names);
  const isSince =
    / since (?:when|what date|what day|which date|which day|what time) | how long (?:has|have|had) .*been | how long (?:is|are) .* already /.test(
      said,
    );
  if (isSince && draft.filters.size > 0) {
    draft.when = 'since';
    draft.groups.delete('day');
  }
  if (isWhen && metric.time !== undefined && draft.order === null) askWhen(draft, said);
  turnToTarget(metric, items, draft);
  return !draft.asks.has('average') || askOfDays(metric, draft);
}

/** "Who did `ana` add to groups?": it is known who did it, and asked to whom. */
function turnToTarget(metric: Metric, items: readonly Item[], draft: Draft): void {
  const isDoneBy = draft.names.some(({ dimension }) => dimension === 'user');
  const asksWho = items.some((one) => rawOf(one) === 'who' || rawOf(one) === 'whom');
  if (!isDoneBy || !asksWho || !hasTarget(metric)) return;
  draft.groups.delete('user');
  draft.groups.add('target');
}

/** "The mean cost by day": one number, where the metric has it; a mean of anything else is not understood. */
function askOfDays({ measures }: Metric, draft: Draft): boolean {
  const average = measures.find(({ name }) => name.startsWith('average_daily_'));
  const isOfFirst = [...draft.measures].every((name) => name === measures[0]?.name);
  if (average === undefined || !draft.groups.delete('day') || !isOfFirst) return false;
  draft.measures.clear();
  draft.measures.add(average.name);
  return true;
}

/** "On which date was it last cancelled": a time of it, and no number of each day. */
function askWhen(draft: Draft, said: string): void {
  draft.when ??= 'last';
  if (/ (?:first|earliest) /.test(said)) draft.when = 'first';
  draft.groups.delete('day');
}
