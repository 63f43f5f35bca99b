import type { InvestigationId } from '../domain/ids.ts';
import type { EventBell } from '../domain/api-ports.ts';

/** Readers read again this often even when no bell has rung: a notice can be lost. */
export const defaultReReadMs = 5_000;

/** Wakes one reader of one log. */
export type Ticker = Disposable & {
  /** Resolves when the log has grown since the last call, after `ms`, or when `signal` aborts. */
  readonly next: (ms: number, signal: AbortSignal) => Promise<void>;
};

/**
 * Listens for one reader. Make it before the first read: a ring between read and wait is kept.
 *
 * Effect: listens until disposed.
 */
export function createTicker(bell: EventBell, id: InvestigationId): Ticker {
  let rung = false;
  let wake: (() => void) | null = null;
  const stop = bell.listen(id, () => {
    rung = true;
    wake?.();
  });
  const next = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        wake = null;
        rung = false;
        resolve();
      };
      const timer = setTimeout(done, ms);
      if (rung || signal.aborted) {
        done();
        return;
      }
      wake = done;
      signal.addEventListener('abort', done, { once: true });
    });
  return { next, [Symbol.dispose]: stop };
}
