import { AppError } from '../../domain/errors.ts';
import type { SteerAction } from '../../domain/events.ts';
import { hasEnded } from '../../domain/investigation.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import { skipRefusal } from '../../domain/steer.ts';
import type { SkippableLane } from '../../domain/steer.ts';
import { lockInvestigation } from './lock.ts';
import type { Client } from './pool.ts';

/**
 * Checks a steer against the stored lanes and earlier steers, while the row is locked: of two
 * concurrent steers the second is checked after the first is stored. A repeated request is accepted
 * again.
 *
 * Effect: locks the investigation's row for the caller's transaction.
 *
 * @throws {AppError} `input.conflict` with the reason for the client; `input.not_found`.
 */
export async function checkSteer(
  client: Client,
  ref: InvestigationRef,
  updateId: string,
  action: SteerAction,
): Promise<void> {
  const { status, cancelRequested } = await lockInvestigation(client, ref);
  const { rowCount } = await client.query(
    'select 1 from steers where investigation_id = $1 and owner = $2 and update_id = $3',
    [ref.id, ref.owner, updateId],
  );
  if (rowCount !== 0) return;
  if (hasEnded(status)) throw conflict('The investigation has ended.');
  if (cancelRequested) throw conflict('The investigation is being cancelled.');
  if (status === 'queued') throw conflict('No domain has been chosen yet. Try again shortly.');
  if (action.action !== 'skip') return;
  const reason = skipRefusal(await readLanes(client, ref), action.domain);
  if (reason !== null) throw conflict(reason);
}

function conflict(reason: string): AppError {
  return new AppError('input.conflict', reason);
}

async function readLanes(client: Client, ref: InvestigationRef): Promise<readonly SkippableLane[]> {
  const { rows } = await client.query<SkippableLane>(
    `select l.domain, l.outcome,
        exists (select from steers s where s.investigation_id = l.investigation_id
          and s.action ->> 'action' = 'skip' and s.action ->> 'domain' = l.domain) as "beingSkipped"
      from lanes l
      where l.investigation_id = $1 and l.owner = $2
        and l.round = (select max(round) from lanes m where m.investigation_id = $1)`,
    [ref.id, ref.owner],
  );
  return rows;
}
