import { degradedParts } from '../../domain/answer.ts';
import type { NewEvent } from '../../domain/events.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import type { CommittedRouting, RoutingCommit, WorkStore } from '../../domain/worker-ports.ts';
import { toJson } from './parameters.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

/** Of the payload of `routed`; events of older versions have no reasons. */
export type StoredRouting = Pick<CommittedRouting, 'routing'> & {
  readonly degradedDetail?: CommittedRouting['degraded'];
};

/** Converts the payload of `routed`. */
export function toCommitted({ routing, degradedDetail = [] }: StoredRouting): CommittedRouting {
  return { routing, degraded: degradedDetail };
}

/**
 * The stored routing; null before it is stored.
 *
 * Effect: one statement.
 */
export async function committedRouting(
  pool: Pool,
  ref: InvestigationRef,
): Promise<CommittedRouting | null> {
  const rows = await query<{ payload: StoredRouting }>(
    pool,
    `select payload from events where investigation_id = $1 and owner = $2 and key = 'routed'`,
    [ref.id, ref.owner],
  );
  return rows[0] ? toCommitted(rows[0].payload) : null;
}

/**
 * Stores the routing and its lanes with `started` and `routed`, and the preferences that the question tells,
 * unless an earlier attempt did.
 *
 * Effect: one statement.
 *
 * @param keepsMemory False where preferences are kept elsewhere.
 * @returns The committed routing, of this or an earlier attempt.
 */
export async function commitRouting(
  pool: Pool,
  ref: InvestigationRef,
  { lanes, routing, degraded: degradedDetail, usage, prompt }: RoutingCommit,
  keepsMemory = true,
): Promise<CommittedRouting> {
  const degraded = degradedParts(degradedDetail);
  const payload = { routing, degraded, degradedDetail, usage, prompt };
  const events: readonly NewEvent[] = [
    { key: 'started', type: 'started', payload: {} },
    { key: 'routed', type: 'routed', payload },
  ];
  const learned = keepsMemory ? (routing.memory?.learned ?? []) : [];
  const [row] = await query<{ payload: StoredRouting }>(
    pool,
    'select commit_routing($1, $2, $3::jsonb, $4::jsonb, $5::jsonb) as payload',
    [ref.id, ref.owner, toJson(lanes), toJson(events), toJson(learned)],
  );
  if (!row) throw new Error('the statement for a routing returned no row');
  return toCommitted(row.payload);
}

/**
 * Takes over the routing of the investigation that this one tries again, with its lanes, unless an earlier
 * attempt did; null when there is none.
 *
 * Effect: one statement.
 */
export async function commitRetry(
  pool: Pool,
  ref: InvestigationRef,
  { spaces, deadlineAtMs }: Parameters<WorkStore['commitRetry']>[1],
): Promise<CommittedRouting | null> {
  const [row] = await query<{ payload: StoredRouting | null }>(
    pool,
    'select commit_retry($1, $2, $3::jsonb, $4) as payload',
    [ref.id, ref.owner, toJson(spaces), deadlineAtMs],
  );
  return row?.payload ? toCommitted(row.payload) : null;
}
