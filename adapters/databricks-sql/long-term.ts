import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { createBatches } from './batches.ts';
import { readRows } from './cells.ts';
import type { SqlDriver } from './driver.ts';
import { current, nothing, type Remembered } from './remembered.ts';
import { fromRow, RememberedRow, toRow } from './remembered-row.ts';
import { retryConflicts } from './retry-conflicts.ts';

/** What is remembered of users, in a Delta table with a row for each. */
export type LongTerm = {
  readonly read: (owner: string, limitMs?: number) => Promise<Remembered>;
  /** Changes what is remembered of one user; `change` may be called again with what another wrote. */
  readonly change: (owner: string, change: (memory: Remembered) => Remembered) => Promise<void>;
  readonly delete: (owner: string) => Promise<void>;
  readonly deleteExpired: () => Promise<void>;
};

type Change = {
  readonly owner: string;
  readonly change: (memory: Remembered) => Remembered;
};

const rowType =
  'array<struct<user_id: string, preferences: map<string, string>, frequent_queries: array<string>, insights: array<struct<timestamp: timestamp, domain: string, insight: string>>, role: string, seen_us: bigint>>';

const columns = `user_id, to_json(preferences) as preferences, to_json(frequent_queries) as frequent_queries,
    to_json(insights) as insights, cast(unix_micros(updated_at) as string) as updated_us`;

/** Changes of one statement, each with a whole row. */
const mostOwners = 200;
/** 365 days in microseconds. */
const keptUs = '31536000000000';

/** With others at work, each round settles the row of at least one of them. */
const mostRounds = 20;

const Affected = z.object({ num_affected_rows: z.coerce.number() });

/** The same text for the same memory, whoever wrote it. */
const canonical = (row: Parameters<typeof fromRow>[0]): string =>
  JSON.stringify(toRow(fromRow(row)));

/** The later of now and just after what was seen: each write has another time, and is known by it. */
const later = 'greatest(unix_micros(current_timestamp()), coalesce(s.seen_us, 0) + 1)';

/** How a table of users is read and written. */
function statements(table: string) {
  const merge = `merge into ${table} as t using (
      select r.* from (select explode(from_json(:rows, '${rowType}')) as r)
    ) as s on t.user_id = s.user_id
    when matched and unix_micros(t.updated_at) = s.seen_us then update set
      preferences = s.preferences, frequent_queries = s.frequent_queries, insights = s.insights, role = s.role,
      updated_at = timestamp_micros(${later}), expires_at = timestamp_micros(${later} + ${keptUs})
    when not matched and s.seen_us is null then insert
      (user_id, preferences, frequent_queries, insights, role, created_at, updated_at, expires_at)
      values (s.user_id, s.preferences, s.frequent_queries, s.insights, s.role, current_timestamp(),
        current_timestamp(), timestamp_micros(${later} + ${keptUs}))`;
  return {
    merge,
    select: `select ${columns} from ${table} where user_id in (select explode(from_json(:owners, 'array<string>')))`,
    deleteOne: `delete from ${table} where user_id = :owner`,
    deleteExpired: `delete from ${table} where expires_at <= current_timestamp()`,
  };
}

type Written = ReturnType<typeof toRow> & {
  readonly user_id: string;
  readonly seen_us: string | null;
};

/** Whether what stands in the table is what was written, and not what another wrote. */
const isWritten = (row: Written, stands: RememberedRow | undefined): boolean =>
  stands !== undefined && stands.updated_us !== row.seen_us && canonical(stands) === canonical(row);

/**
 * Opens the table of what is remembered of users. A row is written as a whole, and only if nobody has written
 * it since it was read.
 *
 * Effect: a read is one statement, a change two or more; changes of all users are batched.
 *
 * @param table Quoted full name.
 */
export function createLongTerm(
  driver: SqlDriver,
  table: string,
  now: () => number = Date.now,
): LongTerm {
  const sql = statements(table);
  const rowsOf = async (owners: readonly string[], limitMs?: number) => {
    const rows = await driver.query(sql.select, { owners: JSON.stringify(owners) }, limitMs);
    return new Map(readRows(rows, RememberedRow).map((row) => [row.user_id, row]));
  };
  const memoryOf = (row: RememberedRow | undefined): Remembered =>
    current(row === undefined ? nothing : fromRow(row), now());

  /** One round over all that is left; returns what another writer came before. */
  const round = async (changes: readonly Change[]): Promise<readonly Change[]> => {
    const owners = [...new Set(changes.map(({ owner }) => owner))];
    const before = await rowsOf(owners);
    const rows = owners.map((owner): Written => {
      const row = before.get(owner);
      const memory = changes
        .filter((one) => one.owner === owner)
        .reduce((made, { change }) => change(made), memoryOf(row));
      return { user_id: owner, seen_us: row?.updated_us ?? null, ...toRow(current(memory, now())) };
    });
    const reply = await driver.query(sql.merge, { rows: JSON.stringify(rows) });
    if (readRows(reply, Affected)[0]?.num_affected_rows === owners.length) return [];
    const after = await rowsOf(owners);
    const lost = new Set(
      rows.filter((row) => !isWritten(row, after.get(row.user_id))).map(({ user_id }) => user_id),
    );
    return changes.filter(({ owner }) => lost.has(owner));
  };

  const settle = async (changes: readonly Change[]): Promise<void> => {
    let left = changes;
    for (let n = 0; left.length > 0; n += 1) {
      if (n === mostRounds)
        throw new AppError('upstream.down', 'Others kept writing the same memory.');
      const asked = left;
      left = await retryConflicts(() => round(asked));
    }
  };
  const change = createBatches<Change>(settle, (items) => Math.min(items.length, mostOwners));
  const run = async (text: string, given = {}): Promise<void> => {
    await retryConflicts(() => driver.query(text, given));
  };
  return {
    read: async (owner, limitMs) => memoryOf((await rowsOf([owner], limitMs)).get(owner)),
    change: (owner, make) => change({ owner, change: make }),
    delete: (owner) => run(sql.deleteOne, { owner }),
    deleteExpired: () => run(sql.deleteExpired),
  };
}
