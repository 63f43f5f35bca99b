import { AppError } from '../../domain/errors.ts';
import type { NewEvent } from '../../domain/events.ts';
import { questionIdOf } from '../../domain/ids.ts';
import { hasEnded } from '../../domain/investigation.ts';
import type { Status, InvestigationRef } from '../../domain/investigation.ts';
import type {
  Clarification,
  Fence,
  Lane,
  LaneProposal,
  LaneResult,
  LegRef,
} from '../../domain/worker-ports.ts';
import { append } from './events.ts';
import { evidenceEvent, insertEvidence } from './evidence.ts';
import { lockInvestigation } from './lock.ts';
import type { Client, Pool } from './pool.ts';
import { query, transaction } from './pool.ts';
import { askedCount, laneColumns, toLane } from './rows.ts';
import type { LaneRecord } from './rows.ts';
import { settle } from './settle.ts';

const laneKey = 'investigation_id = $1 and owner = $2 and round = $3 and domain = $4';

const lanesSql = `select ${laneColumns} from lanes
  where investigation_id = $1 and owner = $2 and round = $3 order by domain`;

function keyOf(leg: LegRef): readonly unknown[] {
  return [leg.id, leg.owner, leg.round, leg.domain];
}

/**
 * Lanes of one round, in order of domain.
 *
 * Effect: one statement.
 */
export async function readLanes(
  pool: Pool,
  ref: InvestigationRef,
  round: number,
): Promise<readonly Lane[]> {
  return (await query<LaneRecord>(pool, lanesSql, [ref.id, ref.owner, round])).map(toLane);
}

/**
 * Makes this leg the lane's newest, so that older ones stop at their next check of the fence. A
 * lane with an outcome is only returned; null when a newer leg has the lane.
 *
 * Effect: one statement.
 */
export async function takeLane(pool: Pool, leg: LegRef): Promise<Lane | null> {
  const rows = await query<LaneRecord>(
    pool,
    `with taken as (
        update lanes set epoch = $5, attempt = $6, ask = $7
          where ${laneKey} and (epoch, attempt) <= ($5, $6) and outcome is null
          returning ${laneColumns})
      select * from taken
      union all
      select ${laneColumns} from lanes
        where ${laneKey} and outcome is not null and not exists (select from taken)`,
    [...keyOf(leg), leg.epoch, leg.attempt, leg.ask],
  );
  return rows[0] ? toLane(rows[0]) : null;
}

type FenceRow = {
  mine: boolean;
  settled: boolean;
  cancelled: boolean;
  status: Status;
  open_lanes: number;
  deadline_in: number;
};

/**
 * Whether a leg may continue; read before every POST and GET.
 *
 * Effect: one statement.
 */
export async function fence(pool: Pool, leg: LegRef): Promise<Fence> {
  const rows = await query<FenceRow>(
    pool,
    `select (l.epoch, l.attempt) = ($5, $6) as mine, l.outcome is not null as settled,
        i.cancel_requested_at is not null as cancelled, i.status,
        (select count(*)::int from lanes o
          where o.investigation_id = l.investigation_id and o.round = l.round and o.outcome is null) as open_lanes,
        (extract(epoch from l.deadline_at - clock_timestamp()) * 1000)::float8 as deadline_in
      from lanes l join investigations i on i.id = l.investigation_id
      where l.investigation_id = $1 and l.owner = $2 and l.round = $3 and l.domain = $4`,
    [...keyOf(leg), leg.epoch, leg.attempt],
  );
  const row = rows[0];
  if (!row?.mine) return { open: false, reason: 'superseded' };
  if (row.settled || hasEnded(row.status)) return { open: false, reason: 'settled' };
  if (row.cancelled) return { open: false, reason: 'cancelled' };
  if (row.deadline_in <= 0) return { open: false, reason: 'deadline' };
  return { open: true, openLanes: row.open_lanes, deadlineInMs: row.deadline_in };
}

/**
 * Appends an event of a lane while its leg is the newest.
 *
 * Effect: one transaction.
 *
 * @throws {AppError} `input.conflict` when the lane has an outcome or a newer leg has it.
 */
export function laneEvent(pool: Pool, leg: LegRef, event: NewEvent): Promise<void> {
  return transaction(pool, async (client) => {
    await lockInvestigation(client, leg);
    await lockLane(client, leg);
    await append(client, leg, [event]);
  });
}

async function lockLane(client: Client, leg: LegRef): Promise<void> {
  const { rowCount } = await client.query(
    `select 1 from lanes where ${laneKey} and (epoch, attempt) = ($5, $6) and outcome is null for update`,
    [...keyOf(leg), leg.epoch, leg.attempt],
  );
  if (rowCount === 0)
    throw new AppError('input.conflict', 'The lane has ended, or a newer leg has taken it over.');
}

/**
 * Stores what a leg found: evidence, outcome and events. An outcome ends the lane; a lane that has one
 * already keeps it. Evidence is added to that of earlier legs, once.
 *
 * Effect: one transaction.
 *
 * @returns The stored lane.
 */
export function finishLane(pool: Pool, leg: LegRef, result: LaneResult): Promise<Lane> {
  return transaction(pool, async (client) => {
    await lockInvestigation(client, leg);
    const evidenceIds = result.evidence.map(({ id }) => id);
    const { rows } = await client.query<LaneRecord & { waited_ms: number; asked: number }>(
      `update lanes l set outcome = $7, detail = $8, genie = $10,
          evidence_ids = evidence_ids
            || array(select id from unnest($9::text[]) as id where id <> all (evidence_ids)),
          finished_at = case when $7::text is null then null else clock_timestamp() end
        where ${laneKey} and (epoch, attempt) = ($5, $6) and outcome is null
        returning ${laneColumns}, waited_ms::float8 as waited_ms, ${askedCount} as asked`,
      [
        ...keyOf(leg),
        leg.epoch,
        leg.attempt,
        result.outcome,
        result.detail,
        evidenceIds,
        result.genie,
      ],
    );
    const row = rows[0];
    if (!row) return readLane(client, leg);
    await insertEvidence(client, leg, result.evidence);
    await append(client, leg, [
      ...result.evidence.map((evidence) => evidenceEvent(leg.round, evidence)),
      ...finishedEvents(leg, result, row),
    ]);
    return toLane(row);
  });
}

async function readLane(client: Client, leg: LegRef): Promise<Lane> {
  const { rows } = await client.query<LaneRecord>(
    `select ${laneColumns} from lanes where ${laneKey}`,
    [...keyOf(leg)],
  );
  const row = rows[0];
  if (!row) throw new AppError('input.not_found', 'There is no such lane.');
  return toLane(row);
}

function finishedEvents(
  leg: LegRef,
  result: LaneResult,
  row: LaneRecord & { waited_ms: number; asked: number },
): readonly NewEvent[] {
  const { domain, round } = leg;
  const { outcome, detail, genie } = result;
  if (outcome === null) return [];
  const usage = { ...result.usage, genieQuestions: row.asked };
  const waitedMs = row.waited_ms;
  const evidenceIds = row.evidence_ids;
  const payload = { domain, round, outcome, detail, evidenceIds, waitedMs, genie, usage };
  return [{ key: `lane.finished:${domain}:${round}`, type: 'lane.finished', payload }];
}

function clarificationEvent(round: number, { domain, ask, question }: Clarification): NewEvent {
  const questionId = questionIdOf(domain, round, ask);
  return {
    key: `lane.waiting:clarification:${questionId}`,
    type: 'lane.waiting',
    payload: { domain, round, reason: 'clarification', question, questionId },
  };
}

/**
 * Gives lanes without an outcome the proposed one, and appends the questions that Genie asked back.
 * A lane that has an outcome keeps it.
 *
 * Effect: one transaction.
 *
 * @returns All stored lanes of the round.
 */
export function settleLanes(
  pool: Pool,
  ref: InvestigationRef,
  round: number,
  proposals: readonly LaneProposal[],
  clarifications: readonly Clarification[],
): Promise<readonly Lane[]> {
  return transaction(pool, async (client) => {
    await lockInvestigation(client, ref);
    await settle(client, ref, round, proposals);
    if (clarifications.length > 0)
      await append(
        client,
        ref,
        clarifications.map((asked) => clarificationEvent(round, asked)),
      );
    const { rows } = await client.query<LaneRecord>(lanesSql, [ref.id, ref.owner, round]);
    return rows.map(toLane);
  });
}
