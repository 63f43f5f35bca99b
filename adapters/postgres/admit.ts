import { expectedQuestions, genieSlotsPerWorker } from '../../domain/budget.ts';
import type {
  AdmissionLoad,
  AdmissionNeeds,
  AdmissionPlan,
  InvestigationStore,
  NewInvestigation,
} from '../../domain/api-ports.ts';
import type { AuditBy } from '../../domain/audit.ts';
import { AppError } from '../../domain/errors.ts';
import type { NewEvent } from '../../domain/events.ts';
import { appendedAudit } from './audit.ts';
import { toJson } from './parameters.ts';
import type { Client, Pool } from './pool.ts';
import { query, transaction } from './pool.ts';
import { askAsUser } from './user-tokens.ts';
import { investigationColumns, toInvestigation } from './rows.ts';
import type { InvestigationRecord } from './rows.ts';

type Admitted = Awaited<ReturnType<InvestigationStore['admit']>>;

/** The columns are null when the investigation is new, and `load` when it is not. */
type Begun = Omit<InvestigationRecord, 'id'> & {
  readonly id: InvestigationRecord['id'] | null;
  readonly load: LoadRow | null;
};

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
  by: AuditBy | null = null,
): Promise<Admitted> {
  return transaction(pool, async (client) => {
    const begun = await begin(client, investigation, needs);
    if (begun.load === null) return { created: false, ...toStored(begun as InvestigationRecord) };
    const created = await insert(client, investigation, decide(toLoad(begun.load)), by);
    // The id belongs to another owner.
    if (!created) throw new AppError('input.not_found', 'There is no such investigation.');
    return { created: true, ...toStored(created) };
  });
}

function toStored(record: InvestigationRecord): Pick<Admitted, 'row' | 'bodyHash'> {
  const { bodyHash, ...row } = toInvestigation(record);
  return { row, bodyHash };
}

async function begin(
  client: Client,
  { id, owner, sessionId }: NewInvestigation,
  { workspace, questionsPerMinute, questions }: AdmissionNeeds,
): Promise<Begun> {
  const [row] = await query<Begun>(
    client,
    `select ${investigationColumns}, load from begin_admission($1, $2, $3, $4, $5, $6, $7) a
      cross join lateral (select (a.stored).*) i`,
    [id, owner, sessionId, workspace, questionsPerMinute, questions, expectedQuestions(null)],
  );
  if (!row) throw new Error('the statement for an admission returned no row');
  return row;
}

async function insert(
  client: Client,
  it: NewInvestigation,
  { deadlineAtMs, estimate }: AdmissionPlan,
  by: AuditBy | null,
): Promise<InvestigationRecord | undefined> {
  const { question } = it;
  const row = {
    id: it.id,
    owner: it.owner,
    session_id: it.sessionId,
    mode: it.mode,
    question,
    visibility: it.visibility,
    domains: it.domains,
    closed_domains: it.closedDomains,
    budget_seconds: it.budgetSeconds,
    body_hash: it.bodyHash,
    estimate,
    created_at: new Date(it.createdAtMs),
    deadline_at: new Date(deadlineAtMs),
    retry_of: it.retryOf ?? null,
  };
  const payload = { question, ...(it.retryOf ? { retryOf: it.retryOf } : {}) };
  const events: readonly NewEvent[] = [{ key: 'queued', type: 'queued', payload }];
  const { sql, values } = appendedAudit(by, 'asked', it.id, 3);
  const [created] = await query<InvestigationRecord>(
    client,
    `select ${investigationColumns}, ${sql} as audited from admit_investigation($1::jsonb, $2::jsonb)`,
    [toJson(row), toJson(events), ...values],
  );
  if (created === undefined) return undefined;
  const { asUser = null } = it;
  if (asUser !== null) await askAsUser(client, it, asUser);
  return { ...created, asked_as: asUser?.name ?? null, tools: await nameTools(client, it) };
}

/** Few callers name tools: only they need a second statement. */
async function nameTools(
  client: Client,
  { id, owner, namedTools = null }: NewInvestigation,
): Promise<string[] | null> {
  if (namedTools === null) return null;
  const sql = 'update investigations set tools = $3::text[] where id = $1 and owner = $2';
  await query(client, sql, [id, owner, namedTools]);
  return [...namedTools];
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
  on: Client | Pool,
  owner: string,
  { workspace, questionsPerMinute, questions }: AdmissionNeeds,
): Promise<AdmissionLoad> {
  const [row] = await query<LoadRow>(on, 'select * from admission_load($1, $2, $3, $4, $5)', [
    owner,
    workspace,
    questionsPerMinute,
    questions,
    expectedQuestions(null),
  ]);
  if (!row) throw new Error('the statement for the admission load returned no row');
  return toLoad(row);
}

function toLoad(row: LoadRow): AdmissionLoad {
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
