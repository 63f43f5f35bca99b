import type { Conclusion } from '../../domain/conclusion.ts';
import type { Domain } from '../../domain/domains.ts';
import { hasEnded, statusOf } from '../../domain/investigation.ts';
import type { EndStatus, InvestigationRef } from '../../domain/investigation.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { append } from './events.ts';
import { lockInvestigation } from './lock.ts';
import type { Client, Pool } from './pool.ts';
import { transaction } from './pool.ts';
import { settle } from './settle.ts';

/**
 * Ends an investigation: gives open lanes an outcome and writes `finished`. A second call changes
 * nothing. When a run failed after its answer was finished, the status derives from its lanes,
 * since the answer is complete.
 *
 * Effect: one transaction.
 *
 * @returns The status that was stored, by this call or an earlier one.
 */
export function conclude(pool: Pool, ref: InvestigationRef, end: Conclusion): Promise<EndStatus> {
  return transaction(pool, async (client) => {
    const { status, cancelRequested } = await lockInvestigation(client, ref);
    if (hasEnded(status)) return status;
    const { rows } = await client.query<{ round: number; domain: Domain; outcome: Outcome | null }>(
      `select round, domain, outcome from lanes where investigation_id = $1 and owner = $2
        order by round, domain`,
      [ref.id, ref.owner],
    );
    for (const round of new Set(rows.map((row) => row.round))) {
      const open = rows.filter((row) => row.round === round && row.outcome === null);
      await settle(
        client,
        ref,
        round,
        open.map(({ domain }) => ({ domain, ...end.openLanes })),
      );
    }
    const outcomes = rows.map((row) => row.outcome ?? end.openLanes.outcome);
    const answered = end.status === 'failed' && (await hasAnswer(client, ref));
    const fromLanes = end.status === 'fromLanes' || answered;
    const final = fromLanes ? statusOf(outcomes, cancelRequested) : end.status;
    const failure = answered ? null : end.failure;
    await append(client, ref, [
      { key: 'finished', type: 'finished', payload: { status: final, failure } },
    ]);
    return final;
  });
}

async function hasAnswer(client: Client, ref: InvestigationRef): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from events
      where investigation_id = $1 and owner = $2 and type = 'answer.finished'`,
    [ref.id, ref.owner],
  );
  return rowCount !== 0;
}
