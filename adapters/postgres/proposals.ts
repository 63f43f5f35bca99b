import type { InvestigationId } from '../../domain/ids.ts';
import type { Decision, ProposalStore, ProposalWork } from '../../domain/proposal-ports.ts';
import type { ApprovedProposal, Proposal, ProposalRef } from '../../domain/proposals.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

/** After this an approved proposal counts as left behind by the request that approved it. */
const leftBehind = `interval '10 seconds'`;

type Row = Omit<Proposal, 'investigation' | 'alertId' | 'createdAt' | 'decidedAt'> & {
  investigation_id: InvestigationId;
  alert_id: string | null;
  created_at: Date;
  decided_at: Date | null;
};

const columns = `id, owner, investigation_id, kind, content, hash, status, detail, alert_id,
  created_at, decided_at`;

const toProposal = ({
  investigation_id,
  alert_id,
  created_at,
  decided_at,
  ...rest
}: Row): Proposal => ({
  ...rest,
  investigation: { id: investigation_id, owner: rest.owner },
  alertId: alert_id,
  createdAt: created_at.toISOString(),
  decidedAt: decided_at?.toISOString() ?? null,
});

/** The cast is safe: it is called for rows whose status was read as approved. */
const asApproved = (proposal: Proposal, wasBegun: boolean): ApprovedProposal =>
  ({ ...proposal, wasBegun }) as ApprovedProposal;

async function select(
  pool: Pool,
  condition: string,
  values: readonly unknown[],
): Promise<readonly Proposal[]> {
  const sql = `select ${columns} from proposals where ${condition}`;
  return (await query<Row>(pool, sql, values)).map(toProposal);
}

const find = async (pool: Pool, { id, owner }: ProposalRef): Promise<Proposal | null> =>
  (await select(pool, 'id = $1 and owner = $2', [id, owner]))[0] ?? null;

/**
 * What the API reads and decides of proposals, in PostgreSQL.
 *
 * Effect: one or two statements per call; every one filters by the owner, but `unapplied`.
 */
export function createProposalStore(pool: Pool): ProposalStore {
  /** Runs an update of one row; without one, says why by the row as it is. */
  const decide = async (
    ref: ProposalRef,
    sql: string,
    more: readonly unknown[],
    whyNot: (proposal: Proposal) => Decision,
  ): Promise<Decision> => {
    const changed = await query(pool, sql, [ref.id, ref.owner, ...more]);
    if (changed.length > 0) return 'done';
    const found = await find(pool, ref);
    return found === null ? 'absent' : whyNot(found);
  };
  return {
    of: ({ id, owner }) =>
      select(pool, 'investigation_id = $1 and owner = $2 order by created_at, id', [id, owner]),
    find: (ref) => find(pool, ref),
    applied: (owner) =>
      select(pool, `owner = $1 and status = 'applied' order by created_at desc, id`, [owner]),
    approve: (ref, hash) =>
      decide(
        ref,
        `update proposals set status = 'approved', decided_at = clock_timestamp()
          where id = $1 and owner = $2 and status = 'proposed' and hash = $3 returning id`,
        [hash],
        (found) => {
          if (found.hash !== hash) return 'changed';
          return ['approved', 'applied'].includes(found.status) ? 'done' : 'decided';
        },
      ),
    reject: (ref) =>
      decide(
        ref,
        `update proposals set status = 'rejected', decided_at = clock_timestamp()
          where id = $1 and owner = $2 and status = 'proposed' returning id`,
        [],
        ({ status }) => (status === 'rejected' ? 'done' : 'decided'),
      ),
    change: (ref, content, hash) =>
      decide(
        ref,
        `update proposals set content = $3
          where id = $1 and owner = $2 and status = 'proposed' and hash = $4 returning id`,
        [content, hash],
        ({ status }) => (status === 'proposed' ? 'changed' : 'decided'),
      ),
    forget: async ({ id, owner }) => {
      await query(pool, 'delete from proposals where id = $1 and owner = $2', [id, owner]);
    },
    unapplied: () =>
      query<ProposalRef>(
        pool,
        `select id, owner from proposals
          where status = 'approved' and decided_at < clock_timestamp() - ${leftBehind}
          order by decided_at limit 100`,
        [],
      ),
  };
}

/**
 * What the worker stores about proposals, in PostgreSQL.
 *
 * Effect: one or two statements per call; every one filters by the owner.
 */
export function createProposalWork(pool: Pool): ProposalWork {
  const write = async (sql: string, values: readonly unknown[]): Promise<void> => {
    await query(pool, sql, values);
  };
  return {
    propose: async ({ id, owner, investigation, kind, content }) => {
      await write(
        `insert into proposals (id, investigation_id, owner, kind, content)
          values ($1, $2, $3, $4, $5) on conflict (id) do nothing`,
        [id, investigation.id, owner, kind, content],
      );
      const stored = await find(pool, { id, owner });
      if (stored === null) throw new Error(`The proposal ${id} was not stored.`);
      return stored;
    },
    find: (ref) => find(pool, ref),
    approved: async (ref) => {
      const [row] = await query<Row & { was_begun: boolean }>(
        pool,
        `select ${columns}, lease_until is not null as was_begun from proposals
          where id = $1 and owner = $2 and status = 'approved'`,
        [ref.id, ref.owner],
      );
      if (row === undefined) return null;
      const { was_begun: wasBegun, ...rest } = row;
      return asApproved(toProposal(rest), wasBegun);
    },
    begin: async ({ id, owner }, forMs) => {
      const begun = await query(
        pool,
        `update proposals set lease_until = clock_timestamp() + $3 * interval '1 millisecond'
          where id = $1 and owner = $2 and status = 'approved'
            and (lease_until is null or lease_until < clock_timestamp()) returning id`,
        [id, owner, forMs],
      );
      if (begun.length > 0) return 0;
      const [row] = await query<{ left_ms: number | null }>(
        pool,
        `select extract(epoch from lease_until - clock_timestamp())::float8 * 1000 as left_ms
          from proposals where id = $1 and owner = $2 and status = 'approved'`,
        [id, owner],
      );
      return Math.max(1, Math.ceil(row?.left_ms ?? 1));
    },
    withdraw: ({ id, owner }) =>
      write('update proposals set lease_until = null where id = $1 and owner = $2', [id, owner]),
    end: ({ id, owner }, end) =>
      'alertId' in end
        ? write(
            `update proposals set status = 'applied', alert_id = $3, lease_until = null
              where id = $1 and owner = $2 and status = 'approved'`,
            [id, owner, end.alertId],
          )
        : write(
            `update proposals set status = 'failed', detail = $3, lease_until = null
              where id = $1 and owner = $2 and status = 'approved'`,
            [id, owner, end.failure],
          ),
  };
}
