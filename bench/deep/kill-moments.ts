import { createRandom } from '../../local/data/random.ts';

/** The processes of the local stack. */
export const victims = ['worker', 'api', 'temporal', 'postgres', 'workspace'] as const;
export type Victim = (typeof victims)[number];

/** A kill, milliseconds after the beginning of its part of the campaign. */
export type KillMoment = { readonly victim: Victim; readonly afterMs: number };

/** The shortest time between two kills, milliseconds: a process that dies while it starts five times is given up. */
const apartMs = 2_000;

/**
 * Spreads kills over a time: each victim as often as asked, in an order and at moments that follow from the seed.
 *
 * Pure.
 *
 * @param withinMs The time that they are spread over, milliseconds; what does not fit comes later.
 * @returns Earliest first.
 */
export function killMoments(
  seed: number,
  part: string,
  wanted: readonly (readonly [Victim, number])[],
  withinMs: number,
): readonly KillMoment[] {
  const random = createRandom(seed, 'kills', part);
  const order = wanted
    .flatMap(([victim, times]) =>
      Array.from({ length: times }, () => ({ victim, by: random.next() })),
    )
    .toSorted((left, right) => left.by - right.by);
  const gapMs = Math.max(apartMs, withinMs / Math.max(1, order.length));
  const spareMs = gapMs - apartMs;
  return order.map(({ victim }, n) => ({
    victim,
    afterMs: Math.round(n * gapMs + random.next() * spareMs),
  }));
}
