import type { Domain } from '../../domain/domains.ts';
import type { NewEvent } from '../../domain/events.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import type { Leaves } from '../../domain/memory-port.ts';
import type { SaidPreference } from '../../domain/preferences.ts';
import { append } from './events.ts';
import type { Pool } from './pool.ts';
import { query, transaction } from './pool.ts';
import { iso } from './rows.ts';

/** What of an investigation is to be remembered elsewhere. */
export type ToRemember = {
  readonly sessionId: string;
  readonly question: string;
  readonly domains: readonly Domain[];
  /** When it was asked, ISO-8601 UTC and in microseconds since 1970. */
  readonly at: string;
  readonly atUs: string;
  readonly answer: string | null;
  readonly leaves: Leaves | null;
  readonly learned: readonly SaidPreference[];
};

/** What stores that keep memory elsewhere read of investigations. */
type Reads = {
  /** Null when there is no such investigation. */
  readonly read: (ref: InvestigationRef) => Promise<ToRemember | null>;
  /** The session of an investigation and when it was asked. */
  readonly moment: (
    ref: InvestigationRef,
  ) => Promise<Pick<ToRemember, 'sessionId' | 'at' | 'atUs'> | null>;
  /** The session whose summary the investigation has not asked for yet; null otherwise. */
  readonly sessionToSumUp: (ref: InvestigationRef) => Promise<string | null>;
  readonly failed: (limit: number) => Promise<readonly InvestigationRef[]>;
  readonly isOpen: (owner: string, session: string | null) => Promise<boolean>;
  readonly idsOf: (owner: string, session: string) => Promise<readonly InvestigationId[]>;
};

/** How saving ended. */
type Notes = {
  /** Tells with `remembered` how saving ended; `failure` is why it failed, to be repaired later. */
  readonly note: (ref: InvestigationRef, failure: string | null) => Promise<void>;
  /** As `note` of a failure, unless it was told already or there is nothing to save. */
  readonly noteIfUnsaved: (ref: InvestigationRef, failure: string) => Promise<void>;
  readonly repaired: (ref: InvestigationRef) => Promise<void>;
};

export type UnsavedStore = Reads & Notes;

const askedAt = `${iso('i.created_at')} as at, (extract(epoch from i.created_at) * 1000000)::bigint::text as "atUs"`;

const told = (failure: string | null): NewEvent => ({
  key: 'remembered',
  type: 'remembered',
  payload: { status: failure === null ? 'saved' : 'failed', detail: failure },
});

const toRemember = `
  select i.session_id as "sessionId", i.question, ${askedAt},
      array(select distinct domain from lanes where investigation_id = i.id and owner = i.owner) as domains,
      a.payload -> 'answer' ->> 'markdown' as answer, a.payload -> 'leaves' as leaves,
      coalesce(r.payload #> '{routing,memory,learned}', '[]') as learned
    from investigations i
      left join events a on a.investigation_id = i.id and a.owner = i.owner and a.type = 'answer.finished'
      left join events r on r.investigation_id = i.id and r.owner = i.owner and r.key = 'routed'
    where i.id = $1 and i.owner = $2`;

const isUnsaved = `
  select from investigations i where i.id = $1 and i.owner = $2 and i.status in ('queued', 'running')
    and i.cancel_requested_at is null
    and not exists (select from events where investigation_id = $1 and owner = $2 and key = 'remembered')
    and exists (select from events where investigation_id = $1 and owner = $2 and (type = 'answer.finished'
      or key = 'routed' and jsonb_array_length(coalesce(payload #> '{routing,memory,learned}', '[]')) > 0))`;

/**
 * Of investigations what is remembered elsewhere than in PostgreSQL, and whether it was saved.
 *
 * Effect: every method is one statement or one transaction and filters by the owner.
 */
export function createUnsaved(pool: Pool): UnsavedStore {
  return { ...reads(pool), ...notes(pool) };
}

function reads(pool: Pool): Reads {
  return {
    read: async (ref) => {
      const [row] = await query<ToRemember>(pool, toRemember, [ref.id, ref.owner]);
      return row ?? null;
    },
    moment: async (ref) => {
      const [row] = await query<Pick<ToRemember, 'sessionId' | 'at' | 'atUs'>>(
        pool,
        `select i.session_id as "sessionId", ${askedAt} from investigations i where i.id = $1 and i.owner = $2`,
        [ref.id, ref.owner],
      );
      return row ?? null;
    },
    sessionToSumUp: async (ref) => {
      const [row] = await query<{ session: string }>(
        pool,
        `select session_id as session from investigations
          where id = $1 and owner = $2 and summary_usage is null`,
        [ref.id, ref.owner],
      );
      return row?.session ?? null;
    },
    failed: (limit) =>
      query<InvestigationRef>(
        pool,
        `select id, owner from investigations where memory_state = 'failed' order by created_at limit $1`,
        [limit],
      ),
    isOpen: async (owner, session) => {
      const rows = await query(
        pool,
        `select from investigations where owner = $1 and ($2::text is null or session_id = $2)
          and status in ('queued', 'running') limit 1`,
        [owner, session],
      );
      return rows.length > 0;
    },
    idsOf: async (owner, session) => {
      const rows = await query<{ id: InvestigationId }>(
        pool,
        'select id from investigations where owner = $1 and session_id = $2',
        [owner, session],
      );
      return rows.map(({ id }) => id);
    },
  };
}

function notes(pool: Pool): Notes {
  const note: Notes['note'] = (ref, failure) =>
    transaction(pool, async (client) => {
      await append(client, ref, [told(failure)]);
      if (failure === null) return;
      await client.query(
        `update investigations set memory_state = 'failed' where id = $1 and owner = $2`,
        [ref.id, ref.owner],
      );
    });
  return {
    note,
    noteIfUnsaved: async (ref, failure) => {
      const rows = await query(pool, isUnsaved, [ref.id, ref.owner]);
      if (rows.length > 0) await note(ref, failure);
    },
    repaired: async (ref) => {
      await query(
        pool,
        `update investigations set memory_state = 'repaired'
          where id = $1 and owner = $2 and memory_state = 'failed'`,
        [ref.id, ref.owner],
      );
    },
  };
}
