import type { Conclusion } from '../../domain/conclusion.ts';
import { domains } from '../../domain/domains.ts';
import type { NewEvent } from '../../domain/events.ts';
import { hasEnded, statusOf } from '../../domain/investigation.ts';
import type { EndStatus, InvestigationRef, Status } from '../../domain/investigation.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { toJson } from './parameters.ts';
import type { Pool } from './pool.ts';
import { query, transaction } from './pool.ts';

type Closed = {
  status: Status;
  cancelled: boolean;
  answered: boolean;
  outcomes: readonly Outcome[];
};

/**
 * Ends an investigation: gives open lanes an outcome, saves question and answer to the session's
 * memory if that is wanted, and writes `finished`. A second call changes nothing. When a run failed
 * after its answer was finished, the status derives from its lanes, since the answer is complete. A cancel that was
 * stored before wins over all of it.
 *
 * Effect: one transaction. What fails in saving is told by `remembered` and fails nothing else.
 *
 * @param rememberHours How long the session's memory keeps them; null saves nothing.
 * @returns The status that was stored, by this call or an earlier one.
 */
export function conclude(
  pool: Pool,
  ref: InvestigationRef,
  end: Conclusion,
  rememberHours: number | null = null,
): Promise<EndStatus> {
  return transaction(pool, async (client) => {
    const proposals = domains.map((domain) => ({ domain, ...end.openLanes }));
    const [closed] = await query<Closed>(
      client,
      'select status, cancelled, answered, outcomes from close_lanes($1, $2, $3::jsonb)',
      [ref.id, ref.owner, toJson(proposals)],
    );
    if (!closed) throw new Error('the statement for the end of lanes returned no row');
    const { status, cancelled } = closed;
    if (hasEnded(status)) return status;
    const answered = end.status === 'failed' && closed.answered;
    const fromLanes = end.status === 'fromLanes' || answered;
    const told = fromLanes ? statusOf(closed.outcomes, cancelled) : end.status;
    const final = cancelled ? 'cancelled' : told;
    const failure = answered || cancelled ? null : end.failure;
    const payload = { status: final, failure };
    const events: readonly NewEvent[] = [{ key: 'finished', type: 'finished', payload }];
    await query(client, 'select end_investigation($1, $2, $3, $4::jsonb)', [
      ref.id,
      ref.owner,
      cancelled ? null : rememberHours,
      toJson(events),
    ]);
    return final;
  });
}
