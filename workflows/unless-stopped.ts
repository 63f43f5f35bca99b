import type { Effects, Running, StepEnd } from '../domain/steps.ts';

/**
 * Waits for a step. When it is stopped or the deadline passes first, cancels it and returns null.
 *
 * @param isStopped Whether the user wants it no more.
 * @param deadlineMs Epoch milliseconds, read again when it moves; null waits for the step's end.
 */
export async function unlessStopped<Value>(
  running: Running<Value>,
  isStopped: () => boolean,
  effects: Effects,
  deadlineMs: (() => number) | null,
): Promise<StepEnd<Value> | null> {
  const ends: StepEnd<Value>[] = [];
  void running.result.then((end) => ends.push(end));
  const isOver = (): boolean => ends.length > 0 || isStopped();
  for (let atMs = deadlineMs?.() ?? null; ; atMs = deadlineMs?.() ?? null) {
    const hasMoved = (): boolean => deadlineMs !== null && deadlineMs() !== atMs;
    await effects.until(() => isOver() || hasMoved(), atMs);
    if (isOver() || !hasMoved()) break;
  }
  if (ends.length === 0) running.cancel();
  return ends[0] ?? null;
}
