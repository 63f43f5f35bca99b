import type { Quota, QuotaTurn } from '../../domain/quota-ports.ts';
import { legSql, legValues } from './leg.ts';
import { toJson } from './parameters.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

/** Bounds of the time after which a waiting leg asks for a slot again, milliseconds. */
const maxCheckAgainMs = 1_000;
const minCheckAgainMs = 50;

/** A turn as `request_turn` tells it. */
type Turn =
  | Exclude<QuotaTurn, { kind: 'waiting' }>
  | {
      readonly kind: 'waiting';
      readonly position: number;
      readonly untilMs: number;
      readonly leftMs: number;
    };

/**
 * Genie's question quota in PostgreSQL, shared by all workers.
 *
 * Effect: one statement per call.
 */
export function createQuota(pool: Pool): Quota {
  return {
    request: async (leg, { started, ...of }) => {
      const [row] = await query<{ turn: Turn }>(
        pool,
        `select request_turn(${legSql}, $8, $9, $10, $11, $12::jsonb, $13) as turn`,
        [
          ...legValues(leg),
          of.workspace,
          of.questionsPerMinute,
          of.spaceId,
          of.question,
          toJson([started]),
          of.contextHours,
        ],
      );
      if (!row) throw new Error('the statement for a turn returned no row');
      const { turn } = row;
      if (turn.kind !== 'waiting') return turn;
      const { leftMs, ...waiting } = turn;
      const checkAgainMs = Math.min(maxCheckAgainMs, Math.max(minCheckAgainMs, leftMs));
      return { ...waiting, checkAgainMs };
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
  };
}
