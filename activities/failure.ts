import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import { asAppError, failures } from '../domain/errors.ts';
import { cut, storable } from '../domain/text.ts';

/** A retry may help against a bug, for example after a restart, but many retries do not. */
const maxAttemptsOfBug = 5;

/** UTF-16 units. Messages are stored in the workflow's history, whose payloads are limited. */
const maxMessageLength = 2_000;

/**
 * Converts what an activity threw into a Temporal failure by the table of failures. A cancellation
 * is returned unchanged.
 *
 * @param attempt Number of the attempt that failed, from 1.
 */
export function toFailure(thrown: unknown, attempt: number): Error {
  if (thrown instanceof CancelledFailure || thrown instanceof ApplicationFailure) return thrown;
  const error = asAppError(thrown);
  const { retryAfterMs } = error.details;
  return ApplicationFailure.create({
    type: error.code,
    message: cut(storable(error.message), maxMessageLength),
    nonRetryable:
      !failures[error.code].retried || (error.code === 'bug' && attempt >= maxAttemptsOfBug),
    ...(retryAfterMs === undefined ? {} : { nextRetryDelay: retryAfterMs }),
  });
}
