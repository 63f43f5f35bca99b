import { nextPollMs } from '../../domain/budget.ts';
import type { PollState } from '../../domain/budget.ts';
import { AppError } from '../../domain/errors.ts';
import type { Deps } from '../deps.ts';
import { checkFence, pause } from './leg.ts';
import type { Leg } from './leg.ts';

/** What a poll brought; `value` is null when Genie asked us to wait, and `limited` says so. */
export type Polled<Value> = {
  readonly value: Value | null;
  readonly retryAfterMs: number | null;
  readonly limited: string | null;
};

/** One request, where a 429 is no failure: it only delays the next poll. */
export async function pollOnce<Value>(request: () => Promise<Value>): Promise<Polled<Value>> {
  try {
    return { value: await request(), retryAfterMs: null, limited: null };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'upstream.limited') throw error;
    const { retryAfterMs = null } = error.details;
    return { value: null, retryAfterMs, limited: error.message };
  }
}

/**
 * Waits until the next poll. The interval depends on the number of open lanes, so that number is
 * read again as often as a single lane would poll, and the wait gets shorter when lanes end.
 *
 * @returns The number of open lanes.
 */
export async function waitForNextPoll(deps: Deps, leg: Leg, poll: PollState): Promise<number> {
  const startedMs = performance.now();
  const recheckMs = poll.retryAfterMs ?? nextPollMs({ ...poll, openLanes: 1 });
  for (let { openLanes } = poll; ;) {
    const leftMs = nextPollMs({ ...poll, openLanes }) - (performance.now() - startedMs);
    // A timer may fire slightly early; less than 5 ms needs no further wait.
    if (leftMs < 5) return openLanes;
    await pause(leg, Math.min(leftMs, recheckMs));
    ({ openLanes } = await checkFence(deps, leg));
  }
}
