import { setTimeout as delay } from 'node:timers/promises';

export type Waiting = {
  /** What is waited for, as the log names it. */
  readonly what: string;
  readonly withinMs: number;
  readonly onWaiting: (what: string, error: unknown) => void;
};

const pauseMs = 100;

/**
 * Tries something until it succeeds: a worker may start before the services that it needs.
 *
 * Effect: what `attempt` does; `onWaiting` is called once, after the first failure.
 *
 * @throws What the last attempt threw, when none succeeded within `withinMs`.
 */
export async function waitFor<Value>(
  { what, withinMs, onWaiting }: Waiting,
  attempt: () => Promise<Value>,
): Promise<Value> {
  const untilMs = performance.now() + withinMs;
  for (let failures = 0; ; failures += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (failures === 0) onWaiting(what, error);
      if (performance.now() > untilMs) throw error;
      await delay(pauseMs);
    }
  }
}
