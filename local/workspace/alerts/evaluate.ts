import { lastDueMs } from '../../../language/quartz.ts';
import { readRows } from '../statements/run.ts';
import type { WorkspaceState } from '../state.ts';
import type { AlertState } from './alert.ts';
import { judge } from './judge.ts';
import type { Alert } from './store.ts';

/** When an alert was due last; null when it has been evaluated since, or is not watched. */
function dueMs({ settings, isTrashed, watchedFromMs, evaluatedMs }: Alert, nowMs: number) {
  const {
    quartz_cron_schedule: expression,
    timezone_id: timeZone,
    pause_status,
  } = settings.schedule;
  if (isTrashed || pause_status === 'PAUSED') return null;
  const due = lastDueMs({ expression, timeZone }, nowMs);
  return due !== null && due > Math.max(watchedFromMs, evaluatedMs ?? 0) ? due : null;
}

async function stateAt(state: WorkspaceState, alert: Alert, atMs: number): Promise<AlertState> {
  const { query_text, warehouse_id, evaluation } = alert.settings;
  if (!state.access.hasPermission(alert.owner, 'warehouses', warehouse_id, 'CAN_USE'))
    return 'ERROR';
  try {
    return judge(await readRows(state, alert.owner, query_text, atMs), evaluation);
  } catch {
    return 'ERROR';
  }
}

/**
 * Evaluates every alert that came due, at the time of its newest due time: those that a jump of the
 * clock has passed over are left out, as by a scheduler that was off.
 *
 * Effect: reads the data with the owner's permissions; stores the states.
 */
export async function evaluateDue(state: WorkspaceState): Promise<void> {
  for (const alert of state.alerts.list()) {
    const atMs = dueMs(alert, state.clock.nowMs);
    if (atMs === null) continue;
    const found = await stateAt(state, alert, atMs);
    const newest = state.alerts.find(alert.id);
    if (newest !== null) state.alerts.save({ ...newest, state: found, evaluatedMs: atMs });
  }
}
