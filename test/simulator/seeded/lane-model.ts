import type { Domain } from '../../../domain/domains.ts';
import { AppError } from '../../../domain/errors.ts';
import type { NewEvent } from '../../../domain/events.ts';
import { questionIdOf } from '../../../domain/ids.ts';
import type {
  Clarification,
  Lane,
  LaneProposal,
  LaneResult,
  LegRef,
  TakenLane,
} from '../../../domain/worker-ports.ts';
import { entryOf, leaveQuestion, leaseName } from './ledger-model.ts';
import { append } from './log-model.ts';
import { isNewest, laneKey, ledgerKey, rowOf } from './tables.ts';
import type { Database, Investigation, LaneRow } from './tables.ts';

const laneOf = (db: Database, leg: LegRef): LaneRow | undefined =>
  rowOf(db, leg.id).lanes.get(laneKey(leg.round, leg.domain));

/** As `take_lane`. */
export function takeLane(db: Database, leg: LegRef): TakenLane | null {
  const lane = laneOf(db, leg);
  if (lane === undefined) return null;
  const isOlder =
    lane.epoch < leg.epoch || (lane.epoch === leg.epoch && lane.attempt <= leg.attempt);
  if (lane.outcome === null) {
    if (!isOlder) return null;
    Object.assign(lane, { epoch: leg.epoch, attempt: leg.attempt, ask: leg.ask });
    if (leg.ask > 1) takeOver(db, leg);
  }
  const entry = db.tables.ledger.get(ledgerKey(leg));
  const isForgotten = db.bug === 'noReconcile' && entry?.state === 'intent';
  const isKnown = entry !== undefined && db.bug !== 'noLedger' && !isForgotten;
  return { ...toLane(lane), asked: isKnown ? entryOf(db, entry) : null };
}

/** The next leg of a lane keeps its place among those who wait, and opens another conversation if one still works. */
function takeOver({ tables }: Database, leg: LegRef): void {
  const isOwn = (one: LegRef): boolean =>
    one.id === leg.id && one.round === leg.round && one.domain === leg.domain;
  const waiter = tables.waiters
    .filter((one) => isOwn(one.leg) && one.ask < leg.ask)
    .toSorted((a, b) => b.ask - a.ask)[0];
  if (waiter !== undefined) waiter.ask = leg.ask;
  for (const entry of tables.ledger.values())
    if (isOwn(entry.leg) && entry.leg.ask < leg.ask && entry.state === 'asked')
      for (const [key, one] of tables.conversations)
        if (one.leasedBy === leaseName(leg) && one.conversationId === entry.conversationId)
          tables.conversations.delete(key);
}

/** As `append_lane_events`. */
export function laneEvent(db: Database, leg: LegRef, event: NewEvent): void {
  const lane = laneOf(db, leg);
  if (lane === undefined || lane.outcome !== null || !isNewest(db, lane, leg))
    throw new AppError('input.conflict', 'The lane has ended or has a newer leg.');
  append(db, rowOf(db, leg.id), [event]);
}

/** As `finish_lane`. */
export function finishLane(db: Database, leg: LegRef, result: LaneResult): Lane {
  const row = rowOf(db, leg.id);
  const lane = laneOf(db, leg);
  if (lane === undefined) throw new AppError('input.not_found', 'There is no such lane.');
  if (lane.outcome !== null || !isNewest(db, lane, leg)) {
    if (result.left !== null) leaveQuestion(db, leg, result.left);
    return toLane(lane);
  }
  const ids = result.evidence.map(({ id }) => id);
  const evidenceIds = [...new Set([...lane.evidenceIds, ...ids])];
  const ended = { ...lane, outcome: result.outcome, detail: result.detail, evidenceIds };
  append(db, row, [
    ...result.evidence.map((table): NewEvent => {
      const { id: evidenceId, title, rowCount, truncated, certified } = table;
      const of = { domain: leg.domain, round: leg.round };
      return {
        key: `evidence:${evidenceId}`,
        type: 'evidence.added',
        payload: { ...of, evidenceId, title, rowCount, truncated, certified },
      };
    }),
    ...finished(ended),
  ]);
  if (result.left !== null) leaveQuestion(db, leg, result.left);
  for (const table of result.evidence) row.evidence.set(table.id, table);
  Object.assign(lane, ended);
  if (lane.outcome !== null) db.observer.laneEnded(row, lane, leg);
  db.notify(row);
  return toLane(lane);
}

function finished({ round, domain, outcome, detail, evidenceIds }: LaneRow): readonly NewEvent[] {
  if (outcome === null) return [];
  const payload = { domain, round, outcome, detail, evidenceIds, waitedMs: 0, genie: null };
  const key = `lane.finished:${domain}:${round}`;
  return [{ key, type: 'lane.finished', payload: { ...payload, usage: {} } }];
}

const toLane = (row: LaneRow): Lane => ({ ...row });

const quotaUsedUp = 'The question quota of the Genie workspace was used up until the deadline.';

/** As `settle_lanes`: the first outcome stands. */
export function settleOpen(
  db: Database,
  row: Investigation,
  round: number,
  proposals: readonly LaneProposal[],
): void {
  const { tables } = db;
  for (const { domain, outcome, detail } of proposals) {
    const isOf = ({ leg }: { readonly leg: LegRef }): boolean =>
      leg.id === row.id && leg.round === round && leg.domain === domain;
    const waited = tables.waiters.some(isOf);
    tables.waiters = tables.waiters.filter((one) => !isOf(one));
    for (const [key, one] of tables.conversations)
      if (one.leasedBy === `${row.id}:${domain}`) tables.conversations.delete(key);
    const lane = row.lanes.get(laneKey(round, domain));
    if (lane === undefined || lane.outcome !== null) continue;
    const isThrottled = waited && outcome === 'timed_out';
    const ending = isThrottled
      ? { outcome: 'throttled' as const, detail: quotaUsedUp }
      : { outcome, detail };
    append(db, row, finished({ ...lane, ...ending }));
    Object.assign(lane, ending);
    db.observer.laneEnded(row, lane, null);
  }
  db.notify(row);
}

/** As `settle_round`. */
export function settleRound(
  db: Database,
  row: Investigation,
  round: number,
  proposals: readonly LaneProposal[],
  clarifications: readonly Clarification[],
): readonly Lane[] {
  settleOpen(db, row, round, proposals);
  append(
    db,
    row,
    clarifications.map(({ domain, ask, question }): NewEvent => {
      const questionId = questionIdOf(domain, round, ask);
      const payload = { domain, round, reason: 'clarification' as const, question, questionId };
      return { key: `lane.waiting:clarification:${questionId}`, type: 'lane.waiting', payload };
    }),
  );
  return lanesOf(row, round).map(toLane);
}

export const lanesOf = (row: Investigation, round: number): readonly LaneRow[] =>
  [...row.lanes.values()].filter((lane) => lane.round === round);

/** A new lane of a round. */
export function openLane(
  row: Investigation,
  {
    round,
    domain,
    question,
  }: { readonly round: number; readonly domain: Domain; readonly question: string },
  deadlineAtMs: number,
): void {
  const given = { round, domain, question, spaceId: `space-${domain}`, deadlineAtMs };
  const none = { epoch: 0, attempt: 0, ask: 0, outcome: null, detail: null, evidenceIds: [] };
  row.lanes.set(laneKey(round, domain), { ...given, ...none });
}
