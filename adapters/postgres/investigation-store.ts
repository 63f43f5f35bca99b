import type { Evidence } from '../../domain/evidence.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import { AppError } from '../../domain/errors.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import type { InvestigationStore, ListFilter, NewInvestigation } from '../../domain/api-ports.ts';
import { conclude } from './conclude.ts';
import { append, readEvents } from './events.ts';
import { lockInvestigation } from './lock.ts';
import type { Pool } from './pool.ts';
import { query, transaction } from './pool.ts';
import { investigationColumns, readEvidence, toInvestigation } from './rows.ts';
import type { InvestigationRecord } from './rows.ts';
import { sweep } from './sweep.ts';

/**
 * What the API keeps and reads, in PostgreSQL.
 *
 * Effect: every method is one statement or one transaction and carries the owner.
 *
 * @param laneLimitMs Goes into the input of runs that the sweeper starts, milliseconds.
 */
export function createInvestigationStore(pool: Pool, laneLimitMs: number): InvestigationStore {
  return {
    admit: (investigation) => admit(pool, investigation),
    find: (ref) => find(pool, ref),
    list: (owner, filter) => list(pool, owner, filter),
    events: (ref, options) => readEvents(pool, ref, options),
    evidence: (ref) => readEvidence(pool, ref),
    evidenceById: async (ref, id) => {
      const rows = await query<{ body: Evidence }>(
        pool,
        'select body from evidence where investigation_id = $1 and owner = $2 and id = $3',
        [ref.id, ref.owner, id],
      );
      return rows[0]?.body ?? null;
    },
    requestCancel: (ref) => requestCancel(pool, ref),
    setVisibility: async (ref, visibility) => {
      await query(pool, 'update investigations set visibility = $3 where id = $1 and owner = $2', [
        ref.id,
        ref.owner,
        visibility,
      ]);
    },
    sessionExists: async (owner, session) => {
      const rows = await query(pool, 'select 1 from sessions where id = $1 and owner = $2', [
        session,
        owner,
      ]);
      return rows.length > 0;
    },
    quotaWait: (workspace, perMinute, questions) =>
      quotaWait(pool, workspace, perMinute, questions),
    questionsToday: (owner) => questionsToday(pool, owner),
    sweep: (visit) => sweep(pool, laneLimitMs, visit),
    conclude: (ref, end) => conclude(pool, ref, end),
    ping: async () => {
      await query(pool, 'select 1');
    },
  };
}

async function admit(pool: Pool, it: NewInvestigation): ReturnType<InvestigationStore['admit']> {
  return transaction(pool, async (client) => {
    const session = await client.query(
      `insert into sessions (id, owner) values ($1, $2)
        on conflict (id) do update set last_used_at = clock_timestamp() where sessions.owner = $2
        returning id`,
      [it.sessionId, it.owner],
    );
    if (session.rowCount === 0) throw new AppError('input.not_found', 'There is no such session.');
    const inserted = await client.query(
      `insert into investigations (id, owner, session_id, mode, question, visibility, domains,
          closed_domains, budget_seconds, body_hash, estimate, created_at, deadline_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
          to_timestamp($12::float8 / 1000), to_timestamp($13::float8 / 1000))
        on conflict (id) do nothing`,
      [
        it.id,
        it.owner,
        it.sessionId,
        it.mode,
        it.question,
        it.visibility,
        it.domains,
        it.closedDomains,
        it.budgetSeconds,
        it.bodyHash,
        it.estimate,
        it.createdAtMs,
        it.deadlineAtMs,
      ],
    );
    const created = inserted.rowCount === 1;
    if (created) {
      await append(client, it, [
        { key: 'queued', type: 'queued', payload: { question: it.question } },
      ]);
    }
    const { rows } = await client.query<InvestigationRecord>(
      `select ${investigationColumns} from investigations where id = $1 and owner = $2`,
      [it.id, it.owner],
    );
    const row = rows[0];
    if (!row) throw new AppError('input.not_found', 'There is no such investigation.');
    const { bodyHash, ...investigation } = toInvestigation(row);
    return { created, row: investigation, bodyHash };
  });
}

async function find(pool: Pool, ref: InvestigationRef): ReturnType<InvestigationStore['find']> {
  const rows = await query<InvestigationRecord>(
    pool,
    `select ${investigationColumns} from investigations where id = $1 and owner = $2`,
    [ref.id, ref.owner],
  );
  return rows[0] ? toInvestigation(rows[0]) : null;
}

async function list(
  pool: Pool,
  owner: string,
  filter: ListFilter,
): ReturnType<InvestigationStore['list']> {
  const rows = await query<InvestigationRecord>(
    pool,
    `select ${investigationColumns} from investigations i
      where owner = $1 and ($2::text is null or session_id = $2) and ($3::text is null or status = $3)
        and ($4::text is null or position(lower($4) in lower(question)) > 0)
        and ($5::text is null or (created_at, id) <
          (select created_at, id from investigations c where c.id = $5 and c.owner = $1))
      order by created_at desc, id desc limit $6`,
    [owner, filter.sessionId, filter.status, filter.text, filter.cursor, filter.limit + 1],
  );
  const page = rows.slice(0, filter.limit);
  return {
    rows: page.map(toInvestigation),
    nextCursor: rows.length > filter.limit ? (page.at(-1)?.id ?? null) : null,
  };
}

function requestCancel(pool: Pool, ref: InvestigationRef): Promise<boolean> {
  return transaction(pool, async (client) => {
    const { status, cancelRequested } = await lockInvestigation(client, ref);
    if (cancelRequested || (status !== 'queued' && status !== 'running')) return false;
    await client.query(
      'update investigations set cancel_requested_at = clock_timestamp() where id = $1 and owner = $2',
      [ref.id, ref.owner],
    );
    return true;
  });
}

async function quotaWait(
  pool: Pool,
  workspace: string,
  perMinute: number,
  questions: number,
): ReturnType<InvestigationStore['quotaWait']> {
  const rows = await query<{ waiting: number; wait: number }>(
    pool,
    `with w as (select count(*)::int as waiting from quota_waiters where workspace = $1
        and seen_at > clock_timestamp() - interval '60 seconds')
      select waiting, extract(epoch from
          quota_free_at($1, $2, waiting + $3 - 1, clock_timestamp()) - clock_timestamp())::float8 as wait
        from w`,
    [workspace, perMinute, questions],
  );
  const row = rows[0] ?? { waiting: 0, wait: 0 };
  return { waiting: row.waiting, waitSeconds: Math.max(0, Math.ceil(row.wait)) };
}

async function questionsToday(
  pool: Pool,
  owner: string,
): ReturnType<InvestigationStore['questionsToday']> {
  const rows = await query<{ mine: number; every: number }>(
    pool,
    `select count(*) filter (where owner = $1)::int as mine, count(*)::int as every from genie_ledger
      where intent_at >= date_trunc('day', clock_timestamp(), 'UTC')`,
    [owner],
  );
  return { ofOwner: rows[0]?.mine ?? 0, ofAll: rows[0]?.every ?? 0 };
}

/**
 * Reads one investigation for the worker.
 *
 * Effect: one statement.
 *
 * @throws {AppError} `input.not_found`.
 */
export async function readInvestigation(pool: Pool, ref: { id: InvestigationId; owner: string }) {
  const row = await find(pool, ref);
  if (!row) throw new AppError('input.not_found', 'There is no such investigation.');
  return row;
}
