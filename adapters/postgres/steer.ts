import { AppError } from '../../domain/errors.ts';
import type { SteerAction } from '../../domain/events.ts';
import { hasEnded } from '../../domain/investigation.ts';
import type { InvestigationRef, Mode } from '../../domain/investigation.ts';
import { extendRefusal, hintRefusal, skipRefusal } from '../../domain/steer.ts';
import type { SkippableLane } from '../../domain/steer.ts';
import type { NewSteer } from '../../domain/worker-ports.ts';
import { append } from './events.ts';
import { lockInvestigation } from './lock.ts';
import type { Client } from './pool.ts';

/**
 * Stores a steer with its event, and what it changes in rows, while the row of the investigation is locked: of
 * two concurrent steers the second is checked after the first is stored. A repeated request is accepted again
 * and changes nothing.
 *
 * Effect: in the caller's transaction.
 *
 * @throws {AppError} `input.conflict` with the reason for the client; `input.not_found`.
 */
export async function recordSteer(
  client: Client,
  ref: InvestigationRef,
  { updateId, action, mostSeconds }: NewSteer,
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
  const reason = await refusalOf(client, ref, action, mostSeconds);
  if (reason !== null) throw conflict(reason);
  await append(client, ref, [{ key: `steered:${updateId}`, type: 'steered', payload: { action } }]);
  await client.query(
    `insert into steers (investigation_id, owner, update_id, action) values ($1, $2, $3, $4)`,
    [ref.id, ref.owner, updateId, action],
  );
  if (action.action === 'extend') await extend(client, ref, action.seconds);
}

async function refusalOf(
  client: Client,
  ref: InvestigationRef,
  action: SteerAction,
  mostSeconds: NewSteer['mostSeconds'],
): Promise<string | null> {
  if (action.action === 'skip') return skipRefusal(await readLanes(client, ref), action.domain);
  if (action.action === 'hint') {
    const lanes = await readLanes(client, ref);
    const leftMs = Math.max(0, ...lanes.map((one) => one.leftMs));
    return hintRefusal(lanes, action.domain, leftMs);
  }
  if (action.action !== 'extend') return null;
  const { rows } = await client.query<{ budget_seconds: number; mode: Mode }>(
    'select budget_seconds, mode from investigations where id = $1 and owner = $2',
    [ref.id, ref.owner],
  );
  const { budget_seconds: budget = 0, mode = 'standard' } = rows[0] ?? {};
  return extendRefusal(budget, action.seconds, mostSeconds[mode]);
}

/** Moves the deadlines of the investigation and of its lanes that have not ended. */
async function extend(client: Client, ref: InvestigationRef, seconds: number): Promise<void> {
  const values = [ref.id, ref.owner, seconds];
  await client.query(
    `update investigations set deadline_at = deadline_at + make_interval(secs => $3::int),
        budget_seconds = budget_seconds + $3::int
      where id = $1 and owner = $2`,
    values,
  );
  await client.query(
    `update lanes set deadline_at = deadline_at + make_interval(secs => $3::int)
      where investigation_id = $1 and owner = $2 and outcome is null`,
    values,
  );
}

function conflict(reason: string): AppError {
  return new AppError('input.conflict', reason);
}

type OpenLane = SkippableLane & { readonly leftMs: number };

async function readLanes(client: Client, ref: InvestigationRef): Promise<readonly OpenLane[]> {
  const { rows } = await client.query<OpenLane>(
    `select l.domain, l.outcome,
        (extract(epoch from l.deadline_at - clock_timestamp()) * 1000)::float8 as "leftMs",
        exists (select from steers s where s.investigation_id = l.investigation_id
          and s.action ->> 'action' = 'skip' and s.action ->> 'domain' = l.domain) as "beingSkipped"
      from lanes l
      where l.investigation_id = $1 and l.owner = $2
        and l.round = (select max(round) from lanes m where m.investigation_id = $1)`,
    [ref.id, ref.owner],
  );
  return rows;
}
