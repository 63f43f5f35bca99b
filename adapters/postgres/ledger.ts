import type { GenieLedger, LedgerEntry, LegRef } from '../../domain/worker-ports.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

const legKey = 'investigation_id = $1 and owner = $2 and round = $3 and domain = $4 and ask = $5';

/** Within the lease a POST must be written to the socket; a POST takes at most `postSeconds`. */
const leaseSeconds = 2;
const postSeconds = 10;

function keyOf(leg: LegRef): readonly unknown[] {
  return [leg.id, leg.owner, leg.round, leg.domain, leg.ask];
}

type LedgerRow = {
  state: 'intent' | 'asked' | 'settled';
  question: string;
  continued_conversation_id: string | null;
  conversation_id: string | null;
  message_id: string | null;
  intent_ms: number;
  asked_ago: number | null;
  settles_in: number;
};

/**
 * The ledger of the questions to Genie, in PostgreSQL.
 *
 * Effect: one statement per call.
 */
export function createLedger(pool: Pool): GenieLedger {
  return {
    read: (leg) => read(pool, leg),
    intend: (leg, intent) => intend(pool, leg, intent),
    leaseHolds: async (leg) => {
      const rows = await query(
        pool,
        `select 1 from genie_ledger g join lanes l using (investigation_id, owner, round, domain)
          where g.investigation_id = $1 and g.owner = $2 and g.round = $3 and g.domain = $4
            and g.ask = $5 and g.state = 'intent' and g.lease_until > clock_timestamp()
            and (l.epoch, l.attempt) = ($6, $7) and l.outcome is null`,
        [...keyOf(leg), leg.epoch, leg.attempt],
      );
      return rows.length > 0;
    },
    withdraw: (leg) => withdraw(pool, leg),
    asked: async (leg, ids) => {
      await query(
        pool,
        `update genie_ledger set state = 'asked', conversation_id = $6, message_id = $7, url = $8,
            asked_at = clock_timestamp()
          where ${legKey} and state = 'intent'`,
        [...keyOf(leg), ids.conversationId, ids.messageId, ids.url],
      );
    },
    settled: async (leg, genieMs) => {
      await query(
        pool,
        `update genie_ledger set state = 'settled', genie_ms = $6 where ${legKey} and state = 'asked'`,
        [...keyOf(leg), genieMs === null ? null : Math.round(genieMs)],
      );
    },
    known: async (messageIds) => {
      // The only statement without an owner: messages of any owner's legs must be excluded.
      const rows = await query<{ message_id: string }>(
        pool,
        'select message_id from genie_ledger where message_id = any ($1)',
        [messageIds],
      );
      return rows.map((row) => row.message_id);
    },
    firstPollMs: async (leg, spaceId) => {
      const [row] = await query<{ ms: number | null }>(
        pool,
        `select case when count(*) >= 20 then percentile_cont(0.02) within group (order by genie_ms) end as ms
          from (select genie_ms from genie_ledger where space_id = $1 and owner = $2 and genie_ms is not null
            order by asked_at desc limit 200) newest`,
        [spaceId, leg.owner],
      );
      return row?.ms ?? null;
    },
  };
}

async function read(pool: Pool, leg: LegRef): Promise<LedgerEntry | null> {
  const [row] = await query<LedgerRow>(
    pool,
    `select state, question, continued_conversation_id, conversation_id, message_id,
        (extract(epoch from intent_at) * 1000)::float8 as intent_ms,
        (extract(epoch from clock_timestamp() - asked_at) * 1000)::float8 as asked_ago,
        (extract(epoch from lease_until - clock_timestamp()) * 1000)::float8 as settles_in
      from genie_ledger where ${legKey}`,
    keyOf(leg),
  );
  if (!row) return null;
  return {
    state: row.state,
    question: row.question,
    continuedConversationId: row.continued_conversation_id,
    conversationId: row.conversation_id,
    messageId: row.message_id,
    intentAtMs: row.intent_ms,
    askedMsAgo: row.asked_ago,
    settlesInMs: Math.max(0, row.settles_in + postSeconds * 1000),
  };
}

async function intend(
  pool: Pool,
  leg: LegRef,
  intent: { spaceId: string; question: string; continuedConversationId: string | null },
): Promise<void> {
  await query(
    pool,
    `insert into genie_ledger as g (investigation_id, owner, round, domain, ask, state, space_id,
        question, continued_conversation_id, lease_until)
      select $1, $2, $3, $4, $5, 'intent', $6, $7, $8, clock_timestamp() + make_interval(secs => $9)
        from lanes l where l.investigation_id = $1 and l.owner = $2 and l.round = $3
          and l.domain = $4 and (l.epoch, l.attempt) = ($10, $11) and l.outcome is null
      on conflict (investigation_id, round, domain, ask) do update
        set lease_until = excluded.lease_until, intent_at = clock_timestamp(),
          continued_conversation_id = excluded.continued_conversation_id
        where g.state = 'intent'`,
    [
      ...keyOf(leg),
      intent.spaceId,
      intent.question,
      intent.continuedConversationId,
      leaseSeconds,
      leg.epoch,
      leg.attempt,
    ],
  );
}

async function withdraw(pool: Pool, leg: LegRef): Promise<void> {
  // The intent may belong to a newer attempt by now, which may be asking.
  await query(
    pool,
    `delete from genie_ledger where ${legKey} and state = 'intent'
      and exists (select from lanes l where l.investigation_id = $1 and l.owner = $2
        and l.round = $3 and l.domain = $4 and (l.epoch, l.attempt) = ($6, $7))`,
    [...keyOf(leg), leg.epoch, leg.attempt],
  );
}
