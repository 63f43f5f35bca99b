import type { Metric } from '../../sql/metrics.ts';
import { dimensionOf, isName, isPart, rawOf } from './items.ts';
import type { Item } from './phrases.ts';
import { shareWords } from './words.ts';

/** Verbs between a whole and its part: "the percentage of job spend that was `etl`". */
const toPart =
  /^(?:came|come|comes|was|were|is|are|goes|went|go|belongs?|due|stems?|stemmed|attributable|caused)$/;
/** Verbs behind a part: "which share of the spend does `payments` account for". */
const behindPart = /^(?:accounts?|accounted|makes?|made|causes?|caused|contributes?|contributed)$/;
/** Words between a part and its verb. */
const between = /^(?:team|job|warehouse|pipeline|cluster|workspace|endpoint|alone|did|does)$/;

const shareAt = (items: readonly Item[]): number =>
  items.findIndex((one) => shareWords.test(rawOf(one)));

/** Whether the name at a place is told as the part, by a verb before or behind it. */
function isToldAsPart(items: readonly Item[], at: number): boolean {
  const share = shareAt(items);
  if (share < 0 || at < share) return false;
  const before = items.slice(share, at);
  const verb = before.findLastIndex((one) => toPart.test(rawOf(one)));
  const isBehindVerb = verb >= 0 && !before.slice(verb).some(isName);
  const next = items.slice(at + 1).find((one) => !between.test(rawOf(one)));
  return isBehindVerb || behindPart.test(rawOf(next));
}

/**
 * Whether a name of a question for a share is the part, and all else the whole: "`bi-main`'s share of all
 * warehouse spend".
 *
 * Pure.
 */
export function isPartNamed(items: readonly Item[]): boolean {
  const share = shareAt(items);
  const name = items.findIndex(isName);
  if (share > name && name >= 0 && rawOf(items[share + 1]) === 'of') return true;
  return items.some((one, at) => isName(one) && isToldAsPart(items, at));
}

/** The dimension of the name that is the whole, where a name of another is the part; else null. Pure. */
export function wholeNamed(
  metric: Metric,
  items: readonly Item[],
  names: readonly { readonly dimension: string }[],
): string | null {
  const share = shareAt(items);
  const at = items.findIndex((one, n) => n > share && isName(one));
  if (at < 0) return null;
  const isBehindOf = rawOf(items[share + 1]) === 'of' && at <= share + 3;
  const isPartLater = items.some((one, n) => n > at && isName(one) && isToldAsPart(items, n));
  const isPartItself = isToldAsPart(items, at);
  const dimension =
    (isBehindOf || isPartLater) && !isPartItself ? dimensionOf(metric, items, at) : null;
  return dimension !== null && names.some((one) => one.dimension !== dimension) ? dimension : null;
}

/**
 * The filter that is the whole, where another one is the part: "what share of the failed runs were timeouts", "how many
 * of them timed out".
 * Else null.
 *
 * Pure.
 */
export function wholeFilter(items: readonly Item[]): string | null {
  const begin = items.findIndex(
    (one, at) =>
      (shareWords.test(rawOf(one)) || rawOf(one) === 'many') && rawOf(items[at + 1]) === 'of',
  );
  if (begin < 0) return null;
  const filters = items.flatMap((one, at) =>
    at > begin && isPart(one) && one.means.is === 'filter' ? [{ name: one.means.name, at }] : [],
  );
  const [whole, part, another] = filters;
  if (whole === undefined || part === undefined || another !== undefined) return null;
  const isWholeFirst = whole.at <= begin + 4 && whole.name !== part.name;
  const between = items.slice(whole.at, part.at);
  const isTold = rawOf(items[begin]) === 'many' || between.some((one) => toPart.test(rawOf(one)));
  return isWholeFirst && isTold ? whole.name : null;
}
