import type { Asked } from './symptom/asked.ts';
import { msOf } from './symptom/rows.ts';
import type { Window } from './symptom/window-asked.ts';
import type { Found } from './tell-usual.ts';

/** Acts of one night that are told. */
const mostTold = 3;

/**
 * Of what was found unusual that which lies nearest to the hours asked about; several where they lie alike. What
 * one user did is told once.
 *
 * Pure.
 */
export function nearest(found: readonly Found[], { hours }: Asked): readonly Found[] {
  const broken = found.filter(({ result }) => result.kind === 'broken');
  const apart = broken.map((one) =>
    Math.min(...hours.map((window) => distance(one, window)), Infinity),
  );
  const least = Math.min(...apart);
  const near = broken.filter((_, at) => apart[at] === least);
  return near
    .filter((one, at) => near.findIndex((other) => actorOf(other) === actorOf(one)) === at)
    .slice(0, mostTold);
}

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
