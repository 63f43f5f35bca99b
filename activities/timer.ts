import { setTimeout as sleep } from 'node:timers/promises';

/** How time passes for the activities; another one replaces it in a simulation. */
export type Timer = {
  /** Milliseconds that only grow, from some moment on. */
  readonly nowMs: () => number;
  /** Rejects immediately when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** The time of this process. */
export const processTimer: Timer = {
  nowMs: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
};
