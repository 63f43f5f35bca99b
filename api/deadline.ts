import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../domain/errors.ts';

/**
 * Waits for another part of the service, but not for ever. The work itself is told by its signal.
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
