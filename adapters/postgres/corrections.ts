import type { Answer } from '../../domain/answer.ts';
import type { CorrectedClaim, CorrectionStore, CorrectionWork } from '../../domain/correction.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import { toJson } from './parameters.ts';
import type { Client, Pool } from './pool.ts';
import { query, transaction } from './pool.ts';
import { readEvidence } from './rows.ts';

type Row = {
  investigation_id: InvestigationId;
  at: Date;
  claims: readonly CorrectedClaim[];
  seen_at: Date | null;
};

const toCorrection = ({ investigation_id, at, claims, seen_at }: Row) => ({
  investigationId: investigation_id,
  at: at.toISOString(),
  claims,
  seenAt: seen_at?.toISOString() ?? null,
});

/** What was asked before is not looked at again: its rows, and who read it, are long gone. */
const lookedBack = `interval '8 days'`;

/**
 * What is read of corrections, in PostgreSQL.
 *
 * Effect: one statement a call; every one filters by the owner.
 */
export function createCorrectionStore(pool: Pool): CorrectionStore {
  const columns = 'investigation_id, at, claims, seen_at';
  return {
    of: async ({ id, owner }) => {
      const sql = `select ${columns} from corrections where investigation_id = $1 and owner = $2`;
      const [row] = await query<Row>(pool, sql, [id, owner]);
      return row === undefined ? null : toCorrection(row);
    },
    unseen: async (owner, limit) => {
      const sql = `select ${columns} from corrections where owner = $1 and seen_at is null
        order by at desc limit $2`;
      return (await query<Row>(pool, sql, [owner, limit])).map(toCorrection);
    },
    seen: async ({ id, owner }) => {
      const sql = `update corrections set seen_at = coalesce(seen_at, clock_timestamp())
        where investigation_id = $1 and owner = $2 returning 1`;
      return (await query(pool, sql, [id, owner])).length > 0;
    },
  };
}

/**
 * What the worker stores about corrections, in PostgreSQL.
 *
 * Effect: one statement or one transaction a call.
 */
export function createCorrectionWork(pool: Pool): CorrectionWork {
  return {
    unplanned: (limit) =>
      query<InvestigationRef>(
        pool,
        `select i.id, i.owner from investigations i
          where i.status in ('completed', 'partial') and i.created_at > now() - ${lookedBack}
            and not exists (select from answer_checks c where c.investigation_id = i.id)
          order by i.created_at limit $1`,
        [limit],
      ),
    plan: async ({ id, owner }, dueAtMs) => {
      await query(
        pool,
        `insert into answer_checks (investigation_id, owner, due_at)
          select id, owner, $3::timestamptz from investigations where id = $1 and owner = $2
          on conflict do nothing`,
        [id, owner, dueAtMs === null ? null : new Date(dueAtMs).toISOString()],
      );
    },
    due: (nowMs, limit) =>
      query<InvestigationRef & { attempts: number }>(
        pool,
        `select investigation_id as id, owner, attempts from answer_checks
          where done_at is null and due_at <= $1::timestamptz order by due_at limit $2`,
        [new Date(nowMs).toISOString(), limit],
      ),
    rested: (ref) => rested(pool, ref),
    takeStatement: async (most) => {
      const taken = await query(
        pool,
        `insert into correction_days as d (day, statements)
          select (clock_timestamp() at time zone 'UTC')::date, 1 where $1::int > 0
          on conflict (day) do update set statements = d.statements + 1 where d.statements < $1
          returning day`,
        [most],
      );
      return taken.length > 0;
    },
    postpone: async ({ id, owner }, dueAtMs) => {
      await query(
        pool,
        `update answer_checks set attempts = attempts + 1, due_at = $3::timestamptz
          where investigation_id = $1 and owner = $2`,
        [id, owner, new Date(dueAtMs).toISOString()],
      );
    },
    end: (ref, claims) => transaction(pool, (client) => end(client, ref, claims)),
  };
}

async function rested(pool: Pool, ref: InvestigationRef): ReturnType<CorrectionWork['rested']> {
  const [row] = await query<{ answer: Answer }>(
    pool,
    `select payload -> 'answer' as answer from events
      where investigation_id = $1 and owner = $2 and type = 'answer.finished'
      order by seq desc limit 1`,
    [ref.id, ref.owner],
  );
  return row === undefined ? null : { answer: row.answer, evidence: await readEvidence(pool, ref) };
}

async function end(
  client: Client,
  { id, owner }: InvestigationRef,
  claims: readonly CorrectedClaim[],
): Promise<void> {
  const ended = await query(
    client,
    `update answer_checks set done_at = clock_timestamp()
      where investigation_id = $1 and owner = $2 and done_at is null returning 1`,
    [id, owner],
  );
  if (ended.length === 0 || claims.length === 0) return;
  await query(
    client,
    'insert into corrections (investigation_id, owner, claims) values ($1, $2, $3::jsonb)',
    [id, owner, toJson(claims)],
  );
  await query(
    client,
    'update investigations set corrected_at = clock_timestamp() where id = $1 and owner = $2',
    [id, owner],
  );
}
