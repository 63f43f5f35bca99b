import type { Evidence } from '../../domain/evidence.ts';
import type { Investigation } from '../../domain/investigation.ts';

/**
 * The tables that a result shows: those of the lanes, and of those of checks the rows that the answer cites. A
 * check reads a series of thousands of rows, of which a sentence needs few.
 */
export function shownTables(
  { lanes, answer }: Pick<Investigation, 'lanes' | 'answer'>,
  evidence: readonly Evidence[],
): readonly Evidence[] {
  const ofLanes = new Set(lanes.flatMap(({ evidenceIds }) => evidenceIds));
  return evidence.flatMap((table) => {
    if (ofLanes.has(table.id) || table.source.kind === 'genie') return [table];
    const cited = answer?.citations.filter(({ evidenceId }) => evidenceId === table.id) ?? [];
    const rows = new Set(cited.map(({ row }) => row));
    return cited.length === 0 ? [] : [{ ...table, rows: table.rows.filter((_, n) => rows.has(n)) }];
  });
}
