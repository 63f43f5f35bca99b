import { isAnswer } from '../../domain/outcome.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { EvidenceId } from '../../domain/ids.ts';
import type { Lane } from '../../domain/worker-ports.ts';

/**
 * The lanes of all rounds as one for each domain: its first question, an answer where one round brought it, and
 * the tables of all rounds and of the checks of plans.
 *
 * Pure.
 */
export function mergedLanes(
  lanes: readonly Lane[],
  checked: readonly EvidenceId[],
  stored: readonly Evidence[],
): readonly Lane[] {
  const merged = new Map<string, Lane>();
  for (const lane of lanes) {
    const before = merged.get(lane.domain);
    merged.set(lane.domain, before === undefined ? lane : together(before, lane));
  }
  for (const id of checked) {
    const table = stored.find((one) => one.id === id);
    if (table === undefined) continue;
    const found = laneOfCheck(table);
    const before = merged.get(table.domain);
    merged.set(table.domain, before === undefined ? found : together(before, found));
  }
  return [...merged.values()];
}

function together(before: Lane, { outcome, detail, evidenceIds }: Lane): Lane {
  const isBetter =
    outcome !== null && isAnswer(outcome) && !(before.outcome !== null && isAnswer(before.outcome));
  return {
    ...before,
    ...(isBetter ? { outcome, detail } : {}),
    evidenceIds: [...new Set([...before.evidenceIds, ...evidenceIds])],
  };
}

/** A domain that only the warehouse was asked about. */
const laneOfCheck = ({ id, domain, title, rows }: Evidence): Lane => ({
  round: 1,
  domain,
  question: title,
  spaceId: null,
  epoch: 0,
  attempt: 0,
  ask: 0,
  outcome: rows.length > 0 ? 'answered' : 'no_data',
  detail: null,
  evidenceIds: [id],
});
