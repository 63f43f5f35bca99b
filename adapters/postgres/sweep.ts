import type { InvestigationId } from '../../domain/ids.ts';
import { firstRound } from '../../domain/deep.ts';
import type { Mode } from '../../domain/investigation.ts';
import type { OpenInvestigation } from '../../domain/api-ports.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import { toFailure } from './failure.ts';
import type { Client, Pool } from './pool.ts';
import { query } from './pool.ts';

/** Key of an advisory lock; each lock of this schema has another key. */
const sweepLock = 7_215_604;

type OpenRow = {
  id: InvestigationId;
  owner: string;
  deadline_ms: number;
  budget_seconds: number;
  mode: Mode;
  cancelled: boolean;
  past_deadline_ms: number;
};

/**
 * Calls `visit` for open investigations that may have no run: queued for over 10 s, over 30 s past
 * their deadline, or cancelled over 10 s ago. At most 100 per call, those with the oldest visit
 * first. While one process sweeps, calls in other processes return immediately.
 *
 * Effect: holds a session lock meanwhile and stores the time of each visit; a failed visit ends the
 * sweep.
 *
 * @param laneLimitMs `laneLimitMs` of runs that have to be started.
 * @throws {AppError} `dependency.down`; other errors come from `visit`.
 */
export async function sweep(
  pool: Pool,
  laneLimitMs: number,
  visit: (open: OpenInvestigation) => Promise<void>,
): Promise<void> {
  try {
    const client = await pool.connect();
    const onError = (): void => {};
    client.on('error', onError);
    let broken = true;
    try {
      await sweepLocked(client, laneLimitMs, visit);
      broken = false;
    } finally {
      client.off('error', onError);
      // Closing a broken connection releases its lock.
      client.release(broken);
    }
  } catch (error) {
    throw toFailure(error);
  }
}

async function sweepLocked(
  client: Client,
  laneLimitMs: number,
  visit: (open: OpenInvestigation) => Promise<void>,
): Promise<void> {
  const lock = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [
    sweepLock,
  ]);
  if (!lock.rows[0]?.mine) return;
  try {
    await visitAll(client, laneLimitMs, visit);
  } finally {
    // The server frees the lock of a closed connection too, but only some time later.
    await client.query('select pg_advisory_unlock($1)', [sweepLock]).catch(() => {});
  }
}

async function visitAll(
  client: Client,
  laneLimitMs: number,
  visit: (open: OpenInvestigation) => Promise<void>,
): Promise<void> {
  const { rows } = await client.query<OpenRow>(
    `select id, owner, (extract(epoch from deadline_at) * 1000)::float8 as deadline_ms, budget_seconds, mode,
        cancel_requested_at is not null as cancelled,
        (extract(epoch from clock_timestamp() - deadline_at) * 1000)::float8 as past_deadline_ms
      from investigations
      where status in ('queued', 'running') and (
        deadline_at < clock_timestamp() - interval '30 seconds'
        or cancel_requested_at < clock_timestamp() - interval '10 seconds'
        or (status = 'queued' and created_at < clock_timestamp() - interval '10 seconds'))
      order by swept_at nulls first, created_at limit 100`,
  );
  for (const row of rows) {
    // Stored before the visit, so that a visit that crashes the process is not the first one again.
    await client.query(
      'update investigations set swept_at = clock_timestamp() where id = $1 and owner = $2',
      [row.id, row.owner],
    );
    await visit(toOpen(row, laneLimitMs));
  }
}

/**
 * Running investigations whose log has had no event for `ms`; none that was visited within that time.
 *
 * Effect: one statement, which stores the time of each visit.
 */
export const still = (pool: Pool, ms: number): Promise<InvestigationRef[]> =>
  query<InvestigationRef>(
    pool,
    `update investigations set swept_at = clock_timestamp() where id in (
        select i.id from investigations i
          where i.status = 'running'
            and (i.swept_at is null or i.swept_at < clock_timestamp() - make_interval(secs => $1::float8 / 1000))
            and not exists (select from events e where e.investigation_id = i.id and e.seq = i.last_seq
              and e.at > clock_timestamp() - make_interval(secs => $1::float8 / 1000))
          order by i.swept_at nulls first limit 20 for update skip locked)
      returning id, owner`,
    [ms],
  );

function toOpen(row: OpenRow, laneLimitMs: number): OpenInvestigation {
  return {
    id: row.id,
    owner: row.owner,
    cancelRequested: row.cancelled,
    pastDeadlineMs: row.past_deadline_ms,
    input: {
      id: row.id,
      owner: row.owner,
      deadlineAtMs: Math.round(row.deadline_ms),
      budgetSeconds: row.budget_seconds,
      laneLimitMs,
      ...(row.mode === 'deep' ? { deep: firstRound } : {}),
    },
  };
}
