import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import { asAppError, failures } from '../domain/errors.ts';
import { cut, storable } from '../domain/text.ts';

/** A fault of our own code may pass with a restart, but not with many retries. */
const maxAttemptsOfBug = 5;

/** A message travels through the workflow's history, whose payloads are limited; UTF-16 units. */
const maxMessageLength = 2_000;

/**
 * Turns what an activity threw into a failure of Temporal, by the table of failures. A cancellation is
 * returned unchanged.
 *
 * @param attempt Which attempt threw, from 1.
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
