import { setTimeout as sleep } from 'node:timers/promises';
import type { LegRef, Fence } from '../../domain/worker-ports.ts';
import type { Deps } from '../deps.ts';

/** One ask of Genie while its activity runs. */
export type Leg = {
  readonly ref: LegRef;
  readonly spaceId: string;
  readonly question: string;
  /** How long the leg may take from its quota grant, milliseconds. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
};

/** Why a leg has to stop. */
export type StopReason = Extract<Fence, { open: false }>['why'] | 'given up';

/** Thrown where a leg has to stop. */
export class Stopped extends Error {
  readonly why: StopReason;

  constructor(why: StopReason) {
    super(why);
    this.why = why;
  }
}

/**
 * Returns when the leg may take its next step, else throws.
 *
 * Effect: reads the fence once.
 *
 * @throws {Stopped}
 */
export async function gate(deps: Deps, leg: Leg): Promise<Extract<Fence, { open: true }>> {
  const fence = await deps.store.fence(leg.ref);
  if (!fence.open) throw new Stopped(fence.why);
  return fence;
}

/**
 * Waits between two steps; stops at once when the activity is cancelled.
 *
 * Effect: a timer.
 *
 * @throws {Stopped}
 */
export async function pause(leg: Leg, ms: number): Promise<void> {
  await sleep(ms, undefined, { signal: leg.signal }).catch(() => {
    throw new Stopped('given up');
  });
}
