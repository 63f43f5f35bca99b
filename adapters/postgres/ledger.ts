import type { GenieLedger, LedgerEntry, LegRef } from '../../domain/worker-ports.ts';
import { legSql, legValues } from './leg.ts';
import { toJson } from './parameters.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

const legKey =
  'g.investigation_id = $1 and g.owner = $2 and g.round = $3 and g.domain = $4 and g.ask = $5';

/** The lane's newest attempt is the leg's. */
const isNewest = '(l.epoch, l.attempt) = ($6, $7)';

function keyOf(leg: LegRef): readonly unknown[] {
  return [leg.id, leg.owner, leg.round, leg.domain, leg.ask];
}

/**
 * The ledger of the questions to Genie, in PostgreSQL.
 *
 * Effect: one statement per call.
 */
export function createLedger(pool: Pool): GenieLedger {
  return {
    read: async (leg) => {
      const rows = await query<{ entry: LedgerEntry }>(
        pool,
        `select ledger_json(g) as entry from genie_ledger g where ${legKey}`,
        keyOf(leg),
      );
      return rows[0]?.entry ?? null;
    },
    leaseHolds: async (leg) => {
      const rows = await query(
        pool,
        `select 1 from genie_ledger g join lanes l using (investigation_id, owner, round, domain)
          where ${legKey} and g.state = 'intent' and g.lease_until > clock_timestamp()
            and ${isNewest} and l.outcome is null`,
        [...keyOf(leg), leg.epoch, leg.attempt],
      );
      return rows.length > 0;
    },
    withdraw: async (leg) => {
      // The intent may belong to a newer attempt by now, which may be asking.
      await query(
        pool,
        `delete from genie_ledger g using lanes l
          where ${legKey} and g.state = 'intent' and l.investigation_id = g.investigation_id
            and l.round = g.round and l.domain = g.domain and ${isNewest}`,
        [...keyOf(leg), leg.epoch, leg.attempt],
      );
    },
    asked: async (leg, { spaceId, conversationId, messageId, url, slot }) => {
      // A lane that has ended holds no conversation, which nobody would give back.
      const [row] = await query<{ ms: number | null }>(
        pool,
        `select a.ms, case when exists (select from lanes l where l.investigation_id = $1 and l.owner = $2
            and l.round = $3 and l.domain = $4 and l.outcome is not null)
            then leave_question(${legSql}, '{"ended": false}') end
          from question_asked(${legSql}, $8, $9, $10, $11, $12) as a(ms)`,
        [...legValues(leg), spaceId, conversationId, messageId, url, slot],
      );
      return row?.ms ?? null;
    },
    left: async (leg, left) => {
      await query(pool, `select leave_question(${legSql}, $8::jsonb)`, [
        ...legValues(leg),
        toJson(left),
      ]);
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
  };
}
