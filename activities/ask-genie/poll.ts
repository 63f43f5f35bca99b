import { nextPollMs } from '../../domain/budget.ts';
import type { PollState } from '../../domain/budget.ts';
import { AppError } from '../../domain/errors.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Fence } from '../../domain/worker-ports.ts';
import type { Deps } from '../deps.ts';
import type { LaneWatch } from './lane-watch.ts';
import { checkFence } from './leg.ts';
import type { Leg } from './leg.ts';

/** How many replies in a row may be in a form that cannot be understood. */
const maxUnreadable = 2;
/** A lane in trouble ends this long before its deadline, so that the reason is told; milliseconds. */
export const tellMs = 500;

type TroubleEnding = { readonly outcome: Outcome; readonly detail: string };

/** Why a poll brought nothing, and how the lane ends if nothing comes after it. */
export type Trouble = {
  readonly ending: TroubleEnding;
  /** The request was answered, in a form that cannot be understood. */
  readonly unreadable: boolean;
};

/** What a poll brought; `value` is null when it failed in a way that the next one may not. */
export type Polled<Value> = {
  readonly value: Value | null;
  readonly retryAfterMs: number | null;
  readonly trouble: Trouble | null;
};

/** Whether the next request may not meet this failure any more. */
export const mayPass = ({ code }: AppError): boolean =>
  code === 'upstream.limited' || code === 'upstream.down';

/** How a lane ends whose requests failed like this until its time was up. */
export const endingOfTrouble = ({ code, message }: AppError): TroubleEnding => ({
  outcome: code === 'upstream.limited' ? 'throttled' : 'timed_out',
  detail: `No answer until the time was up: ${message}`,
});

/**
 * Makes a poll in which a failure that may pass only delays the next one: a limit, a service that
 * does not answer, and at most two replies in a row that cannot be understood.
 */
export function createPoll(): <Value>(request: () => Promise<Value>) => Promise<Polled<Value>> {
  let unreadable = 0;
  return async (request) => {
    try {
      const value = await request();
      unreadable = 0;
      return { value, retryAfterMs: null, trouble: null };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      unreadable = error.details.unreadable ? unreadable + 1 : 0;
      if (!mayPass(error) && (unreadable === 0 || unreadable > maxUnreadable)) throw error;
      const { retryAfterMs = null } = error.details;
      const trouble = { ending: endingOfTrouble(error), unreadable: unreadable > 0 };
      return { value: null, retryAfterMs, trouble };
    }
  };
}

type OpenFence = Extract<Fence, { open: true }>;

/** Whether there is no time left for another poll. A lane without trouble ends at its deadline. */
export function isTimeUp(
  nextMs: number,
  leftMs: number,
  trouble: Trouble | null,
  { deadlineInMs }: OpenFence,
): boolean {
  return nextMs > (trouble === null ? leftMs : Math.min(leftMs, deadlineInMs - tellMs));
}

/**
 * Waits until the next poll. The interval depends on the number of open lanes, so that number is read
 * again when a lane ends, and the wait gets shorter.
 *
 * @param before The fence that was read last, and the lanes that were watched since.
 */
export async function waitForNextPoll(
  deps: Deps,
  leg: Leg,
  poll: PollState,
  before: { readonly fence: OpenFence; readonly lanes: LaneWatch },
): Promise<OpenFence> {
  const { nowMs } = deps.timer;
  const startedMs = nowMs();
  for (let { fence } = before; ;) {
    const { openLanes } = fence;
    const leftMs = nextPollMs({ ...poll, openLanes }) - (nowMs() - startedMs);
    // A timer may fire slightly early; less than 5 ms needs no further wait.
    if (leftMs < 5) return fence;
    await before.lanes.wait(leftMs);
    fence = await checkFence(deps, leg);
  }
}
