import type { Effects, Running, StepEnd } from '../domain/steps.ts';

/**
 * Waits for a step. When it is stopped or the deadline passes first, cancels it and returns null.
 *
 * @param isStopped Whether the user wants it no more.
 */
export async function unlessStopped<Value>(
  running: Running<Value>,
  isStopped: () => boolean,
  effects: Effects,
  deadlineMs: number | null,
): Promise<StepEnd<Value> | null> {
  const ends: StepEnd<Value>[] = [];
  void running.result.then((end) => ends.push(end));
  await effects.until(() => ends.length > 0 || isStopped(), deadlineMs);
  if (ends.length === 0) running.cancel();
  return ends[0] ?? null;
}
