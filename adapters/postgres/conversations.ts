import type { GenieConversations, LegRef } from '../../domain/worker-ports.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

function leaseName(leg: LegRef): string {
  return `${leg.id}:${leg.domain}`;
}

/** Rows of the session of the leg's investigation, for its domain and owner. */
const mine = `session_id = (select session_id from investigations where id = $1 and owner = $2)
  and domain = $3 and owner = $2`;

/**
 * The open Genie conversations of sessions, in PostgreSQL.
 *
 * Effect: one statement a call.
 */
export function createConversations(pool: Pool): GenieConversations {
  return {
    lease: async (leg, spaceId) => {
      const [row] = await query<{ conversation_id: string }>(
        pool,
        `update genie_conversations set leased_by = $5, used_at = clock_timestamp()
          where ${mine} and space_id = $4 and (leased_by is null or leased_by = $5)
          returning conversation_id`,
        [leg.id, leg.owner, leg.domain, spaceId, leaseName(leg)],
      );
      return row?.conversation_id ?? null;
    },
    keep: async (leg, spaceId, conversationId) => {
      // A conversation that another investigation holds stays the session's open one.
      await query(
        pool,
        `insert into genie_conversations as c (session_id, domain, owner, space_id, conversation_id, leased_by)
          select session_id, $3, $2, $4, $5, $6 from investigations where id = $1 and owner = $2
          on conflict (session_id, domain, owner, space_id) do update
            set conversation_id = excluded.conversation_id, leased_by = excluded.leased_by,
              used_at = clock_timestamp()
            where c.leased_by is null or c.leased_by = excluded.leased_by`,
        [leg.id, leg.owner, leg.domain, spaceId, conversationId, leaseName(leg)],
      );
    },
    release: async (leg, terminal) => {
      const values = [leg.id, leg.owner, leg.domain, leaseName(leg)];
      await query(
        pool,
        terminal
          ? `update genie_conversations set leased_by = null where ${mine} and leased_by = $4`
          : `delete from genie_conversations where ${mine} and leased_by = $4`,
        values,
      );
    },
  };
}
