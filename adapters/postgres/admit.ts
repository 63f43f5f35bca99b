import { expectedQuestions, genieSlotsPerWorker } from '../../domain/budget.ts';
import type { AdmissionLoad, AdmissionNeeds, InvestigationStore } from '../../domain/api-ports.ts';
import type { NewInvestigation } from '../../domain/api-ports.ts';
import { AppError } from '../../domain/errors.ts';
import { append } from './events.ts';
import type { Client, Pool } from './pool.ts';
import { transaction } from './pool.ts';
import { investigationColumns, toInvestigation } from './rows.ts';
import type { InvestigationRecord } from './rows.ts';

/** Any number that no other advisory lock of this schema uses. */
const admissionLock = 7_215_605;

type Admitted = Awaited<ReturnType<InvestigationStore['admit']>>;

/**
 * Admits a question. Admissions run one after another, so that each decision includes all questions
 * admitted before.
 *
 * Effect: one transaction; what `decide` throws leaves nothing behind.
 */
export function admit(
  pool: Pool,
  investigation: NewInvestigation,
  needs: AdmissionNeeds,
  decide: Parameters<InvestigationStore['admit']>[2],
): Promise<Admitted> {
  return transaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [admissionLock]);
    const known = await readRow(client, investigation);
    if (known) return { created: false, ...known };
    const load = await readAdmissionLoad(client, investigation.owner, needs);
    const { deadlineAtMs, estimate } = decide(load);
    await useSession(client, investigation);
    const created = await insert(client, { ...investigation, deadlineAtMs, estimate });
    if (created) {
      const { question } = investigation;
      await append(client, investigation, [
        { key: 'queued', type: 'queued', payload: { question } },
      ]);
    }
    const row = await readRow(client, investigation);
    // The id belongs to another owner.
    if (!row) throw new AppError('input.not_found', 'There is no such investigation.');
    return { created, ...row };
  });
}

async function readRow(
  client: Client,
  { id, owner }: NewInvestigation,
): Promise<Pick<Admitted, 'row' | 'bodyHash'> | null> {
  const { rows } = await client.query<InvestigationRecord>(
    `select ${investigationColumns} from investigations where id = $1 and owner = $2`,
    [id, owner],
  );
  if (!rows[0]) return null;
  const { bodyHash, ...row } = toInvestigation(rows[0]);
  return { row, bodyHash };
}

async function useSession(client: Client, { sessionId, owner }: NewInvestigation): Promise<void> {
  const { rowCount } = await client.query(
    `insert into sessions (id, owner) values ($1, $2)
      on conflict (id) do update set last_used_at = clock_timestamp() where sessions.owner = $2
      returning id`,
    [sessionId, owner],
  );
  if (rowCount === 0) throw new AppError('input.not_found', 'There is no such session.');
}

async function insert(
  client: Client,
  it: NewInvestigation & ReturnType<Parameters<InvestigationStore['admit']>[2]>,
): Promise<boolean> {
  const { rowCount } = await client.query(
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
  return rowCount === 1;
}

type LoadRow = {
  waiting: number;
  wait_seconds: number;
  today_of_owner: number;
  today_of_all: number;
  open: number;
  slots: number | null;
  next_end_ms: number | null;
};

/**
 * Reads the load for a new question: the questions that wait for Genie's quota, those of the day and
 * those that are open on workers. Questions that admitted investigations are expected to ask, and have
 * not asked yet, are included in all three.
 *
 * Effect: one statement.
 */
export async function readAdmissionLoad(
  client: Client | Pool,
  owner: string,
  { workspace, questionsPerMinute, questions }: AdmissionNeeds,
): Promise<AdmissionLoad> {
  const { rows } = await client.query<LoadRow>(loadSql, [
    owner,
    workspace,
    questionsPerMinute,
    questions,
    expectedQuestions(null),
  ]);
  const row = rows[0];
  if (!row) throw new Error('the statement for the admission load returned no row');
  return {
    waiting: row.waiting,
    waitSeconds: Math.max(0, Math.ceil(row.wait_seconds)),
    today: { ofOwner: row.today_of_owner, ofAll: row.today_of_all },
    open: row.open,
    // While no worker has a row yet, one is assumed to start soon.
    slots: row.slots ?? genieSlotsPerWorker,
    nextEndMs: row.next_end_ms,
  };
}

/**
 * An investigation is queued until its lanes are written; from then on its lanes tell what it asks. A
 * lane is `unserved` until it waits for quota or was granted it, and `unasked` while the ledger of
 * questions has no row for it.
 */
const loadSql = `
  with live as (
    select id, owner, deadline_at, status = 'queued' as queued,
        coalesce(cardinality(domains), $5::int) as expected
      from investigations
      where status in ('queued', 'running') and cancel_requested_at is null
        and deadline_at > statement_timestamp()
  ), waiter as (
    select investigation_id, round, domain from quota_waiters
      where workspace = $2 and seen_at > statement_timestamp() - interval '60 seconds'
  ), open_lane as (
    select l.investigation_id,
        l.granted_at is null and not exists (select from waiter w
          where w.investigation_id = l.investigation_id and w.round = l.round and w.domain = l.domain) as unserved,
        not exists (select from genie_ledger g
          where g.investigation_id = l.investigation_id and g.round = l.round and g.domain = l.domain) as unasked
      from live i join lanes l on l.investigation_id = i.id
      where not i.queued and l.outcome is null
  ), pending as (
    select i.owner, i.deadline_at,
        case when i.queued then i.expected else count(l) end as open,
        case when i.queued then i.expected else count(l) filter (where l.unserved) end as unserved,
        case when i.queued then i.expected else count(l) filter (where l.unasked) end as unasked
      from live i left join open_lane l on l.investigation_id = i.id
      group by i.id, i.owner, i.deadline_at, i.queued, i.expected
  ), total as (
    select coalesce(sum(open), 0)::int as open, coalesce(sum(unserved), 0)::int as unserved,
        coalesce(sum(unasked), 0)::int as unasked,
        coalesce(sum(unasked) filter (where owner = $1), 0)::int as unasked_of_owner,
        min(deadline_at) filter (where open > 0) as next_end
      from pending
  ), asked as (
    select count(*) filter (where owner = $1)::int as of_owner, count(*)::int as of_all
      from genie_ledger where intent_at >= date_trunc('day', statement_timestamp(), 'UTC')
  ), quota as (
    select unserved + (select count(*)::int from waiter) as waiting from total
  )
  select waiting,
      extract(epoch from quota_free_at($2, $3, waiting + $4 - 1, statement_timestamp())
        - statement_timestamp())::float8 as wait_seconds,
      asked.of_owner + unasked_of_owner as today_of_owner, asked.of_all + unasked as today_of_all,
      open,
      (select sum(genie_slots)::int from workers
        where seen_at > statement_timestamp() - interval '30 seconds') as slots,
      (extract(epoch from next_end - statement_timestamp()) * 1000)::float8 as next_end_ms
    from total, asked, quota`;
