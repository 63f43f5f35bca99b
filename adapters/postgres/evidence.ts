import type { NewEvent } from '../../domain/events.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import type { Client } from './pool.ts';

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
  for (const item of evidence) {
    await client.query(
      `insert into evidence (investigation_id, owner, id, domain, body) values ($1, $2, $3, $4, $5)
        on conflict (investigation_id, id) do nothing`,
      [ref.id, ref.owner, item.id, item.domain, item],
    );
  }
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
