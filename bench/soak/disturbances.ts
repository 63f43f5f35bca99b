import type { Random } from '../../local/data/random.ts';

/** What a soak kills and stops: `two` means the second one of a process. */
export type Victim = 'worker' | 'worker two' | 'api' | 'api two' | 'temporal' | 'postgres';

/** A process dies at once, or stands still for a while. */
export type Disturbance = {
  readonly victim: Victim;
  /** How long it stands still, milliseconds; null when it is killed. */
  readonly stoppedMs: number | null;
  /** Time until it happens, after the one before, milliseconds. */
  readonly afterMs: number;
};

/** Milliseconds between two disturbances. */
const gap = [5_000, 10_000] as const;
/** Milliseconds that a process stands still: some are longer than any heartbeat and time limit. */
const still = [1_000, 15_000] as const;
const shareOfKills = 0.7;

/** Draws the next disturbance; the random numbers decide all of it. */
export function nextDisturbance(
  random: Random,
  victims: readonly [Victim, ...Victim[]],
): Disturbance {
  return {
    afterMs: random.between(...gap),
    victim: random.pick(victims),
    stoppedMs: random.chance(shareOfKills) ? null : random.between(...still),
  };
}
