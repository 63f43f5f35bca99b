import type { Domain } from '../../domain/domains.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import type { SessionHistory } from '../../domain/memory-port.ts';
import { append } from './events.ts';
import type { Pool } from './pool.ts';
import { query, transaction } from './pool.ts';

/**
 * Saves question and answer as two messages of the session. A second call changes nothing, because
 * their ids derive from the investigation.
 *
 * Effect: one transaction with `remembered`.
 *
 * @param ttlHours How long the messages are readable; may be a fraction.
 */
export function remember(pool: Pool, ref: InvestigationRef, ttlHours: number): Promise<void> {
  return transaction(pool, async (client) => {
    await append(client, ref, [
      { key: 'remembered', type: 'remembered', payload: { status: 'saved', detail: null } },
    ]);
    await client.query(
      `insert into messages (id, session_id, owner, role, content, domains, expires_at)
        select i.id || ':' || m.role, i.session_id, i.owner, m.role, m.content,
            (select coalesce(array_agg(distinct domain), '{}') from lanes l
              where l.investigation_id = i.id and l.owner = i.owner),
            clock_timestamp() + make_interval(secs => $3::float8 * 3600)
          from investigations i
          cross join lateral (values
            ('user', i.question),
            ('assistant', (select payload -> 'answer' ->> 'markdown' from events e
              where e.investigation_id = i.id and e.type = 'answer.finished'))) m(role, content)
          where i.id = $1 and i.owner = $2 and m.content is not null
        on conflict (id) do nothing`,
      [ref.id, ref.owner, ttlHours],
    );
  });
}

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
  const messages = await query<{ role: 'user' | 'assistant'; content: string; domains: Domain[] }>(
    pool,
    `select role, content, domains from (
        select * from messages
          where session_id = $1 and owner = $2 and expires_at > clock_timestamp()
          order by at desc, role limit 10) newest
      order by at, role desc`,
    [session, owner],
  );
  return { messages };
}
