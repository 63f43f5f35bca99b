import type { Domain } from '../../domain/domains.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import type { SessionHistory } from '../../domain/memory-port.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

/**
 * Saves question and answer as two messages of the session. A second call changes nothing. What
 * fails in saving is told by `remembered` and fails nothing else.
 *
 * Effect: one statement, with `remembered`.
 *
 * @param ttlHours How long the messages are readable; may be a fraction.
 */
export async function remember(pool: Pool, ref: InvestigationRef, ttlHours: number): Promise<void> {
  await query(pool, 'select remember_answer($1, $2, $3)', [ref.id, ref.owner, ttlHours]);
}

type Message = { role: 'user' | 'assistant'; content: string; domains: Domain[] };

const newestSql = (session: string): string => `select role, content, domains from (
    select * from messages
      where session_id = ${session} and owner = $2 and expires_at > clock_timestamp()
      order by at desc, role limit 10) newest
  order by at, role desc`;

/**
 * The last ten messages of a session that have not expired, oldest first, for routing.
 *
 * Effect: one statement.
 */
export async function readHistory(
  pool: Pool,
  owner: string,
  session: SessionId,
): Promise<SessionHistory> {
  return { messages: await query<Message>(pool, newestSql('$1'), [session, owner]) };
}

/**
 * Those of the session of an investigation.
 *
 * Effect: one statement.
 */
export async function readHistoryOf(pool: Pool, ref: InvestigationRef): Promise<SessionHistory> {
  const session = '(select session_id from investigations where id = $1 and owner = $2)';
  return { messages: await query<Message>(pool, newestSql(session), [ref.id, ref.owner]) };
}
