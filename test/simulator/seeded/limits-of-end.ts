import type { Plan } from './plan.ts';
import type { Investigation } from './tables.ts';

/** What a fault leaves behind is over so long after it: a lost heartbeat, the retry, and what it waits for. */
const recoveryMs = 30_000;
/** After faults end, nothing is open past its deadline for longer than this. */
const repairedMs = 60_000;
const punctualMs = 2_000;

type World = { readonly plan: Plan; readonly startMs: number };

/**
 * When an investigation has to have ended: by its deadline and 2 s where faults stopped early enough, else 60 s
 * after both; and 2 s after the workflow took a cancel. Pure.
 */
export function limitOfEnd(
  { plan, startMs }: World,
  row: Investigation,
  cancelTakenMs: number | null,
): { readonly latestMs: number; readonly cancelledByMs: number } {
  const { untilMs } = plan.faults;
  const faultsEndMs = startMs + untilMs;
  const reserveMs = Math.min(20_000, row.budgetSeconds * 250);
  const isQuiet = (atMs: number): boolean => untilMs === 0 || faultsEndMs + recoveryMs <= atMs;
  const latestMs = isQuiet(row.deadlineAtMs - reserveMs)
    ? row.deadlineAtMs + punctualMs
    : Math.max(row.deadlineAtMs, faultsEndMs) + repairedMs;
  const cancelledByMs =
    cancelTakenMs !== null && isQuiet(cancelTakenMs)
      ? cancelTakenMs + punctualMs
      : Number.POSITIVE_INFINITY;
  return { latestMs, cancelledByMs };
}
