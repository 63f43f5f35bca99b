import type { Metric } from '../../sql/metrics.ts';
import type { Draft } from './draft.ts';
import { orderOfWorth } from './good-or-bad.ts';
import { hasTarget, rawOf, rawsOf } from './items.ts';
import type { Item } from './phrases.ts';
import { isPartNamed, wholeFilter, wholeNamed } from './shares.ts';

/**
 * What only several words say together; false where they say what the metric does not have.
 *
 * Effect: writes into the draft.
 */
export function readTogether(metric: Metric, items: readonly Item[], draft: Draft): boolean {
  const said = ` ${rawsOf(items).join(' ')} `;
  readAsked(metric, said, draft);
  readNumbers(said, draft);
  const isWhen = / (?:what|which) (?:time|day|date) (?:(?:was|were|did|has|had|is) |$)/.test(said);
  readJoint(metric, said, draft);
  if (draft.asks.has('same') && !draft.asks.has('joint')) return false;
  if (asksForDeleted(said, draft)) return false;
  if (!readOrder(said, draft)) return false;
  readWhole(metric, items, draft);
  readSince(metric, said, draft);
  if (draft.when !== null && / first and last /.test(said)) draft.when = 'span';
  if (isWhen && metric.time !== undefined && draft.order === null) askWhen(draft, said);
  turnToTarget(metric, items, draft);
  return !draft.asks.has('average') || askOfDays(metric, draft);
}

/** Whether a share or the existence of a thing is asked for. */
function readAsked(metric: Metric, said: string, draft: Draft): void {
  if (/ in (?:percent|per cent|%|pct) /.test(said)) draft.asks.add('share');
  const isThere = / still (?:there|around|alive) /.test(said) || isOfPart(metric, said, draft);
  if (isThere) draft.asks.add('existence');
}

const numberWords = '(?:how many|number of|count of)';
const twoNumbers = new RegExp(` ${numberWords} .* ${numberWords} `);

/** "How many changes, by how many people": the rows are counted, and the different ones too. */
function readNumbers(said: string, draft: Draft): void {
  if (twoNumbers.test(said) && draft.distinct.size === 1 && draft.filters.size > 0)
    draft.asks.add('both numbers');
}

/** Of the things that there are none is deleted. */
const asksForDeleted = (said: string, { asks, names }: Draft): boolean =>
  / (?:gone|deleted) /.test(said) && asks.has('existence') && names.length === 0;

/** "Does `a.b.c` have the column `phone`?": whether one named thing is in another. */
const isOfPart = ({ rows, named }: Metric, said: string, { names, measures }: Draft): boolean =>
  rows === 'things' &&
  /^ (?:does|do|has|have|is there|are there) /.test(said) &&
  measures.size === 0 &&
  names.length > 1 &&
  names.some(({ dimension }) => dimension === named);

/** "Since when", "how long has it been": the time from which on something is so. */
function readSince(metric: Metric, said: string, draft: Draft): void {
  const isSince =
    / since (?:when|what date|what day|which date|which day|what time) | how long (?:has|have|had) .*been | how long (?:is|are) .* already /.test(
      said,
    );
  const hasDays = metric.dimensions.some(({ name }) => name === 'day');
  if (isSince && hasDays && draft.filters.size > 0) {
    draft.when = 'since';
    draft.groups.delete('day');
  }
}

/** Of what a part is asked. */
function readWhole(metric: Metric, items: readonly Item[], draft: Draft): void {
  draft.wholeFilter = wholeFilter(items);
  if (!draft.asks.has('share')) return;
  if (isPartNamed(items)) draft.asks.add('share of names');
  draft.whole = wholeNamed(metric, items, draft.names);
}

/** "Who created a token and also downloaded results": two actions of the same ones. */
function readJoint({ filters }: Metric, said: string, draft: Draft): void {
  const [first, second, ...others] = filters.filter(({ name }) => draft.filters.has(name));
  const isSaid = draft.asks.has('same') || / and also /.test(said);
  const isOfTwo = first !== undefined && second !== undefined && others.length === 0;
  if (isSaid && isOfTwo && first.group === second.group && draft.groups.size > 0)
    draft.asks.add('joint');
}

/** What is best or worst comes first; "best" of what is neither good nor bad says nothing. */
function readOrder(said: string, draft: Draft): boolean {
  const order = orderOfWorth(said, draft);
  draft.order = order ?? draft.order;
  return order !== null || !draft.asks.has('best');
}

/** "Who did `ana` add to groups?": it is known who did it, and asked to whom. */
function turnToTarget(metric: Metric, items: readonly Item[], draft: Draft): void {
  const isDoneBy = draft.names.some(({ dimension }) => dimension === 'user');
  const asksWho = items.some((one) => rawOf(one) === 'who' || rawOf(one) === 'whom');
  if (!isDoneBy || !asksWho || !hasTarget(metric)) return;
  draft.groups.delete('user');
  draft.groups.add('target');
}

const isMean = (name: string): boolean => /^(?:average|median)_(?!daily_)/.test(name);

/** "The mean cost by day": one number, where the metric has it; a mean of anything else is not understood. */
function askOfDays({ measures }: Metric, draft: Draft): boolean {
  // "Compile time and execution time, on average": they are means themselves.
  if (draft.measures.size > 0 && [...draft.measures].every(isMean)) return true;
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
