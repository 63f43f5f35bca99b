import { nextPollMs } from '../../domain/budget.ts';
import { AppError } from '../../domain/errors.ts';
import type { GenieResult, GenieTable } from '../../domain/genie.ts';
import type { GenieReference } from '../../domain/investigation.ts';
import type { Deps } from '../deps.ts';
import { checkFence } from './leg.ts';
import { watchLanes } from './lane-watch.ts';
import type { Leg } from './leg.ts';
import { createPoll, isTimeUp, waitForNextPoll } from './poll.ts';
import type { Polled, Trouble } from './poll.ts';
import { whileSignedIn } from './signed-in.ts';

export type WaitedForResult = {
  /** Null when the time limit was reached first; `trouble` then holds what the last poll met. */
  readonly table: GenieTable | null;
  readonly trouble: Trouble | null;
};

/**
 * Polls the result of a query until it is ready. A result that is gone is made again once, by
 * executing the query.
 *
 * Effect: one GET per poll, `nextPollMs` apart; at most one POST that executes.
 *
 * @param leftMs How long the result may take.
 * @throws {AppError} `upstream.rejected` when the query failed or its new result is gone too.
 */
export async function awaitResult(
  deps: Deps,
  leg: Leg,
  at: GenieReference & { readonly attachmentId: string },
  { isGone, leftMs }: { readonly isGone: boolean; readonly leftMs: number },
): Promise<WaitedForResult> {
  const endMs = deps.timer.nowMs() + leftMs - leg.signInWait.ms;
  let how: 'read' | 'execute' = isGone ? 'execute' : 'read';
  let executed = false;
  let fence = await checkFence(deps, leg);
  using lanes = watchLanes(deps, leg);
  const pollOnce = createPoll();
  for (;;) {
    const asked = how;
    const polled = await pollOnce(() =>
      whileSignedIn(deps, leg, () => deps.genie.result(at, asked, leg.signal)),
    );
    const { value: result, trouble, retryAfterMs } = polled;
    if (isReplied(polled)) {
      executed ||= how === 'execute';
      how = 'read';
    }
    if (result?.state === 'ready') return { table: result.table, trouble: null };
    if (result?.state === 'gone') {
      if (executed) throw new AppError('upstream.rejected', goneAgain);
      how = 'execute';
      fence = await checkFence(deps, leg);
      continue;
    }
    const { openLanes } = fence;
    const poll = { status: 'EXECUTING_QUERY', openLanes, retryAfterMs, random: Math.random() };
    const restMs = endMs + leg.signInWait.ms - deps.timer.nowMs();
    if (isTimeUp(nextPollMs(poll), restMs, trouble, fence)) return { table: null, trouble };
    fence = await waitForNextPoll(deps, leg, poll, { fence, lanes });
  }
}

/** An execution whose reply cannot be understood has happened, too. */
const isReplied = ({ value, trouble }: Polled<GenieResult>): boolean =>
  value !== null || trouble?.unreadable === true;

const goneAgain = 'Databricks ran the query again, and its result was gone again. Ask again later.';
