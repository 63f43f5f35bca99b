import type { InvestigationRef } from '../domain/investigation.ts';
import type { Deps } from './deps.ts';
import type { Attempt } from './run.ts';

/** How long the model is waited for, milliseconds. */
const modelMs = 20_000;

/**
 * Sums up what lies far back in the session of an investigation that has ended, where a model is set. What the
 * model does not give is not asked for again.
 *
 * Effect: one call of the model, then two statements at most; a second run changes nothing.
 */
export async function summarise(
  { store, reasoner }: Pick<Deps, 'store' | 'reasoner'>,
  { ref }: { readonly ref: InvestigationRef },
  { signal }: Pick<Attempt, 'signal'>,
): Promise<void> {
  if (reasoner.summarise === undefined) return;
  const due = await store.summaries.due(ref);
  if (due === null) return;
  const { before, messages } = due;
  const modelByMs = Date.now() + modelMs;
  const made = await reasoner.summarise({ before, messages, modelByMs }, signal);
  await store.summaries.save(ref, due, made);
}
