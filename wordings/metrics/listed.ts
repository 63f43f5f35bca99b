import type { Metric } from '../../sql/metrics.ts';
import type { Draft } from './draft.ts';

/** "List all warehouses with their size". Pure. */
export const listsRows = (
  { rows, measures }: Metric,
  { groups, asks, order, ...draft }: Draft,
): boolean =>
  rows === 'things' &&
  asks.has('list') &&
  order === null &&
  groups.size === 1 &&
  draft.measures.has(measures[0]?.name ?? '');

/** A setting or a price is one of each thing: the largest of them all answers nothing. */
const isOfEach = ({ rows, named, measures }: Metric, draft: Draft): boolean =>
  rows === 'things' &&
  !draft.names.some(({ dimension }) => dimension === named) &&
  measures.some(
    ({ name, expr }) => draft.measures.has(name) && /^(?:cast\()?(?:max|min)\(/.test(expr),
  );

/** "Which pipelines were deleted, and when?" Pure. */
export const asksWhichAndWhen = ({ rows }: Metric, { groups, asks }: Draft): boolean =>
  rows === 'things' &&
  asks.has('which') &&
  groups.size === 1 &&
  [...groups].every((name) => name.endsWith('_on'));

/** What the rows are of: things that are listed are told with what they are grouped by. Pure. */
export function groupsOf(metric: Metric, draft: Draft, lists: boolean): string[] {
  const { named } = metric;
  const { groups } = draft;
  const isListed =
    lists || listsRows(metric, draft) || isOfEach(metric, draft) || asksWhichAndWhen(metric, draft);
  if (!isListed || named === undefined || groups.has(named)) return [...groups];
  return [named, ...groups];
}

/** Of things that are grouped by themselves there is one each: their number is told only where it is all. Pure. */
export const withoutOneEach = (
  { rows, named, measures: [first] }: Metric,
  groups: readonly string[],
  measures: readonly string[],
): readonly string[] =>
  rows === 'things' && named !== undefined && groups.includes(named) && measures.length > 1
    ? measures.filter((name) => name !== first?.name)
    : measures;
