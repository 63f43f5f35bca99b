import type { InvestigationStore } from '../../domain/api-ports.ts';
import type { ExportQueue } from '../../domain/export-ports.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import { foldInvestigation } from '../../domain/resource.ts';
import type { Finished } from './parts.ts';

const mostEvents = 10_000;

/** Reads investigations that have ended; one that was deleted meanwhile is left out. */
export type ReadFinished = (ids: readonly string[]) => Promise<readonly Finished[]>;

/**
 * Reads investigations as their owners do.
 *
 * Effect: a few statements each.
 */
export function createReadFinished(
  queue: Pick<ExportQueue, 'refs'>,
  store: Pick<InvestigationStore, 'find' | 'events' | 'evidence'>,
): ReadFinished {
  const readOne = async (ref: InvestigationRef): Promise<readonly Finished[]> => {
    const row = await store.find(ref);
    if (row === null) return [];
    const options = { after: -1, limit: mostEvents, withDeltas: false };
    const [events, evidence] = await Promise.all([store.events(ref, options), store.evidence(ref)]);
    const investigation = foldInvestigation(row, events);
    return [{ owner: row.owner, investigation, events, evidence }];
  };
  return async (ids) => (await Promise.all((await queue.refs(ids)).map(readOne))).flat();
}
