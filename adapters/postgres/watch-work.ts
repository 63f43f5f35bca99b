import type { WatchAsked, WatchSettled, WatchWork } from '../../domain/watch-ports.ts';
import type { WatchEvent, WatchRef, WatchState } from '../../domain/watch.ts';
import { toJson } from './parameters.ts';
import type { Client, Pool } from './pool.ts';
import { query, transaction } from './pool.ts';
import {
  eventColumns,
  lockWatch,
  ofOwner,
  orNull,
  selectWatches,
  toWatchEvent,
  writeEvents,
} from './watch-rows.ts';
import type { WatchEventRow } from './watch-rows.ts';

/** Checks of a watch that are kept. */
const keptChecks = 500;

const today = `(clock_timestamp() at time zone 'UTC')::date`;

type AskedRow = { state: WatchState; investigate: number | null };

/**
 * What the worker reads and stores of watches, in PostgreSQL.
 *
 * Effect: one statement or one transaction a call; every one but `all` filters by the owner.
 */
export function createWatchWork(pool: Pool): WatchWork {
  return {
    find: async ({ id, owner }) =>
      (await selectWatches(pool, 'id = $1 and owner = $2', [id, owner]))[0] ?? null,
    ended: (ref, key) => asked(pool, ref, key),
    takeStatement: async ({ id, owner }, most) => {
      const taken = await query(
        pool,
        `update watches set statements_on = ${today},
            statements_today = case when statements_on = ${today} then statements_today else 0 end + 1
          where id = $1 and owner = $2
            and (statements_on is distinct from ${today} or statements_today < $3) returning id`,
        [id, owner, most],
      );
      return taken.length > 0;
    },
    end: (ref, key, settle) =>
      transaction(pool, async (client) => {
        const watch = await lockWatch(client, ref);
        if (watch === null) return null;
        const before = await asked(client, ref, key);
        return before ?? end(client, ref, key, settle(watch));
      }),
    event: async ({ id, owner }, n) => {
      const rows = await query<WatchEventRow>(
        pool,
        `select ${eventColumns} from watch_events where ${ofOwner} and n = $3`,
        [id, owner, n],
      );
      return rows[0] === undefined ? null : toWatchEvent(rows[0]);
    },
    investigationsToday: async ({ id, owner }) => {
      const [row] = await query<{ count: number }>(
        pool,
        `select count(*)::int as count from watch_events where ${ofOwner}
          and investigation_id is not null and (at at time zone 'UTC')::date = ${today}`,
        [id, owner],
      );
      return row?.count ?? 0;
    },
    link: async ({ id, owner }, n, to) => {
      const isMade = 'investigationId' in to;
      await query(
        pool,
        `update watch_events set ${isMade ? 'investigation_id = $4' : 'detail = $4::jsonb'}
          where ${ofOwner} and n = $3`,
        [id, owner, n, isMade ? to.investigationId : toJson(to.detail)],
      );
    },
    all: () => selectWatches(pool, 'true order by id', []),
  };
}

async function asked(
  on: Pool | Client,
  { id, owner }: WatchRef,
  key: string,
): Promise<WatchAsked | null> {
  const [row] = await query<AskedRow>(
    on,
    `select w.state, c.investigate from watch_checks c join watches w on w.id = c.watch_id
      where c.watch_id = $1 and w.owner = $2 and c.key = $3`,
    [id, owner, key],
  );
  return row ?? null;
}

async function end(
  client: Client,
  ref: WatchRef,
  key: string,
  { state, detail, objects, beyond, kind, events, investigate }: WatchSettled,
): Promise<WatchAsked> {
  await query(
    client,
    `update watches set state = $3, detail = $4::jsonb, objects = $5::jsonb,
        checked_at = clock_timestamp() where id = $1 and owner = $2`,
    [ref.id, ref.owner, state, orNull(detail), toJson(objects)],
  );
  const first = events.length === 0 ? 0 : await writeEvents(client, ref, events);
  const number: WatchEvent['n'] | null = investigate === null ? null : first + investigate;
  await query(
    client,
    'insert into watch_checks (watch_id, key, kind, beyond, investigate) values ($1, $2, $3, $4, $5)',
    [ref.id, key, kind, beyond, number],
  );
  await query(
    client,
    `delete from watch_checks where watch_id = $1 and at < (select at from watch_checks
      where watch_id = $1 order by at desc offset $2 limit 1)`,
    [ref.id, keptChecks],
  );
  return { state, investigate: number };
}
