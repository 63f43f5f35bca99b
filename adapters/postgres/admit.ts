import { expectedQuestions, genieSlotsPerWorker } from '../../domain/budget.ts';
import type {
  AdmissionLoad,
  AdmissionNeeds,
  InvestigationStore,
  NewInvestigation,
} from '../../domain/api-ports.ts';
import { AppError } from '../../domain/errors.ts';
import { append } from './events.ts';
import type { Client, Pool } from './pool.ts';
import { transaction } from './pool.ts';
import { investigationColumns, toInvestigation } from './rows.ts';
import type { InvestigationRecord } from './rows.ts';

/** Key of an advisory lock; each lock of this schema has another key. */
const admissionLock = 7_215_605;

type Admitted = Awaited<ReturnType<InvestigationStore['admit']>>;

/**
 * Admits a question. Admissions run one after another, so that each decision takes all earlier
 * questions into account.
 *
 * Effect: one transaction, rolled back when `decide` throws.
 */
export function admit(
  pool: Pool,
  investigation: NewInvestigation,
  needs: AdmissionNeeds,
  decide: Parameters<InvestigationStore['admit']>[2],
): Promise<Admitted> {
  return transaction(pool, async (client) => {
    await useSession(client, investigation);
    await client.query('select pg_advisory_xact_lock($1)', [admissionLock]);
    const existing = await readRow(client, investigation);
    if (existing) return { created: false, ...existing };
    const load = await readAdmissionLoad(client, investigation.owner, needs);
    const { deadlineAtMs, estimate } = decide(load);
    const created = await insert(client, { ...investigation, deadlineAtMs, estimate });
    // The id belongs to another owner.
    if (!created) throw new AppError('input.not_found', 'There is no such investigation.');
    const { question } = investigation;
    await append(client, investigation, [{ key: 'queued', type: 'queued', payload: { question } }]);
    // The row was read before its first event, number 0, was written.
    return { ...created, created: true, row: { ...created.row, lastSeq: 0 } };
  });
}

type Stored = Pick<Admitted, 'row' | 'bodyHash'>;

function toStored(record: InvestigationRecord | undefined): Stored | null {
  if (record === undefined) return null;
  const { bodyHash, ...row } = toInvestigation(record);
  return { row, bodyHash };
}

async function readRow(client: Client, { id, owner }: NewInvestigation): Promise<Stored | null> {
  const { rows } = await client.query<InvestigationRecord>(
    `select ${investigationColumns} from investigations where id = $1 and owner = $2`,
    [id, owner],
  );
  return toStored(rows[0]);
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
): Promise<Stored | null> {
  const { rows } = await client.query<InvestigationRecord>(
    `insert into investigations (id, owner, session_id, mode, question, visibility, domains,
        closed_domains, budget_seconds, body_hash, estimate, created_at, deadline_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
        to_timestamp($12::float8 / 1000), to_timestamp($13::float8 / 1000))
      on conflict (id) do nothing
      returning ${investigationColumns}`,
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
  return toStored(rows[0]);
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
 * Reads the load for a new question: the questions that wait for Genie's quota, those of the day
 * and those that are open on workers. Questions that admitted investigations are expected to ask,
 * and have not asked yet, are included in all three.
 *
 * Effect: one statement.
 */
export async function readAdmissionLoad(
  client: Client | Pool,
  owner: string,
  { workspace, questionsPerMinute, questions }: AdmissionNeeds,
): Promise<AdmissionLoad> {
  const { rows } = await client.query<LoadRow>({
    // Prepared once per connection: planning takes longer than running, and other admissions wait.
    name: 'admission_load',
    text: loadSql,
    values: [owner, workspace, questionsPerMinute, questions, expectedQuestions(null)],
  });
  const row = rows[0];
  if (!row) throw new Error('the statement for the admission load returned no row');
  return {
    waiting: row.waiting,
    waitSeconds: Math.max(0, Math.ceil(row.wait_seconds)),
    today: { ofOwner: row.today_of_owner, ofAll: row.today_of_all },
    open: row.open,
    // When no worker has a row yet, one worker is assumed.
    slots: row.slots ?? genieSlotsPerWorker,
    nextEndMs: row.next_end_ms,
  };
}

const isLive = `i.cancel_requested_at is null and i.deadline_at > statement_timestamp()`;

/**
 * An investigation is queued until its lanes are stored; from then on its questions are counted by
 * lane. A lane is `unserved` until it waits for quota or has it, and `unasked` while the ledger has
 * no row for it. Each open lane is read by key, so the time grows with the number of open lanes.
 */
const loadSql = `
  with pending as (
    select i.owner, i.deadline_at, e.expected as open, e.expected as unserved, e.expected as unasked
      from investigations i
        cross join lateral (select coalesce(cardinality(i.domains), $5::int) as expected) e
      where i.status = 'queued' and ${isLive}
    union all
    select i.owner, i.deadline_at, 1,
        (l.granted_at is null and not exists (select from quota_waiters w
          where w.workspace = $2 and w.investigation_id = l.investigation_id and w.round = l.round
            and w.domain = l.domain and w.seen_at > statement_timestamp() - interval '60 seconds'))::int,
        (not exists (select from genie_ledger g
          where g.investigation_id = l.investigation_id and g.round = l.round and g.domain = l.domain))::int
      from investigations i join lanes l on l.investigation_id = i.id
      where i.status = 'running' and ${isLive} and l.outcome is null
  ), total as (
    select coalesce(sum(open), 0)::int as open, coalesce(sum(unserved), 0)::int as unserved,
        coalesce(sum(unasked), 0)::int as unasked,
        coalesce(sum(unasked) filter (where owner = $1), 0)::int as unasked_of_owner,
        min(deadline_at) as next_end
      from pending
  ), asked as (
    select count(*) filter (where owner = $1)::int as of_owner, count(*)::int as of_all
      from genie_ledger where intent_at >= date_trunc('day', statement_timestamp(), 'UTC')
  ), quota as (
    select unserved + (select count(*)::int from quota_waiters
        where workspace = $2 and seen_at > statement_timestamp() - interval '60 seconds') as waiting
      from total
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
