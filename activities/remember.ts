import { asAppError } from '../domain/errors.ts';
import type { InvestigationRef } from '../domain/investigation.ts';
import type { Deps } from './deps.ts';

/**
 * Saves question and answer to the session's memory. A failure is recorded and does not fail
 * the investigation.
 *
 * Effect: idempotent; writes `remembered`.
 */
export async function remember(deps: Deps, ref: InvestigationRef): Promise<void> {
  const { store, settings } = deps;
  try {
    await store.remember(ref, settings.memoryTtlHours);
  } catch (thrown) {
    const error = asAppError(thrown);
    // When PostgreSQL is down, `remembered` cannot be written either: the retry writes both.
    if (error.code === 'dependency.down') throw error;
    await store.recordNotRemembered(ref, { status: 'failed', detail: error.message });
  }
}
