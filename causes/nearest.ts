import type { Asked } from './symptom/asked.ts';
import { excessOf } from './symptom/breaks.ts';
import { msOf } from './symptom/rows.ts';
import type { Window } from './symptom/window-asked.ts';
import type { Found } from './tell-usual.ts';

/** Acts of one night that are told. */
const mostTold = 3;

/**
 * Of what was found unusual that which lies nearest to the hours asked about, and as often as the question says;
 * several where they lie alike. Of one user the most unusual is told.
 *
 * Pure.
 */
export function nearest(
  found: readonly Found[],
  { hours, text }: Pick<Asked, 'hours' | 'text'>,
): readonly Found[] {
  const unusual = found.filter(({ result }) => result.kind === 'broken');
  const counted = unusual.filter((one) => countsIn(text).some((count) => hasCount(one, count)));
  const broken = counted.length > 0 ? counted : unusual;
  const apart = broken.map((one) =>
    Math.min(...hours.map((window) => distance(one, window)), Infinity),
  );
  const least = Math.min(...apart);
  const near = broken.filter((_, at) => apart[at] === least);
  return near
    .filter((one, at) => near.findIndex((other) => actorOf(other) === actorOf(one)) === at)
    .map((one) => mostUnusual(near.filter((other) => actorOf(other) === actorOf(one))) ?? one)
    .slice(0, mostTold);
}

/** Whether something of what was found lies within the hours asked about; all does where there are none. Pure. */
export const areAtHour = (found: readonly Found[], { hours }: Pick<Asked, 'hours'>): boolean =>
  hours.length === 0 || found.some((one) => hours.some((window) => distance(one, window) === 0));

/** Numbers of acts that a text says: "25 actions", "30 events". */
const countsIn = (text: string): readonly number[] =>
  [...text.matchAll(/\b(\d+)(?= (?:\w+ )?(?:actions|events|operations|calls|things)\b)/gi)].map(
    ([count]) => Number(count),
  );

/** How near a number that is told must be to the one that was counted. */
const nearCount = 0.1;

function hasCount({ result, measure }: Found, count: number): boolean {
  const rows = result.kind === 'broken' ? (result.carriers[0]?.symptom.rows ?? []) : [];
  return rows.some(
    (row) => Math.abs((measure.value(row) ?? Infinity) - count) <= nearCount * count,
  );
}

/** How far beyond the usual it is, in what is usual or in the least that counts. */
function strengthOf({ result, measure }: Found): number {
  const symptom = result.kind === 'broken' ? result.carriers[0]?.symptom : undefined;
  if (symptom === undefined) return 0;
  return Math.abs(excessOf(symptom)) / Math.max(Math.abs(symptom.usual), measure.floor);
}

const mostUnusual = (found: readonly Found[]): Found | undefined =>
  found.toSorted((a, b) => strengthOf(b) - strengthOf(a))[0];

const actorOf = ({ result }: Found): string | undefined =>
  result.kind === 'broken' ? result.carriers[0]?.symptom.object.id : undefined;

/** How far what was done lies from a window, milliseconds; 0 within it. */
function distance({ result }: Found, { fromMs, toMs }: Window): number {
  const rows = result.kind === 'broken' ? (result.carriers[0]?.symptom.rows ?? []) : [];
  const apart = rows.map((row) => {
    const [first, last] = [msOf(row, 'first_at') ?? fromMs, msOf(row, 'last_at') ?? toMs];
    return Math.max(0, first - toMs, fromMs - last);
  });
  return Math.min(...apart, Infinity);
}
