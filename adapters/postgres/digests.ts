import type { DigestStore, DigestWork } from '../../domain/digest-ports.ts';
import { mostDigests } from '../../domain/digest.ts';
import type { Digest, DigestRun } from '../../domain/digest.ts';
import { toJson } from './parameters.ts';
import type { Client, Pool } from './pool.ts';
import { query, transaction } from './pool.ts';

/** Runs of a digest that are kept. */
const keptRuns = 100;

type Row = Pick<Digest, 'id' | 'owner' | 'spec' | 'groups'> & {
  paused_at: Date | null;
  created_at: Date;
};
type RunRow = Pick<DigestRun, 'key' | 'status' | 'markdown' | 'parts'> & {
  at: Date;
  finished_at: Date | null;
  posted_at: Date | null;
};

const toDigest = ({ paused_at, created_at, ...rest }: Row): Digest => ({
  ...rest,
  pausedAt: paused_at?.toISOString() ?? null,
  createdAt: created_at.toISOString(),
});
const toRun = ({ at, finished_at, posted_at, ...rest }: RunRow): DigestRun => ({
  ...rest,
  at: at.toISOString(),
  finishedAt: finished_at?.toISOString() ?? null,
  postedAt: posted_at?.toISOString() ?? null,
});

const select = async (on: Pool | Client, condition: string, values: readonly unknown[]) => {
  const sql = `select id, owner, spec, groups, paused_at, created_at from digests where ${condition}`;
  return (await query<Row>(on, sql, values)).map(toDigest);
};

const ofOwner = 'digest_id = (select id from digests where id = $1 and owner = $2)';
const selectRuns = async (pool: Pool, condition: string, values: readonly unknown[]) => {
  const columns = 'key, at, status, markdown, parts, finished_at, posted_at';
  const sql = `select ${columns} from digest_runs where ${ofOwner} ${condition}`;
  return (await query<RunRow>(pool, sql, values)).map(toRun);
};

/**
 * The digests of people, in PostgreSQL.
 *
 * Effect: one statement or one transaction a call; every one filters by the owner.
 */
export function createDigestStore(pool: Pool): DigestStore {
  return {
    create: ({ id, owner, spec, groups }) =>
      transaction(pool, async (client) => {
        const lock = `select pg_advisory_xact_lock(hashtextextended('digests:' || $1, 0))`;
        await query(client, lock, [owner]);
        const own = await select(client, 'owner = $1', [owner]);
        if (own.some((one) => one.spec.name === spec.name)) return 'name_taken';
        if (own.length >= mostDigests) return 'too_many';
        await query(
          client,
          'insert into digests (id, owner, name, spec, groups) values ($1, $2, $3, $4::jsonb, $5)',
          [id, owner, spec.name, toJson(spec), groups],
        );
        const [made] = await select(client, 'id = $1 and owner = $2', [id, owner]);
        if (made === undefined) throw new Error(`The digest ${id} was not stored.`);
        return made;
      }),
    list: (owner) => select(pool, 'owner = $1 order by name', [owner]),
    find: async ({ id, owner }) =>
      (await select(pool, 'id = $1 and owner = $2', [id, owner]))[0] ?? null,
    runs: ({ id, owner }, limit) =>
      selectRuns(pool, 'order by at desc limit $3', [id, owner, limit]),
    setPaused: async ({ id, owner }, isPaused) => {
      const at = isPaused ? 'coalesce(paused_at, clock_timestamp())' : 'null';
      const sql = `update digests set paused_at = ${at} where id = $1 and owner = $2`;
      await query(pool, sql, [id, owner]);
    },
    remove: async ({ id, owner }) => {
      await query(pool, 'delete from digests where id = $1 and owner = $2', [id, owner]);
    },
  };
}

/**
 * What the worker reads and stores of digests, in PostgreSQL.
 *
 * Effect: one or two statements a call; every one but `all` filters by the owner.
 */
export function createDigestWork(pool: Pool): DigestWork {
  const run: DigestWork['run'] = async ({ id, owner }, key) =>
    (await selectRuns(pool, 'and key = $3', [id, owner, key]))[0] ?? null;
  return {
    find: createDigestStore(pool).find,
    begin: async (ref, key, parts) => {
      await query(
        pool,
        `insert into digest_runs (digest_id, key, parts)
          select id, $3, $4::jsonb from digests where id = $1 and owner = $2 on conflict do nothing`,
        [ref.id, ref.owner, key, toJson(parts)],
      );
      await query(
        pool,
        `delete from digest_runs where ${ofOwner} and at < (select at from digest_runs
          where ${ofOwner} order by at desc offset $3 limit 1)`,
        [ref.id, ref.owner, keptRuns],
      );
      const stored = await run(ref, key);
      if (stored === null) throw new Error(`The digest ${ref.id} is gone.`);
      return stored;
    },
    run,
    setPart: async ({ id, owner }, key, position, part) => {
      await query(
        pool,
        `update digest_runs set parts = jsonb_set(parts, array[$4::text], $5::jsonb)
          where ${ofOwner} and key = $3 and status = 'running'`,
        [id, owner, key, position, toJson(part)],
      );
    },
    end: async ({ id, owner }, key, { status, markdown, parts }) => {
      await query(
        pool,
        `update digest_runs set status = $4, markdown = $5, parts = $6::jsonb,
            finished_at = clock_timestamp()
          where ${ofOwner} and key = $3 and status = 'running'`,
        [id, owner, key, status, markdown, toJson(parts)],
      );
    },
    claimPosted: async ({ id, owner }, key) => {
      const claimed = await query(
        pool,
        `update digest_runs set posted_at = clock_timestamp()
          where ${ofOwner} and key = $3 and posted_at is null returning key`,
        [id, owner, key],
      );
      return claimed.length > 0;
    },
    all: () => select(pool, 'true order by id', []),
  };
}
