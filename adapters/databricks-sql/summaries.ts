import type { InvestigationRef } from '../../domain/investigation.ts';
import type { SummaryStore } from '../../domain/summary-port.ts';
import type { UnsavedStore } from '../postgres/unsaved.ts';
import type { DeltaMemory } from './memory.ts';
import { mostRead, summaryDueIn } from './session-history.ts';

/** How long reading and saving may take, milliseconds. */
const readMs = 3_000;
const saveMs = 8_500;

/**
 * Summaries of sessions beside their messages; what a model used for them lies in PostgreSQL. A warehouse that
 * does not answer leaves the session without a new one.
 *
 * Effect: statements on the warehouse and in PostgreSQL, each with the owner in its predicate.
 *
 * @param inPostgres Stores usage, and tells whether a summary was made.
 */
export function createDeltaSummaries(
  inPostgres: SummaryStore,
  unsaved: Pick<UnsavedStore, 'moment' | 'sessionToSumUp'>,
  { short }: Pick<DeltaMemory, 'short'>,
): SummaryStore {
  const isGone = async (ref: InvestigationRef): Promise<boolean> =>
    (await unsaved.moment(ref)) === null;
  return {
    due: async (ref) => {
      const session = await unsaved.sessionToSumUp(ref);
      if (session === null) return null;
      const said = await short
        .read(ref.owner, { session, newest: mostRead }, readMs)
        .catch(() => null);
      return said && summaryDueIn(said);
    },
    save: async (ref, due, { text, usage }) => {
      const moment = await unsaved.moment(ref);
      if (moment === null) return;
      const { sessionId } = moment;
      if (text !== null) {
        const summary = { ...due, text, sessionId, owner: ref.owner, investigationId: ref.id };
        await short.saveSummary(summary, saveMs).catch(() => undefined);
        // It was deleted meanwhile: what was written after that goes too.
        if (await isGone(ref)) await short.delete(ref.owner, sessionId);
      }
      await inPostgres.save(ref, due, { text: null, usage });
    },
  };
}
