import { domains } from '../../domain/domains.ts';
import { AppError } from '../../domain/errors.ts';
import type { NewEvent } from '../../domain/events.ts';
import { questionIdOf } from '../../domain/ids.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import type {
  Clarification,
  Fence,
  Lane,
  LaneProposal,
  LaneResult,
  LegRef,
  TakenLane,
} from '../../domain/worker-ports.ts';
import { evidenceEvent } from './evidence.ts';
import { legSql, legValues } from './leg.ts';
import { toJson } from './parameters.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

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
  const rows = await query<{ lane: Lane }>(
    pool,
    `select lane_json(l) as lane from lanes l
      where investigation_id = $1 and owner = $2 and round = $3 order by domain`,
    [ref.id, ref.owner, round],
  );
  return rows.map(({ lane }) => lane);
}

/**
 * Makes this leg the lane's newest, so that older ones stop at their next check of the fence. A
 * lane with an outcome is only returned; null when a newer leg has the lane.
 *
 * Effect: one statement.
 */
export async function takeLane(pool: Pool, leg: LegRef): Promise<TakenLane | null> {
  const rows = await query<{ lane: TakenLane | null }>(
    pool,
    `select take_lane(${legSql}) as lane`,
    legValues(leg),
  );
  return rows[0]?.lane ?? null;
}

type FenceRow = {
  stop: Extract<Fence, { open: false }>['reason'] | null;
  open_lanes: number;
  deadline_in: number;
};

/**
 * Whether a leg may continue; read before every POST and GET.
 *
 * Effect: one statement.
 */
export async function fence(pool: Pool, leg: LegRef): Promise<Fence> {
  const [row] = await query<FenceRow>(
    pool,
    `select stop, open_lanes, deadline_in from leg_fence(${legSql})`,
    legValues(leg),
  );
  if (!row) throw new Error('the statement for a fence returned no row');
  const { stop, open_lanes: openLanes, deadline_in: deadlineInMs } = row;
  return stop === null ? { open: true, openLanes, deadlineInMs } : { open: false, reason: stop };
}

/**
 * Appends an event of a lane while its leg is the newest.
 *
 * Effect: one statement.
 *
 * @throws {AppError} `input.conflict` when the lane has an outcome or a newer leg has it.
 */
export async function laneEvent(pool: Pool, leg: LegRef, event: NewEvent): Promise<void> {
  await query(pool, `select append_lane_events(${legSql}, $8::jsonb)`, [
    ...legValues(leg),
    toJson([event]),
  ]);
}

/**
 * Stores what a leg found: evidence, outcome and events. An outcome ends the lane; a lane that has one
 * already keeps it. Evidence is added to that of earlier legs, once.
 *
 * Effect: one statement.
 *
 * @returns The stored lane.
 */
export async function finishLane(pool: Pool, leg: LegRef, result: LaneResult): Promise<Lane> {
  const { evidence, left, ...ending } = result;
  const [row] = await query<{ lane: Lane | null }>(
    pool,
    `select finish_lane(${legSql}, $8::jsonb, $9::jsonb, $10::jsonb, $11::jsonb) as lane`,
    [
      ...legValues(leg),
      toJson(ending),
      left && toJson(left),
      toJson(evidence),
      toJson(evidence.map((table) => evidenceEvent(leg.round, table))),
    ],
  );
  if (!row?.lane) throw new AppError('input.not_found', 'There is no such lane.');
  return row.lane;
}

/** In the order in which domains are told. Pure. */
export const inOrder = <Of extends Pick<LaneProposal, 'domain'>>(lanes: readonly Of[]): Of[] =>
  lanes.toSorted((a, b) => domains.indexOf(a.domain) - domains.indexOf(b.domain));

/**
 * Gives lanes without an outcome the proposed one, and appends the questions that Genie asked back.
 * A lane that has an outcome keeps it.
 *
 * Effect: one statement.
 *
 * @returns All stored lanes of the round.
 */
export async function settleLanes(
  pool: Pool,
  ref: InvestigationRef,
  round: number,
  proposals: readonly LaneProposal[],
  clarifications: readonly Clarification[],
): Promise<readonly Lane[]> {
  const rows = await query<{ lane: Lane }>(
    pool,
    'select settle_round($1, $2, $3, $4::jsonb, $5::jsonb) as lane',
    [
      ref.id,
      ref.owner,
      round,
      toJson(inOrder(proposals)),
      toJson(clarifications.map((asked) => clarificationEvent(round, asked))),
    ],
  );
  return rows.map(({ lane }) => lane);
}

function clarificationEvent(round: number, { domain, ask, question }: Clarification): NewEvent {
  const questionId = questionIdOf(domain, round, ask);
  return {
    key: `lane.waiting:clarification:${questionId}`,
    type: 'lane.waiting',
    payload: { domain, round, reason: 'clarification', question, questionId },
  };
}
