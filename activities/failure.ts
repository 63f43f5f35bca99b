import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import { asAppError, failures } from '../domain/errors.ts';

/** A fault of ours is tried again a few times: some go with the moment, none with patience. */
const mostTriesOfBug = 5;

/**
 * Turns what an activity threw into Temporal's failure, by the table of failures. A cancellation
 * passes as it is.
 *
 * Pure.
 *
 * @param attempt Which attempt threw, from 1.
 */
export function toFailure(thrown: unknown, attempt: number): Error {
  if (thrown instanceof CancelledFailure || thrown instanceof ApplicationFailure) return thrown;
  const error = asAppError(thrown);
  const { retryAfterMs } = error.details;
  return ApplicationFailure.create({
    type: error.code,
    message: error.message,
    nonRetryable:
      !failures[error.code].retried || (error.code === 'bug' && attempt >= mostTriesOfBug),
    ...(retryAfterMs === undefined ? {} : { nextRetryDelay: retryAfterMs }),
  });
}
