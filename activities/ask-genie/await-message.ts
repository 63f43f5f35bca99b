import { nextPollMs } from '../../domain/budget.ts';
import type { PollState } from '../../domain/budget.ts';
import { AppError } from '../../domain/errors.ts';
import type { GenieMessage } from '../../domain/genie.ts';
import type { GenieReference } from '../../domain/investigation.ts';
import type { Deps } from '../deps.ts';
import { gate, pause } from './leg.ts';
import type { Leg } from './leg.ts';

const terminal = ['COMPLETED', 'FAILED', 'CANCELLED', 'QUERY_RESULT_EXPIRED'];

export type Waited = {
  /** Null when the time limit passed first. */
  readonly message: GenieMessage | null;
  readonly polls: number;
  /** Time that Genie took since the quota grant, without the start of a warehouse. */
  readonly workedMs: number;
};

/**
 * Polls a question until its status is terminal. Every other status means that Genie is still
 * working, also an unknown one and one that goes back a step.
 *
 * Effect: one GET per poll, `nextPollMs` apart, and `lane.progress` for every change of status.
 *
 * @param askedMsAgo How much of the lane's time an earlier attempt has used, milliseconds.
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
  let { openLanes } = await gate(deps, leg);
  let coldMs = 0;
  let shown = '';
  for (let polls = 1; ; polls += 1) {
    const seen = await pollOnce(deps, leg, genie);
    const ended = endedOf(seen.message);
    if (ended !== null) {
      return { message: ended, polls, workedMs: performance.now() - startedMs - coldMs };
    }
    const status = seen.message?.status ?? 'ASKING_AI';
    if (seen.message && status !== shown) await showProgress(deps, leg, genie, status);
    shown = status;
    const look = { status, openLanes, retryAfterMs: seen.retryAfterMs, random: Math.random() };
    const gapMs = nextPollMs(look);
    const seenMs = performance.now();
    const spentMs = seenMs - startedMs - coldMs;
    const isCold = status === 'PENDING_WAREHOUSE';
    if (spentMs + (isCold ? 0 : gapMs) > limitMs) {
      return { message: null, polls, workedMs: spentMs };
    }
    openLanes = await waitForNextPoll(deps, leg, look);
    coldMs += isCold ? performance.now() - seenMs : 0;
  }
}

/**
 * Waits until the next poll. The gap grows with the number of open lanes, so it is computed again
 * when some of them end meanwhile; the number is read as often as a single lane would poll.
 *
 * @returns How many lanes are open now.
 */
async function waitForNextPoll(deps: Deps, leg: Leg, look: PollState): Promise<number> {
  const startedMs = performance.now();
  const sliceMs = look.retryAfterMs ?? nextPollMs({ ...look, openLanes: 1 });
  for (let { openLanes } = look; ;) {
    const leftMs = nextPollMs({ ...look, openLanes }) - (performance.now() - startedMs);
    // A timer may fire a little early; a rest of under 5 ms needs no further wait.
    if (leftMs < 5) return openLanes;
    await pause(leg, Math.min(leftMs, sliceMs));
    ({ openLanes } = await gate(deps, leg));
  }
}

/** The message when its status is terminal. */
function endedOf(message: GenieMessage | null): GenieMessage | null {
  return message !== null && terminal.includes(message.status) ? message : null;
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
