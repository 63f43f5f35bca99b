import { hasEnded } from '../domain/investigation.ts';
import type { InvestigationRow } from '../domain/investigation.ts';
import { within } from './deadline.ts';
import type { AppDeps } from './deps.ts';

/** Time limit of the cancel at Temporal, milliseconds; the stored request counts, this is faster. */
const cancelRunMs = 3_000;

/**
 * Asks for the end of an investigation that has not ended.
 *
 * Effect: stores the request, then cancels the run. When that fails, the sweeper repeats it or concludes.
 */
export async function cancelRun(deps: AppDeps, row: InvestigationRow): Promise<void> {
  if (hasEnded(row.status)) return;
  await deps.store.requestCancel(row);
  try {
    await within(cancelRunMs, 'Temporal', () => deps.engine.cancel(row.id));
  } catch (err) {
    deps.log.warn({ err, investigationId: row.id }, 'the cancel of the run failed');
  }
}
