import type { LogEvent, NewEvent } from '../../domain/events.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import { toJson } from './parameters.ts';
import type { Client, Pool } from './pool.ts';
import { query } from './pool.ts';

type EventRow = { seq: number; type: string; at: Date; payload: Record<string, unknown> };

/**
 * Appends to the log of one investigation; events whose key exists already are ignored. Within a
 * transaction, its row stays locked.
 *
 * Effect: one statement; readers are notified at commit.
 *
 * @throws {AppError} `input.conflict` after `finished`, or when a newer attempt is writing the
 *   answer; of a client, the driver's own error.
 */
export async function append(
  on: Client | Pool,
  ref: InvestigationRef,
  events: readonly NewEvent[],
): Promise<void> {
  await query(on, 'select append_events($1, $2, $3::jsonb)', [ref.id, ref.owner, toJson(events)]);
}

/**
 * Reads the log after a sequence number, in order.
 *
 * Effect: one statement.
 */
export async function readEvents(
  pool: Pool,
  ref: InvestigationRef,
  options: { after: number; limit: number; withDeltas: boolean },
): Promise<readonly LogEvent[]> {
  const rows = await query<EventRow>(
    pool,
    `select seq::int as seq, type, at, payload from events
      where investigation_id = $1 and owner = $2 and seq > $3 and ($5 or type <> 'answer.delta')
      order by seq limit $4`,
    [ref.id, ref.owner, options.after, options.limit, options.withDeltas],
  );
  return rows.map(toEvent);
}

/** The cast is safe: `append` stored the payload that `EventPayloads` defines for the type. */
function toEvent(row: EventRow): LogEvent {
  return { seq: row.seq, type: row.type, at: row.at.toISOString(), ...row.payload } as LogEvent;
}
