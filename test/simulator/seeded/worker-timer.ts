import type { Timer } from '../../../activities/timer.ts';
import type { EventQueue } from './event-queue.ts';
import type { Worker } from './workers.ts';

/** The time of a worker: what it waits for comes when it does not stand still. */
export function timerOf(queue: EventQueue, worker: Worker): Timer {
  return {
    nowMs: queue.now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(new Error('aborted'));
        const onAbort = (): void => reject(new Error('aborted'));
        signal.addEventListener('abort', onAbort, { once: true });
        queue.after(ms, () =>
          worker.deliver(() => {
            signal.removeEventListener('abort', onAbort);
            resolve();
          }),
        );
      }),
  };
}
