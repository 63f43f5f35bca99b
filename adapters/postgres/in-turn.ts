import { AppError } from '../../domain/errors.ts';

/**
 * Runs works one after another within this process. For what a lock in the database serialises anyway:
 * who waits here holds no connection, so that reads of the process are not held up.
 *
 * @param maximumWaitMs Works that have not begun by then fail and never run.
 * @throws {AppError} `dependency.down` for a work that has waited too long.
 */
export function createTurns(maximumWaitMs: number): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const queuedMs = performance.now();
    const run = last.then(() => {
      if (performance.now() - queuedMs <= maximumWaitMs) return work();
      throw new AppError(
        'dependency.down',
        `PostgreSQL is too slow: the request waited ${maximumWaitMs / 1000} s for its turn. Ask again later.`,
      );
    });
    last = run.catch(() => {});
    return run;
  };
}
