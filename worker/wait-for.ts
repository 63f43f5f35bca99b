import { setTimeout as delay } from 'node:timers/promises';

export type WaitOptions = {
  /** Name of the awaited service in the log. */
  readonly what: string;
  readonly withinMs: number;
  readonly onWaiting: (what: string, error: unknown) => void;
};

const pauseMs = 100;

/**
 * Repeats `attempt` until it succeeds, since a worker may start before the services that it needs.
 *
 * Effect: calls `onWaiting` once, after the first failure.
 *
 * @throws The error of the last attempt, when none succeeded within `withinMs`.
 */
export async function waitFor<Value>(
  { what, withinMs, onWaiting }: WaitOptions,
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
