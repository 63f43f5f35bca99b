import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import { asAppError, failures } from '../domain/errors.ts';

/**
 * Turns what an activity threw into Temporal's failure, by the table of failures. A cancellation
 * passes as it is.
 *
 * Pure.
 */
export function toFailure(thrown: unknown): Error {
  if (thrown instanceof CancelledFailure || thrown instanceof ApplicationFailure) return thrown;
  const error = asAppError(thrown);
  const { retryAfterMs } = error.details;
  return ApplicationFailure.create({
    type: error.code,
    message: error.message,
    nonRetryable: !failures[error.code].retried,
    ...(retryAfterMs === undefined ? {} : { nextRetryDelay: retryAfterMs }),
  });
}
