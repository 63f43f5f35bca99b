import type { NewWatchEvent, WatchStore } from '../../domain/watch-ports.ts';
import { mostWatches, shownObjects } from '../../domain/watch.ts';
import type { Watch, WatchCheck, WatchRef, WatchSpec } from '../../domain/watch.ts';
import { toJson } from './parameters.ts';
import type { Client, Pool } from './pool.ts';
import { query, transaction } from './pool.ts';
import {
  eventColumns,
  lockWatch,
  ofOwner,
  selectWatches,
  toWatchEvent,
  writeEvents,
} from './watch-rows.ts';
import type { WatchEventRow } from './watch-rows.ts';

const nameTaken = async (client: Client, owner: string, name: string, but: string) =>
  (await selectWatches(client, 'owner = $1 and name = $2 and id <> $3', [owner, name, but]))
    .length > 0;

/** Those of one owner are made and renamed one after another. */
const oneAtATime = (client: Client, owner: string) =>
  query(client, `select pg_advisory_xact_lock(hashtextextended('watches:' || $1, 0))`, [owner]);

/** Locks a watch, changes its row where that is news, and writes a line of it. */
const update = (
  pool: Pool,
  ref: WatchRef,
  {
    isNews,
    set,
    values = [],
    event,
  }: {
    readonly isNews: (watch: Watch) => boolean;
    readonly set: string;
    readonly values?: readonly unknown[];
    readonly event: NewWatchEvent;
  },
): Promise<void> =>
  transaction(pool, async (client) => {
    const watch = await lockWatch(client, ref);
    if (watch === null || !isNews(watch)) return;
    const parameters = [ref.id, ref.owner, ...values];
    await query(client, `update watches set ${set} where id = $1 and owner = $2`, parameters);
    await writeEvents(client, ref, [event]);
  });

/**
 * The watches of people, in PostgreSQL.
 *
 * Effect: one statement or one transaction a call; every one filters by the owner.
 */
export function createWatchStore(pool: Pool): WatchStore {
  return {
    create: (watch) => transaction(pool, (client) => create(client, watch)),
    list: (owner) => selectWatches(pool, 'owner = $1 order by name', [owner]),
    find: async ({ id, owner }) =>
      (await selectWatches(pool, 'id = $1 and owner = $2', [id, owner]))[0] ?? null,
    events: async ({ id, owner }, limit) => {
      const sql = `select ${eventColumns} from watch_events where ${ofOwner} order by n desc limit $3`;
      return (await query<WatchEventRow>(pool, sql, [id, owner, limit])).map(toWatchEvent);
    },
    checks: async ({ id, owner }, limit) => {
      const sql = `select at, kind, beyond from watch_checks where ${ofOwner} order by at desc limit $3`;
      const rows = await query<Omit<WatchCheck, 'at'> & { at: Date }>(pool, sql, [
        id,
        owner,
        limit,
      ]);
      return rows.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() }));
    },
    change: (ref, spec) => transaction(pool, (client) => change(client, ref, spec)),
    setPaused: (ref, isPaused) =>
      update(pool, ref, {
        isNews: ({ pausedAt }) => (pausedAt !== null) !== isPaused,
        set: `paused_at = ${isPaused ? 'clock_timestamp()' : 'null'}`,
        event: { kind: isPaused ? 'paused' : 'resumed' },
      }),
    snooze: (ref, untilMs) =>
      update(pool, ref, {
        isNews: () => true,
        set: `snoozed_until = $3::timestamptz`,
        values: [untilMs === null ? null : new Date(untilMs).toISOString()],
        event: { kind: 'snoozed' },
      }),
    acknowledge: (ref) => transaction(pool, (client) => acknowledge(client, ref)),
    remove: async ({ id, owner }) => {
      await query(pool, 'delete from watches where id = $1 and owner = $2', [id, owner]);
    },
  };
}

async function create(
  client: Client,
  { id, owner, spec, groups }: Parameters<WatchStore['create']>[0],
): ReturnType<WatchStore['create']> {
  await oneAtATime(client, owner);
  const own = await selectWatches(client, 'owner = $1', [owner]);
  if (own.some((one) => one.spec.name === spec.name)) return 'name_taken';
  if (own.length >= mostWatches) return 'too_many';
  await query(
    client,
    `insert into watches (id, owner, name, spec, groups) values ($1, $2, $3, $4::jsonb, $5)`,
    [id, owner, spec.name, toJson(spec), groups],
  );
  await writeEvents(client, { id }, [{ kind: 'created' }]);
  const [made] = await selectWatches(client, 'id = $1 and owner = $2', [id, owner]);
  if (made === undefined) throw new Error(`The watch ${id} was not stored.`);
  return made;
}

async function acknowledge(client: Client, ref: WatchRef): Promise<void> {
  const watch = await lockWatch(client, ref);
  if (watch === null) return;
  const open = watch.objects.filter(
    ({ state, acknowledgedAt }) => state === 'firing' && acknowledgedAt === null,
  );
  if (open.length === 0) return;
  const acknowledgedAt = new Date().toISOString();
  const objects = watch.objects.map((one) =>
    open.includes(one) ? { ...one, acknowledgedAt } : one,
  );
  const sql = 'update watches set objects = $3::jsonb where id = $1 and owner = $2';
  await query(client, sql, [ref.id, ref.owner, toJson(objects)]);
  await writeEvents(client, ref, [{ kind: 'acknowledged', objects: shownObjects(open) }]);
}

async function change(
  client: Client,
  ref: WatchRef,
  spec: WatchSpec,
): Promise<'done' | 'absent' | 'name_taken'> {
  await oneAtATime(client, ref.owner);
  const watch = await lockWatch(client, ref);
  if (watch === null) return 'absent';
  if (await nameTaken(client, ref.owner, spec.name, ref.id)) return 'name_taken';
  // In the database, as it orders the fields of what it stores.
  const keeps = `(spec -> 'parameters' = $3::jsonb -> 'parameters'
    and spec -> 'condition' = $3::jsonb -> 'condition')`;
  await query(
    client,
    `update watches set spec = $3::jsonb, name = $4,
        state = case when ${keeps} then state else 'new' end,
        detail = case when ${keeps} then detail end,
        objects = case when ${keeps} then objects else '[]' end
      where id = $1 and owner = $2`,
    [ref.id, ref.owner, toJson(spec), spec.name],
  );
  await writeEvents(client, ref, [{ kind: 'changed' }]);
  return 'done';
}
