import type { Deps } from '../deps.ts';
import { Stopped } from './leg.ts';
import type { Leg } from './leg.ts';

/** One leg that listens to the lanes of its investigation. */
export type LaneWatch = Disposable & {
  /**
   * Waits until `ms` have passed, or until a lane has ended since the wait before.
   *
   * @throws {Stopped} immediately when the activity is cancelled.
   */
  readonly wait: (ms: number) => Promise<void>;
};

/**
 * Begins to listen: an end between two waits ends the next one at once.
 *
 * Effect: listens until it is disposed of.
 */
export function watchLanes({ laneEnds, timer }: Deps, { ref, signal }: Leg): LaneWatch {
  let hasEnded = false;
  let waiting: AbortController | null = null;
  const wake = (): void => waiting?.abort();
  const stop = laneEnds.listen(ref.id, () => {
    hasEnded = true;
    wake();
  });
  signal.addEventListener('abort', wake);
  return {
    wait: async (ms) => {
      waiting = new AbortController();
      if (hasEnded || signal.aborted) wake();
      await timer.sleep(ms, waiting.signal).catch(() => {});
      hasEnded = false;
      if (signal.aborted) throw new Stopped('aborted');
    },
    [Symbol.dispose]: () => {
      stop();
      signal.removeEventListener('abort', wake);
    },
  };
}
