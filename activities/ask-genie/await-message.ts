import { nextPollMs } from '../../domain/budget.ts';
import type { GenieMessage } from '../../domain/genie.ts';
import type { GenieReference } from '../../domain/investigation.ts';
import type { Deps } from '../deps.ts';
import type { Asked } from './ask-once.ts';
import { watchLanes } from './lane-watch.ts';
import { checkFence, pause } from './leg.ts';
import type { Leg } from './leg.ts';
import { createPoll, isTimeUp, waitForNextPoll } from './poll.ts';
import type { Trouble } from './poll.ts';
import { whileSignedIn } from './signed-in.ts';

const terminalStatuses = ['COMPLETED', 'FAILED', 'CANCELLED', 'QUERY_RESULT_EXPIRED'];

export type Waited = {
  /** Null when the time limit was reached first; `trouble` then holds what the last poll met. */
  readonly message: GenieMessage | null;
  readonly trouble: Trouble | null;
  readonly polls: number;
  /** Time since the question was asked, without the start of the warehouse and waits for a sign-in, milliseconds. */
  readonly workedMs: number;
};

/**
 * Polls a question until its status is terminal. With any other status Genie is still working, also
 * with an unknown one; a status may go back to an earlier one.
 *
 * Effect: one GET per poll, `nextPollMs` apart, and an event for every change of status.
 *
 * @param asked When the question was asked: `askedMsAgo` is 0 when this attempt asked it.
 */
export async function awaitMessage(
  deps: Deps,
  leg: Leg,
  genie: GenieReference,
  asked: Omit<Asked, 'conversationId' | 'messageId'>,
): Promise<Waited> {
  const { nowMs } = deps.timer;
  const { askedMsAgo, firstLookMs } = asked;
  const startedMs = nowMs() - askedMsAgo;
  const beforeMs = leg.signInWait.ms;
  const limitMs = limitOf(deps, leg, asked);
  await pause(deps, leg, askedMsAgo > 0 ? 0 : (firstLookMs ?? deps.settings.genieFirstLookMs));
  using lanes = watchLanes(deps, leg);
  let fence = await checkFence(deps, leg);
  const pollOnce = createPoll();
  let warehouseStartMs = 0;
  let lastShown = '';
  for (let polls = 1; ; polls += 1) {
    const polled = await pollOnce(() =>
      whileSignedIn(deps, leg, () => deps.genie.message(genie, leg.signal)),
    );
    const { value, trouble, retryAfterMs } = polled;
    const message = terminalOnly(value);
    if (message !== null) {
      const workedMs = nowMs() - startedMs - warehouseStartMs - (leg.signInWait.ms - beforeMs);
      return { message, trouble, polls, workedMs };
    }
    const status = value?.status ?? 'ASKING_AI';
    // A wait for a sign-in was shown in place of the status.
    const shown = `${status} ${leg.signInWait.ms}`;
    if (value && shown !== lastShown) await showProgress(deps, leg, genie, status);
    lastShown = shown;
    const poll = { status, openLanes: fence.openLanes, retryAfterMs, random: Math.random() };
    const intervalMs = nextPollMs(poll);
    const polledMs = nowMs();
    const spentMs = polledMs - startedMs - warehouseStartMs - (leg.signInWait.ms - beforeMs);
    const isWarehouseStarting = status === 'PENDING_WAREHOUSE';
    const nextMs = isWarehouseStarting ? 0 : intervalMs;
    if (isTimeUp(nextMs, limitMs - spentMs, trouble, fence)) {
      return { message: null, trouble, polls, workedMs: spentMs };
    }
    fence = await waitForNextPoll(deps, leg, poll, { fence, lanes });
    warehouseStartMs += isWarehouseStarting ? nowMs() - polledMs : 0;
  }
}

/** How long the question may take, milliseconds; nothing more than one look for one that is stale. */
function limitOf(
  { settings }: Deps,
  { limitMs }: Leg,
  { isStale }: Pick<Asked, 'isStale'>,
): number {
  return isStale === true ? 0 : Math.min(limitMs, settings.genieTimeoutMs);
}

/** The message if its status is terminal, else null. */
function terminalOnly(message: GenieMessage | null): GenieMessage | null {
  return message !== null && terminalStatuses.includes(message.status) ? message : null;
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
