import { Context } from '@temporalio/activity';
import { asAppError } from '../domain/errors.ts';
import { toFailure } from './failure.ts';

/**
 * Well below the heartbeat timeout of 10 s, of which the SDK sends one heartbeat per 8 s at most.
 */
const heartbeatEveryMs = 4_000;

export type Attempt = {
  /** Aborted when the workflow cancels the step, or the worker shuts down. */
  readonly signal: AbortSignal;
  /** Counts from 1; grows with every retry of the same step. */
  readonly attempt: number;
};

/**
 * Runs one activity: sends heartbeats by a timer, and converts what it throws into a Temporal
 * failure. A cancelled activity ends as cancelled; after a shutdown of this worker, another worker
 * retries it immediately.
 */
export async function run<Result>(work: (at: Attempt) => Promise<Result>): Promise<Result> {
  // The context is available only until the first await, so what is needed later is read now.
  const context = Context.current();
  const timer = context.info.isLocal
    ? undefined
    : setInterval(() => {
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
 * Logs the stack and the causes, which are kept out of the workflow's history because they may hold
 * text of other systems. Because retries are frequent, only attempts 1, 2, 4, 8 and so on are
 * logged, but every bug.
 */
function logFailure({ log, info }: Context, thrown: unknown): void {
  const { code } = asAppError(thrown);
  const { attempt } = info;
  const isPowerOfTwo = Number.isInteger(Math.log2(attempt));
  if (code === 'bug')
    log.error('The step failed because of a bug', { code, attempt, error: thrown });
  else if (isPowerOfTwo) log.warn('The step failed', { code, attempt, error: thrown });
}
