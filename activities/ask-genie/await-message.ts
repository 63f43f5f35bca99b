import { nextPollMs } from '../../domain/budget.ts';
import type { PollState } from '../../domain/budget.ts';
import { AppError } from '../../domain/errors.ts';
import type { GenieMessage } from '../../domain/genie.ts';
import type { GenieReference } from '../../domain/investigation.ts';
import type { Deps } from '../deps.ts';
import { checkFence, pause } from './leg.ts';
import type { Leg } from './leg.ts';

const terminalStatuses = ['COMPLETED', 'FAILED', 'CANCELLED', 'QUERY_RESULT_EXPIRED'];

export type Waited = {
  /** Null when the time limit was reached first. */
  readonly message: GenieMessage | null;
  readonly polls: number;
  /** Time since the question was asked, without the start of the warehouse, milliseconds. */
  readonly workedMs: number;
};

/**
 * Polls a question until its status is terminal. With any other status Genie is still working, also
 * with an unknown one; a status may go back to an earlier one.
 *
 * Effect: one GET per poll, `nextPollMs` apart, and an event for every change of status.
 *
 * @param askedMsAgo Milliseconds since the question was asked; 0 when this attempt asked it.
 */
export async function awaitMessage(
  deps: Deps,
  leg: Leg,
  genie: GenieReference,
  askedMsAgo: number,
): Promise<Waited> {
  const startedMs = performance.now() - askedMsAgo;
  const limitMs = Math.min(leg.limitMs, deps.settings.genieTimeoutMs);
  const first = await deps.store.ledger.firstPollMs(leg.ref, leg.spaceId);
  await pause(leg, askedMsAgo > 0 ? 0 : (first ?? deps.settings.genieFirstLookMs));
  let { openLanes } = await checkFence(deps, leg);
  let warehouseStartMs = 0;
  let lastStatus = '';
  for (let polls = 1; ; polls += 1) {
    const polled = await pollOnce(deps, leg, genie);
    const ended = terminalOnly(polled.message);
    if (ended !== null) {
      return { message: ended, polls, workedMs: performance.now() - startedMs - warehouseStartMs };
    }
    const status = polled.message?.status ?? 'ASKING_AI';
    if (polled.message && status !== lastStatus) await showProgress(deps, leg, genie, status);
    lastStatus = status;
    const poll = { status, openLanes, retryAfterMs: polled.retryAfterMs, random: Math.random() };
    const intervalMs = nextPollMs(poll);
    const polledMs = performance.now();
    const spentMs = polledMs - startedMs - warehouseStartMs;
    const isWarehouseStarting = status === 'PENDING_WAREHOUSE';
    if (spentMs + (isWarehouseStarting ? 0 : intervalMs) > limitMs) {
      return { message: null, polls, workedMs: spentMs };
    }
    openLanes = await waitForNextPoll(deps, leg, poll);
    warehouseStartMs += isWarehouseStarting ? performance.now() - polledMs : 0;
  }
}

/**
 * Waits until the next poll. The interval depends on the number of open lanes, so that number is
 * read again as often as a single lane would poll, and the wait gets shorter when lanes end.
 *
 * @returns The number of open lanes.
 */
async function waitForNextPoll(deps: Deps, leg: Leg, poll: PollState): Promise<number> {
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

/** The message if its status is terminal, else null. */
function terminalOnly(message: GenieMessage | null): GenieMessage | null {
  return message !== null && terminalStatuses.includes(message.status) ? message : null;
}

/** One GET; a 429 only delays the next poll. */
async function pollOnce(
  deps: Deps,
  leg: Leg,
  genie: GenieReference,
): Promise<{ message: GenieMessage | null; retryAfterMs: number | null }> {
  try {
    return { message: await deps.genie.message(genie, leg.signal), retryAfterMs: null };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'upstream.limited') throw error;
    return { message: null, retryAfterMs: error.details.retryAfterMs ?? null };
  }
}

async function showProgress(
  deps: Deps,
  leg: Leg,
  genie: GenieReference,
  status: string,
): Promise<void> {
  const { domain, round, ask, attempt } = leg.ref;
  const key = `${domain}:${round}:${ask}:${attempt}:${crypto.randomUUID()}`;
  await deps.store.laneEvent(
    leg.ref,
    status === 'PENDING_WAREHOUSE'
      ? {
          key: `lane.waiting:${key}`,
          type: 'lane.waiting',
          payload: { domain, round, reason: 'warehouse' },
        }
      : {
          key: `lane.progress:${key}`,
          type: 'lane.progress',
          payload: { domain, round, status, genie },
        },
  );
}
