import type { InvestigationId } from '../../domain/ids.ts';
import type { OpenInvestigation } from '../../domain/api-ports.ts';
import type { Pool } from './pool.ts';

/** Any number that no other advisory lock of this schema uses. */
const sweepLock = 7_215_604;

type OpenRow = {
  id: InvestigationId;
  owner: string;
  deadline_ms: number;
  budget_seconds: number;
  cancelled: boolean;
  overdue: boolean;
};

/**
 * Visits open investigations that no run may be working on: queued for over 10 s, over 30 s past their
 * deadline, or cancelled over 10 s ago. While one process sweeps, others return at once.
 *
 * Effect: holds a session lock for its duration; a failed visit ends the sweep.
 */
export async function sweep(
  pool: Pool,
  laneLimitMs: number,
  visit: (open: OpenInvestigation) => Promise<void>,
): Promise<void> {
  const client = await pool.connect();
  const onError = (): void => {};
  client.on('error', onError);
  let broken = true;
  try {
    const lock = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [
      sweepLock,
    ]);
    if (lock.rows[0]?.mine) {
      const { rows } = await client.query<OpenRow>(
        `select id, owner, (extract(epoch from deadline_at) * 1000)::float8 as deadline_ms, budget_seconds,
            cancel_requested_at is not null as cancelled,
            deadline_at < clock_timestamp() - interval '30 seconds' as overdue
          from investigations
          where status in ('queued', 'running') and (
            deadline_at < clock_timestamp() - interval '30 seconds'
            or cancel_requested_at < clock_timestamp() - interval '10 seconds'
            or (status = 'queued' and created_at < clock_timestamp() - interval '10 seconds'))
          order by created_at limit 100`,
      );
      for (const row of rows) await visit(toOpen(row, laneLimitMs));
      await client.query('select pg_advisory_unlock($1)', [sweepLock]);
    }
    broken = false;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

function toOpen(row: OpenRow, laneLimitMs: number): OpenInvestigation {
  return {
    id: row.id,
    owner: row.owner,
    cancelRequested: row.cancelled,
    overdue: row.overdue,
    input: {
      id: row.id,
      owner: row.owner,
      deadlineAtMs: Math.round(row.deadline_ms),
      budgetSeconds: row.budget_seconds,
      laneLimitMs,
    },
  };
}
