import type { Explanation, RunChecks, SearchRequest, TellResult } from '../domain/explanation.ts';

/** What a search for a cause may do. */
export type SearchPorts = { readonly run: RunChecks; readonly tell: TellResult };

/**
 * Finds the cause of what a question asks about: the symptom first, then candidate causes, each tested.
 *
 * Effect: only through `ports`.
 */
export function searchCauses(_request: SearchRequest, _ports: SearchPorts): Promise<Explanation> {
  return Promise.resolve({
    verdict: 'inconclusive',
    symptom: null,
    causes: [],
    ruledOut: [],
    missing: [],
    lines: ['No cause was found.'],
    actions: { now: [], thisWeek: [], thisMonth: [] },
    citations: [],
  });
}
