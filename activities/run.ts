import { Context } from '@temporalio/activity';
import { asAppError } from '../domain/errors.ts';
import { toFailure } from './failure.ts';

/** Well under the heartbeat timeout of 10 s; the SDK sends at most every 8 s of it. */
const heartbeatEveryMs = 2_000;

export type Attempt = {
  /** Aborted when the workflow cancels the step, or the worker shuts down. */
  readonly signal: AbortSignal;
  /** Counts from 1; grows with every retry of the same step. */
  readonly attempt: number;
};

/**
 * Runs the work of one activity: sends heartbeats by a timer, and turns what it throws into a failure
 * of the table. Cancelled work ends as cancelled; after a shutdown of this worker, another one retries
 * it at once.
 *
 * Effect: a timer.
 */
export async function run<Result>(work: (at: Attempt) => Promise<Result>): Promise<Result> {
  // The context is available only until the first await, so what is needed later is read now.
  const context = Context.current();
  const timer = setInterval(() => {
    context.heartbeat();
  }, heartbeatEveryMs);
  try {
    return await work({ signal: context.cancellationSignal, attempt: context.info.attempt });
  } catch (error) {
    context.cancellationSignal.throwIfAborted();
    logFailure(context, error);
    throw toFailure(error, context.info.attempt);
  } finally {
    clearInterval(timer);
  }
}

/**
 * Logs the stack and the causes, which do not go into the workflow's history: they may hold text of
 * other systems. A step that is retried every half second is logged at attempts 1, 2, 4, 8 and so on.
 */
function logFailure({ log, info }: Context, thrown: unknown): void {
  const { code } = asAppError(thrown);
  const { attempt } = info;
  const isPowerOfTwo = Number.isInteger(Math.log2(attempt));
  if (code === 'bug')
    log.error('The step failed by a fault of its own code', { code, attempt, error: thrown });
  else if (isPowerOfTwo) log.warn('The step failed', { code, attempt, error: thrown });
}
