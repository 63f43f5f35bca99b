import type { LaneEnding } from '../../domain/outcome.ts';
import type { LegRef, Fence } from '../../domain/worker-ports.ts';
import type { Deps } from '../deps.ts';

/** One question to Genie and its answer: the part of a lane that one activity runs. */
export type Leg = {
  readonly ref: LegRef;
  readonly spaceId: string;
  readonly question: string;
  /** The question to ask when this one has rows; null for none. */
  readonly following: string | null;
  /** How the lane ends when this leg brings nothing, by what an earlier leg found; else null. */
  readonly kept: LaneEnding | null;
  /** Time limit of the leg from its quota grant, milliseconds. */
  readonly limitMs: number;
  /** Genie was asked by the investigation that this one tries again. */
  readonly isLate: boolean;
  /** How long it has waited for its user to sign in again; grows. */
  readonly signInWait: { ms: number };
  readonly signal: AbortSignal;
};

/** Why a leg has to stop. */
export type StopReason = Extract<Fence, { open: false }>['reason'] | 'aborted';

/** Thrown when a leg has to stop. */
export class Stopped extends Error {
  readonly reason: StopReason;

  constructor(reason: StopReason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Checks that the leg may continue.
 *
 * Effect: reads the fence.
 *
 * @throws {Stopped} with the reason why it may not.
 */
export async function checkFence(deps: Deps, leg: Leg): Promise<Extract<Fence, { open: true }>> {
  const fence = await deps.store.fence(leg.ref);
  if (!fence.open) throw new Stopped(fence.reason);
  return fence;
}

/**
 * Waits.
 *
 * @throws {Stopped} immediately when the activity is cancelled.
 */
export async function pause({ timer }: Deps, leg: Leg, ms: number): Promise<void> {
  await timer.sleep(ms, leg.signal).catch(() => {
    throw new Stopped('aborted');
  });
}
