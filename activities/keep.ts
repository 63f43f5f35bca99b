import type { Kept, KeepingSteps, KeepingStore, KeptFor } from '../domain/keeping.ts';
import { run } from './run.ts';

/** Investigations, or messages, of one statement: it holds their locks for some ten milliseconds. */
const batch = 200;
const dayMs = 86_400_000;
/** An answer may be followed for so long after its question, milliseconds. */
const foldAfterMs = dayMs;

/**
 * The activity that deletes what is kept no longer, batch by batch, until nothing is due.
 *
 * Effect: only through the store; may run more than once, and at the same time.
 */
export function createKeepingActivities(
  store: KeepingStore,
  keptFor: KeptFor,
  nowMs: () => number,
): KeepingSteps {
  return { keep: () => run(({ signal }) => keep(store, keptFor, nowMs(), signal)) };
}

/** @throws When the signal aborts, between two batches. */
export async function keep(
  store: KeepingStore,
  { evidenceDays, investigationDays, memoryTtlHours }: KeptFor,
  nowMs: number,
  signal: AbortSignal,
): Promise<Kept> {
  const all = async (one: () => Promise<number>): Promise<number> => {
    let sum = 0;
    for (;;) {
      signal.throwIfAborted();
      const done = await one();
      sum += done;
      if (done < batch) return sum;
    }
  };
  const before = (days: number): number => nowMs - days * dayMs;
  return {
    // Those that fail again are tried once a run.
    repairMemory: await store.repairMemory(memoryTtlHours, batch),
    foldAnswers: await all(() => store.foldAnswers(nowMs - foldAfterMs, batch)),
    deleteEvidence: await all(() => store.deleteEvidence(before(evidenceDays), batch)),
    deleteInvestigations: await all(() =>
      store.deleteInvestigations(before(investigationDays), batch),
    ),
    deleteExpired: await all(() => store.deleteExpired(batch)),
  };
}
