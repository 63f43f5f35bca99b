import type { NewWatchEvent } from '../../domain/watch-ports.ts';
import type { Watch, WatchEvent, WatchRef } from '../../domain/watch.ts';
import { toJson } from './parameters.ts';
import type { Client, Pool } from './pool.ts';
import { query } from './pool.ts';

type Row = Pick<Watch, 'id' | 'owner' | 'spec' | 'groups' | 'state' | 'detail' | 'objects'> & {
  paused_at: Date | null;
  snoozed_until: Date | null;
  checked_at: Date | null;
  statements_today: number;
  created_at: Date;
};

const columns = `id, owner, spec, groups, state, detail, objects, paused_at, snoozed_until, checked_at,
  case when statements_on = (clock_timestamp() at time zone 'UTC')::date then statements_today else 0 end
    as statements_today, created_at`;

const toWatch = (row: Row): Watch => ({
  id: row.id,
  owner: row.owner,
  spec: row.spec,
  groups: row.groups,
  state: row.state,
  detail: row.detail,
  objects: row.objects,
  pausedAt: row.paused_at?.toISOString() ?? null,
  snoozedUntil: row.snoozed_until?.toISOString() ?? null,
  checkedAt: row.checked_at?.toISOString() ?? null,
  statementsToday: row.statements_today,
  createdAt: row.created_at.toISOString(),
});

export type WatchEventRow = Omit<WatchEvent, 'at' | 'investigationId'> & {
  at: Date;
  investigation_id: string | null;
};

/** A line of a watch as it is read. Pure. */
export const toWatchEvent = ({ at, investigation_id, ...rest }: WatchEventRow): WatchEvent => ({
  ...rest,
  at: at.toISOString(),
  investigationId: investigation_id,
});

export const eventColumns = 'n, at, kind, objects, held, detail, investigation_id';

/** Reads watches by a condition over `watches`. Effect: one statement. */
export const selectWatches = async (
  on: Pool | Client,
  condition: string,
  values: readonly unknown[],
): Promise<readonly Watch[]> =>
  (await query<Row>(on, `select ${columns} from watches where ${condition}`, values)).map(toWatch);

/** The JSON of a detail, or no value. Pure. */
export const orNull = (detail: Watch['detail']): string | null =>
  detail === null ? null : toJson(detail);

/** Lines of a watch that are kept. */
const keptEvents = 500;

/**
 * Writes lines of a watch; the caller holds its row.
 *
 * Effect: three statements.
 *
 * @returns The number of the first of them.
 */
export async function writeEvents(
  client: Client,
  { id }: Pick<WatchRef, 'id'>,
  events: readonly NewWatchEvent[],
): Promise<number> {
  const [row] = await query<{ last: number }>(
    client,
    'select coalesce(max(n), 0)::int as last from watch_events where watch_id = $1',
    [id],
  );
  const last = row?.last ?? 0;
  for (const [at, { kind, objects = [], held = null, detail = null }] of events.entries())
    await query(
      client,
      `insert into watch_events (watch_id, n, kind, objects, held, detail)
        values ($1, $2, $3, $4::jsonb, $5, $6::jsonb)`,
      [id, last + 1 + at, kind, toJson(objects), held, orNull(detail)],
    );
  await query(client, 'delete from watch_events where watch_id = $1 and n <= $2', [
    id,
    last + events.length - keptEvents,
  ]);
  return last + 1;
}

/** Locks a watch; null when it is not this owner's. Effect: one statement. */
export const lockWatch = async (client: Client, { id, owner }: WatchRef): Promise<Watch | null> =>
  (await selectWatches(client, 'id = $1 and owner = $2 for update', [id, owner]))[0] ?? null;

/** Limits checks and events to those of a watch of this owner: `$1` is its id, `$2` the owner. */
export const ofOwner = 'watch_id = (select id from watches where id = $1 and owner = $2)';
