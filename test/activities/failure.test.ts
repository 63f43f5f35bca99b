import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import { describe, expect, it } from 'vitest';
import { toFailure } from '../../activities/failure.ts';
import { AppError, failures } from '../../domain/errors.ts';
import type { FailureCode } from '../../domain/errors.ts';

const codes = Object.keys(failures) as FailureCode[];

function asApplication(thrown: unknown, attempt = 1): ApplicationFailure {
  const failure = toFailure(thrown, attempt);
  if (failure instanceof ApplicationFailure) return failure;
  throw new Error(`expected an application failure, got ${String(failure)}`);
}

describe('what an activity throws', () => {
  it.each(codes)('%s is retried when its row says so', (code) => {
    const failure = asApplication(new AppError(code, 'What happened.'));
    expect([failure.type, failure.message]).toEqual([code, 'What happened.']);
    expect(failure.nonRetryable).toBe(!failures[code].retried);
  });

  it('is retried after the time that a service asked for', () => {
    const failure = asApplication(new AppError('upstream.limited', 'x', { retryAfterMs: 7_000 }));
    expect(failure.nextRetryDelay).toBe(7_000);
    expect(asApplication(new AppError('upstream.down', 'x')).nextRetryDelay).toBeUndefined();
  });

  it('that is no AppError is a bug, which is tried five times', () => {
    const thrown = new TypeError('x is not a function');
    expect(asApplication(thrown, 4)).toMatchObject({ type: 'bug', nonRetryable: false });
    expect(asApplication(thrown, 5)).toMatchObject({ type: 'bug', nonRetryable: true });
    expect(asApplication('a bare word', 1)).toMatchObject({ type: 'bug', message: 'a bare word' });
  });

  it('has a message that is cut for the history', () => {
    const { message } = asApplication(new AppError('upstream.rejected', '😀'.repeat(1_500_000)));
    expect(message.length).toBeLessThanOrEqual(2_000);
    expect(message.isWellFormed()).toBe(true);
  });

  it('as a cancellation or an ApplicationFailure is not changed', () => {
    for (const thrown of [new CancelledFailure('stop'), ApplicationFailure.create({ type: 'x' })]) {
      expect(toFailure(thrown, 9)).toBe(thrown);
    }
  });
});
