import type { GenieConversations, LegRef } from '../../domain/worker-ports.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

/** The lease belongs to the lane, so that later attempts of the lane keep it. */
function leaseName(leg: LegRef): string {
  return `${leg.id}:${leg.domain}`;
}

/** Rows of the session of the leg's investigation, for its domain and owner. */
const inSession = `session_id = (select session_id from investigations where id = $1 and owner = $2)
  and domain = $3 and owner = $2`;

/**
 * True while the attempt is the newest of its lane; an older one must not change the newer one's
 * lease.
 */
const isNewest = (epoch: string, attempt: string, round: string) =>
  `exists (select from lanes l where l.investigation_id = $1 and l.owner = $2 and l.domain = $3
    and l.round = ${round} and (l.epoch, l.attempt) = (${epoch}, ${attempt}))`;

/**
 * The open Genie conversations of sessions, in PostgreSQL. An attempt that is not the newest of
 * its lane changes nothing and gets no conversation.
 *
 * Effect: one statement per call.
 */
export function createConversations(pool: Pool): GenieConversations {
  return {
    lease: async (leg, spaceId) => {
      const [row] = await query<{ conversation_id: string }>(
        pool,
        `update genie_conversations set leased_by = $5, used_at = clock_timestamp()
          where ${inSession} and space_id = $4 and (leased_by is null or leased_by = $5)
            and ${isNewest('$6', '$7', '$8')}
          returning conversation_id`,
        [leg.id, leg.owner, leg.domain, spaceId, leaseName(leg), leg.epoch, leg.attempt, leg.round],
      );
      return row?.conversation_id ?? null;
    },
    keep: async (leg, spaceId, conversationId) => {
      // A conversation that another investigation has leased remains the session's open one.
      await query(
        pool,
        `insert into genie_conversations as c (session_id, domain, owner, space_id, conversation_id, leased_by)
          select session_id, $3, $2, $4, $5, $6 from investigations
            where id = $1 and owner = $2 and ${isNewest('$7', '$8', '$9')}
          on conflict (session_id, domain, owner, space_id) do update
            set conversation_id = excluded.conversation_id, leased_by = excluded.leased_by,
              used_at = clock_timestamp()
            where c.leased_by is null or c.leased_by = excluded.leased_by`,
        [
          leg.id,
          leg.owner,
          leg.domain,
          spaceId,
          conversationId,
          leaseName(leg),
          leg.epoch,
          leg.attempt,
          leg.round,
        ],
      );
    },
    release: async (leg, terminal) => {
      const { id, owner, domain, epoch, attempt, round } = leg;
      const mine = `${inSession} and leased_by = $4 and ${isNewest('$5', '$6', '$7')}`;
      await query(
        pool,
        terminal
          ? `update genie_conversations set leased_by = null where ${mine}`
          : `delete from genie_conversations where ${mine}`,
        [id, owner, domain, leaseName(leg), epoch, attempt, round],
      );
    },
  };
}
