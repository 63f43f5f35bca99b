import { AppError } from '../../domain/errors.ts';
import type { Quota } from '../../domain/worker-ports.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

/** Bounds of the time after which a waiting leg asks for a slot again, milliseconds. */
const maxCheckAgainMs = 1_000;
const minCheckAgainMs = 50;

type TurnRow = {
  slot: string | null;
  waited_ms: number;
  ahead: number;
  until: Date | null;
  until_ms: number | null;
};

/**
 * Genie's question quota in PostgreSQL, shared by all workers.
 *
 * Effect: one statement per call.
 */
export function createQuota(pool: Pool): Quota {
  return {
    request: async (leg, workspace, questionsPerMinute) => {
      const [row] = await query<TurnRow>(
        pool,
        `select slot::text, waited_ms::float8 as waited_ms, ahead, until, until_ms::float8 as until_ms
          from investigations i
            cross join lateral request_quota_slot($1, i.id, i.owner, $4, $5, $6, $7)
          where i.id = $2 and i.owner = $3`,
        [workspace, leg.id, leg.owner, leg.round, leg.domain, leg.ask, questionsPerMinute],
      );
      if (!row) throw new AppError('input.not_found', 'There is no such investigation.');
      if (row.slot !== null) return { granted: true, slot: row.slot, waitedMs: row.waited_ms };
      return {
        granted: false,
        position: row.ahead + 1,
        untilMs: row.until?.getTime() ?? 0,
        checkAgainMs: Math.min(maxCheckAgainMs, Math.max(minCheckAgainMs, row.until_ms ?? 0)),
      };
    },
    answered: async (slot) => {
      await query(
        pool,
        `update quota_slots set free_at = clock_timestamp() + interval '60 seconds' where id = $1`,
        [slot],
      );
    },
    unused: async (slot) => {
      await query(pool, 'delete from quota_slots where id = $1', [slot]);
    },
    pause: async (workspace, ms) => {
      await query(
        pool,
        `insert into quota_workspaces (workspace, paused_until)
          values ($1, clock_timestamp() + make_interval(secs => $2::float8 / 1000))
          on conflict (workspace) do update
            set paused_until = greatest(quota_workspaces.paused_until, excluded.paused_until)`,
        [workspace, ms],
      );
    },
    leave: async (leg, workspace) => {
      await query(
        pool,
        `delete from quota_waiters where workspace = $1 and investigation_id = $2 and owner = $3
          and round = $4 and domain = $5 and ask = $6`,
        [workspace, leg.id, leg.owner, leg.round, leg.domain, leg.ask],
      );
    },
  };
}
