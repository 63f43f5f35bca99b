import { nextPollMs } from '../../domain/budget.ts';
import { AppError } from '../../domain/errors.ts';
import type { GenieTable } from '../../domain/genie.ts';
import type { GenieReference } from '../../domain/investigation.ts';
import type { Deps } from '../deps.ts';
import { checkFence } from './leg.ts';
import type { Leg } from './leg.ts';
import { pollOnce, waitForNextPoll } from './poll.ts';

export type WaitedForResult = {
  /** Null when the time limit was reached first; `limited` then holds Genie's request to wait. */
  readonly table: GenieTable | null;
  readonly limited: string | null;
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
  const endMs = performance.now() + leftMs;
  let how: 'read' | 'execute' = isGone ? 'execute' : 'read';
  let executed = false;
  let { openLanes } = await checkFence(deps, leg);
  for (;;) {
    const asked = how;
    const polled = await pollOnce(() => deps.genie.result(at, asked, leg.signal));
    const { value: result, limited, retryAfterMs } = polled;
    if (result !== null) {
      executed ||= how === 'execute';
      how = 'read';
    }
    if (result?.state === 'ready') return { table: result.table, limited: null };
    if (result?.state === 'gone') {
      if (executed) throw new AppError('upstream.rejected', goneAgain);
      how = 'execute';
      ({ openLanes } = await checkFence(deps, leg));
      continue;
    }
    const poll = { status: 'EXECUTING_QUERY', openLanes, retryAfterMs, random: Math.random() };
    if (performance.now() + nextPollMs(poll) > endMs) return { table: null, limited };
    openLanes = await waitForNextPoll(deps, leg, poll);
  }
}

const goneAgain = 'Databricks ran the query again, and its result was gone again. Ask again later.';
