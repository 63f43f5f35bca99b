import { Context } from '@temporalio/activity';
import { asAppError } from '../domain/errors.ts';
import { toFailure } from './failure.ts';

/** Well under the heartbeat timeout of 10 s; the SDK sends at most every 8 s of it. */
const heartbeatEveryMs = 2_000;

export type Attempt = {
  /** Aborted when the workflow has given the step up, or the worker shuts down. */
  readonly signal: AbortSignal;
  /** Counts from 1; grows with every retry of the same step. */
  readonly attempt: number;
};

/**
 * Runs the work of one activity: heartbeats by a timer for as long as it takes, and whatever it
 * throws becomes a failure by the one table. Work that was given up ends as cancelled, which after a
 * worker's own shutdown means that another worker goes on with it at once.
 *
 * Effect: a timer.
 */
export async function run<Result>(work: (at: Attempt) => Promise<Result>): Promise<Result> {
  // The context is bound to this call only until the first await; what is needed later is taken now.
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
 * The stack and the causes go to the log and not into the workflow's history, where text of other
 * systems has no place. A step that is retried every half second is logged ever more rarely.
 */
function logFailure({ log, info }: Context, thrown: unknown): void {
  const { code } = asAppError(thrown);
  const { attempt } = info;
  const isPowerOfTwo = Number.isInteger(Math.log2(attempt));
  if (code === 'bug')
    log.error('The step failed by a fault of its own code', { code, attempt, error: thrown });
  else if (isPowerOfTwo) log.warn('The step failed', { code, attempt, error: thrown });
}
