import { evaluator } from '../../domain/evaluation.ts';
import type { Domain } from '../../domain/domains.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import { AppError } from '../../domain/errors.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import type { InvestigationStore, ListFilter } from '../../domain/api-ports.ts';
import { admit } from './admit.ts';
import { conclude } from './conclude.ts';
import { readEvents } from './events.ts';
import { createSerialQueue } from './serial-queue.ts';
import { lockInvestigation } from './lock.ts';
import type { Pool } from './pool.ts';
import { query, transaction } from './pool.ts';
import { investigationColumns, readEvidence, toEvidence, toInvestigation } from './rows.ts';
import type { InvestigationRecord, StoredEvidence } from './rows.ts';
import { reusable } from './reusable.ts';
import { still, sweep } from './sweep.ts';
import { keepUserToken } from './user-tokens.ts';

/** How long a question waits for the admission of earlier ones, milliseconds. */
const admissionWaitMs = 10_000;

/**
 * The store of the API in PostgreSQL.
 *
 * Effect: every method is one statement or one transaction and filters by the owner.
 *
 * @param laneLimitMs `laneLimitMs` of the runs that the sweeper starts.
 */
export function createInvestigationStore(pool: Pool, laneLimitMs: number): InvestigationStore {
  const serially = createSerialQueue(admissionWaitMs);
  return {
    admit: (investigation, needs, decide, by = null) =>
      serially(() => admit(pool, investigation, needs, decide, by)),
    find: (ref) => find(pool, ref),
    shared: (id) => shared(pool, id),
    domainsOf: (ref) => domainsOf(pool, ref),
    list: (owner, filter) => list(pool, owner, filter),
    events: (ref, options) => readEvents(pool, ref, options),
    evidence: (ref) => readEvidence(pool, ref),
    evidenceById: async (ref, id) => {
      const rows = await query<{ body: StoredEvidence }>(
        pool,
        'select body from evidence where investigation_id = $1 and owner = $2 and id = $3',
        [ref.id, ref.owner, id],
      );
      return rows[0] ? toEvidence(rows[0]) : null;
    },
    reusable: (owner, wanted) => reusable(pool, owner, wanted),
    sessionExists: async (owner, session) => {
      const rows = await query(pool, 'select 1 from sessions where id = $1 and owner = $2', [
        session,
        owner,
      ]);
      return rows.length > 0;
    },
    requestCancel: (ref) => requestCancel(pool, ref),
    keepToken: (ref, token) => keepUserToken(pool, ref, token),
    setVisibility: async (ref, visibility) => {
      await query(pool, 'update investigations set visibility = $3 where id = $1 and owner = $2', [
        ref.id,
        ref.owner,
        visibility,
      ]);
    },
    sweep: (visit) => sweep(pool, laneLimitMs, visit),
    conclude: (ref, end) => conclude(pool, ref, end),
    still: (ms) => still(pool, ms),
    ping: async () => {
      await query(pool, 'select 1');
    },
  };
}

async function find(pool: Pool, ref: InvestigationRef): ReturnType<InvestigationStore['find']> {
  const rows = await query<InvestigationRecord>(
    pool,
    `select ${investigationColumns} from investigations where id = $1 and owner = $2`,
    [ref.id, ref.owner],
  );
  return rows[0] ? toInvestigation(rows[0]) : null;
}

/** Of an investigation `i`. */
const allDomains = `array(select domain from lanes where investigation_id = i.id
  union select domain from evidence where investigation_id = i.id
  union select unnest(i.domains))`;

async function domainsOf(pool: Pool, ref: InvestigationRef): Promise<readonly Domain[]> {
  const [row] = await query<{ all_domains: Domain[] }>(
    pool,
    `select ${allDomains} as all_domains from investigations i where id = $1 and owner = $2`,
    [ref.id, ref.owner],
  );
  return row?.all_domains ?? [];
}

async function shared(pool: Pool, id: InvestigationId): ReturnType<InvestigationStore['shared']> {
  const [row] = await query<InvestigationRecord & { all_domains: Domain[] }>(
    pool,
    `select ${investigationColumns}, ${allDomains} as all_domains
      from investigations i where id = $1 and (visibility = 'team' or owner = $2)
        and exists (select from events where investigation_id = i.id and key = 'routed')`,
    [id, evaluator.id],
  );
  return row ? { row: toInvestigation(row), domains: row.all_domains } : null;
}

const listConditions: Readonly<
  Record<Exclude<keyof ListFilter, 'limit'>, (value: string) => string>
> = {
  sessionId: (value) => `session_id = ${value}`,
  status: (value) => `status = ${value}`,
  domain: (value) => `exists (select from lanes l
    where l.investigation_id = investigations.id and l.owner = $1 and l.domain = ${value})`,
  text: (value) => `position(lower(${value}) in lower(question)) > 0`,
  cursor: (value) => `(created_at, id) <
    (select created_at, id from investigations c where c.id = ${value} and c.owner = $1)`,
};

async function list(
  pool: Pool,
  owner: string,
  filter: ListFilter,
): ReturnType<InvestigationStore['list']> {
  const values: unknown[] = [owner, filter.limit + 1];
  // A statement of its own for each set of conditions: the plan of one is no good for another.
  const conditions = Object.entries(listConditions).flatMap(([name, condition]) => {
    const value = filter[name as keyof typeof listConditions];
    return value === null ? [] : ` and ${condition(`$${values.push(value)}`)}`;
  });
  const rows = await query<InvestigationRecord>(
    pool,
    `select ${investigationColumns} from investigations
      where owner = $1${conditions.join('')} order by created_at desc, id desc limit $2`,
    values,
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
