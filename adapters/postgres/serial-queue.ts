import { AppError } from '../../domain/errors.ts';

/**
 * Runs tasks one after another within this process. A lock in the database would also order them,
 * but a task that waits here holds no connection, so that other statements are not delayed.
 *
 * @param maximumWaitMs A task that has not started after this time fails and does not run.
 * @throws {AppError} `dependency.down` for a task that has waited too long.
 */
export function createSerialQueue(
  maximumWaitMs: number,
): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const queuedMs = performance.now();
    const run = last.then(() => {
      if (performance.now() - queuedMs <= maximumWaitMs) return task();
      throw new AppError(
        'dependency.down',
        `PostgreSQL is too slow: the request waited ${maximumWaitMs / 1000} s for its turn. Ask again later.`,
      );
    });
    last = run.catch(() => {});
    return run;
  };
}
