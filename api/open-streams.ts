import { AppError } from '../domain/errors.ts';
import type { Meter } from '../domain/metrics.ts';

/** After this time a client that was refused may find a stream of its own closed, milliseconds. */
const retryAfterMs = 5_000;

/** The event streams of one API process. */
export type OpenStreams = {
  /**
   * Refuses one more stream of a principal who has as many as one may have.
   *
   * @throws {AppError} `limit.rate`.
   */
  readonly admit: (principal: string) => void;
  /** Counts a stream until it is disposed. */
  readonly open: (principal: string) => Disposable;
};

/**
 * Counts the streams that are open, each of which holds a connection and a reader of a log.
 *
 * Effect: none but on the meter.
 *
 * @param most Of one principal; null for no limit.
 */
export function createOpenStreams(most: number | null, meter: Meter): OpenStreams {
  const open = new Map<string, number>();
  const move = (principal: string, by: 1 | -1): void => {
    const left = (open.get(principal) ?? 0) + by;
    if (left === 0) open.delete(principal);
    else open.set(principal, left);
    meter.move('health_monitor_streams_open', by);
  };
  return {
    admit: (principal) => {
      if (most === null || (open.get(principal) ?? 0) < most) return;
      throw new AppError(
        'limit.rate',
        `You have ${most} event streams open, as many as one may have: close one, or read the log as JSON.`,
        { retryAfterMs },
      );
    },
    open: (principal) => {
      move(principal, 1);
      return { [Symbol.dispose]: () => move(principal, -1) };
    },
  };
}
