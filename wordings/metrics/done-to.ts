import type { Metric } from '../../sql/metrics.ts';
import type { Draft } from './draft.ts';
import { hasTarget, rawOf, rawsOf } from './items.ts';
import type { Item } from './phrases.ts';

/** "Who made `ana` an admin", "was `ana` added to the group": it was done to the one who is named. */
function isPassive(items: readonly Item[], at: number): boolean {
  const raws = rawsOf(items);
  if (raws.some((raw) => /^(?:become|became|join|joined)$/.test(raw))) return true;
  if (/^(?:by|did|does|is|has|have)$/.test(rawOf(items[at - 1]))) return false;
  const isSaid = raws.some((raw) => /^(?:was|were|became|been|got|gets)$/.test(raw));
  return (
    raws.includes('who') ||
    (isSaid && raws.some((raw) => /^(?:admins?|added|made|put|removed|promoted)$/.test(raw)))
  );
}

/** "Revoked from `etl-runners`": it was taken from the one who is named. */
function isTakenFrom(items: readonly Item[], at: number): boolean {
  return (
    rawOf(items[at - 1]) === 'from' &&
    rawsOf(items).some((raw) => /^(?:revok|remov|t[ao]k|withdr)/.test(raw))
  );
}

/** "Permission changes of the group `analysts`", "permission removals of `ana`": nobody is put into a group there. */
function isGranted(items: readonly Item[], at: number, dimension: string, draft: Draft): boolean {
  const filters = [...draft.filters];
  const isRemoved =
    filters.includes('permission_removal') && /^(?:of|from)$/.test(rawOf(items[at - 1]));
  return dimension === 'target_group'
    ? filters.some((one) => one.startsWith('permission_'))
    : dimension === 'user' && isRemoved;
}

/** Whether the one who is named at a place had something done to him, and did nothing himself. */
export const isDoneTo = (
  metric: Metric,
  items: readonly Item[],
  at: number,
  dimension: string,
  draft: Draft,
): boolean =>
  hasTarget(metric) &&
  (isGranted(items, at, dimension, draft) ||
    (dimension === 'user' && (isPassive(items, at) || isTakenFrom(items, at))));
