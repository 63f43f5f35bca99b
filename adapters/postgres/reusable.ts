import type { ReuseWanted } from '../../domain/api-ports.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

/**
 * The newest investigation that answered the same question of its owner completely, from tables that are no
 * older than wanted; null when there is none. Both questions stand alone: what a word means in a conversation
 * depends on what was said before. Tables count only for whom the workspace was asked as: rights differ. What a tool told, or a search for a cause, is found anew.
 *
 * Effect: one statement.
 */
export async function reusable(
  pool: Pool,
  owner: string,
  { question, domains, closedDomains, sinceMs, askedAs }: ReuseWanted,
): Promise<InvestigationId | null> {
  const [row] = await query<{ id: InvestigationId }>(
    pool,
    `select i.id from investigations i
      where i.owner = $1 and i.question = $2 and i.domains is not distinct from $3::text[]
        and i.closed_domains = $4::text[] and i.created_at >= $5::timestamptz
        and i.asked_as is not distinct from $6 and i.status = 'completed' and i.mode = 'standard' and i.retry_of is null
        and i.evidence_deleted_at is null and substr(i.session_id, 5) = substr(i.id, 5)
        and exists (select from evidence e where e.investigation_id = i.id and e.owner = i.owner)
        and not exists (select from events e where e.investigation_id = i.id 
            and e.type in ('tool.started', 'check.started'))
      order by i.created_at desc limit 1`,
    [owner, question, domains, closedDomains, new Date(sinceMs).toISOString(), askedAs],
  );
  return row?.id ?? null;
}
