import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../domain/errors.ts';

/**
 * Runs work with a time limit. The signal that the work gets is aborted when the limit is reached.
 *
 * Effect: as `work`.
 *
 * @throws {AppError} `dependency.down` naming `what` when `ms` have passed.
 */
export async function within<T>(
  ms: number,
  what: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const clock = new AbortController();
  const timeout = delay(ms, undefined, { signal: clock.signal }).then(() => {
    throw new AppError('dependency.down', `${what} did not answer within ${ms / 1000} s.`);
  });
  try {
    return await Promise.race([work(over.signal), timeout]);
  } finally {
    clock.abort();
    over.abort();
    timeout.catch(() => {});
  }
}
