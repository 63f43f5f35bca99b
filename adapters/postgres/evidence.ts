import type { NewEvent } from '../../domain/events.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import { toJson } from './parameters.ts';
import type { Client } from './pool.ts';
import { query } from './pool.ts';

/**
 * Stores tables that are not there yet.
 *
 * Effect: in the caller's transaction.
 */
export async function insertEvidence(
  client: Client,
  ref: InvestigationRef,
  evidence: readonly Evidence[],
): Promise<void> {
  await query(client, 'select insert_evidence($1, $2, $3::jsonb)', [
    ref.id,
    ref.owner,
    toJson(evidence),
  ]);
}

/**
 * The event that tells of a table. Pure.
 *
 * @param round That of its lane; 0 when it belongs to none.
 */
export function evidenceEvent(round: number, evidence: Evidence): NewEvent {
  const { id: evidenceId, domain, title, rowCount, truncated, certified } = evidence;
  return {
    key: `evidence:${evidenceId}`,
    type: 'evidence.added',
    payload: { domain, round, evidenceId, title, rowCount, truncated, certified },
  };
}
