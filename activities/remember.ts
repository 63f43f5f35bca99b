import { asAppError } from '../domain/errors.ts';
import type { InvestigationRef } from '../domain/investigation.ts';
import type { Deps } from './deps.ts';

/**
 * Saves the turn to the session's memory. What cannot be saved is said and never loses the answer.
 *
 * Effect: idempotent; writes `remembered`.
 */
export async function remember(deps: Deps, ref: InvestigationRef): Promise<void> {
  const { store, settings } = deps;
  try {
    await store.remember(ref, settings.memoryTtlHours);
  } catch (thrown) {
    const error = asAppError(thrown);
    // A store that is away cannot take the note either: the retry has to bring both.
    if (error.code === 'dependency.down') throw error;
    await store.rememberNothing(ref, { status: 'failed', detail: error.message });
  }
}
