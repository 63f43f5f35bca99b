import { degradedParts } from '../../domain/answer.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import type { CommittedRouting, RoutingCommit } from '../../domain/worker-ports.ts';
import { lockInvestigation } from './lock.ts';
import { append } from './events.ts';
import { toJson } from './parameters.ts';
import type { Client, Pool } from './pool.ts';
import { query, transaction } from './pool.ts';

const committedSql = `select payload -> 'routing' as routing,
    coalesce(payload -> 'degradedDetail', '[]') as degraded
  from events where investigation_id = $1 and owner = $2 and key = 'routed'`;

/**
 * The stored routing; null before it is stored.
 *
 * Effect: one statement.
 */
export async function committedRouting(
  pool: Pool,
  ref: InvestigationRef,
): Promise<CommittedRouting | null> {
  const rows = await query<CommittedRouting>(pool, committedSql, [ref.id, ref.owner]);
  return rows[0] ?? null;
}

/**
 * Stores the routing and its lanes with `started` and `routed`, unless an earlier attempt did.
 *
 * Effect: one transaction.
 *
 * @returns The committed routing, of this or an earlier attempt.
 */
export function commitRouting(
  pool: Pool,
  ref: InvestigationRef,
  commit: RoutingCommit,
): Promise<CommittedRouting> {
  return transaction(pool, async (client) => {
    await lockInvestigation(client, ref);
    const stored = await client.query<CommittedRouting>(committedSql, [ref.id, ref.owner]);
    if (stored.rows[0]) return stored.rows[0];
    await insertLanes(client, ref, commit.lanes);
    const { routing, degraded: degradedDetail, usage, prompt } = commit;
    const degraded = degradedParts(degradedDetail);
    await append(client, ref, [
      { key: 'started', type: 'started', payload: {} },
      {
        key: 'routed',
        type: 'routed',
        payload: { routing, degraded, degradedDetail, usage, prompt },
      },
    ]);
    return { routing, degraded: degradedDetail };
  });
}

async function insertLanes(
  client: Client,
  ref: InvestigationRef,
  lanes: RoutingCommit['lanes'],
): Promise<void> {
  await client.query(
    `insert into lanes (investigation_id, owner, round, domain, question, space_id, deadline_at)
      select $1, $2, 1, l.domain, l.question, l."spaceId", to_timestamp(l."deadlineAtMs" / 1000)
        from jsonb_to_recordset($3::jsonb)
          as l(domain text, question text, "spaceId" text, "deadlineAtMs" float8)`,
    [ref.id, ref.owner, toJson(lanes)],
  );
}
