import type { Conclusion } from '../../../domain/conclusion.ts';
import { domains } from '../../../domain/domains.ts';
import { AppError } from '../../../domain/errors.ts';
import type { SteerAction } from '../../../domain/events.ts';
import { hasEnded, statusOf } from '../../../domain/investigation.ts';
import type { EndStatus } from '../../../domain/investigation.ts';
import { isAnswer } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { extendRefusal, hintRefusal, skipRefusal } from '../../../domain/steer.ts';
import { lanesOf, settleOpen } from './lane-model.ts';
import { append, hasFinishedAnswer } from './log-model.ts';
import type { Database, Investigation } from './tables.ts';

const mostSeconds = { standard: 300, deep: 3_600 };

const conflict = (reason: string): AppError => new AppError('input.conflict', reason);

/** As `recordSteer` of the adapter. */
export function recordSteer(
  db: Database,
  row: Investigation,
  updateId: string,
  action: SteerAction,
): void {
  if (row.steers.has(updateId)) return;
  if (hasEnded(row.status)) throw conflict('The investigation has ended.');
  if (row.cancelRequestedAtMs !== null) throw conflict('The investigation is being cancelled.');
  if (row.status === 'queued') throw conflict('No domain has been chosen yet.');
  const reason = steerRefusal(db, row, action);
  if (reason !== null) throw conflict(reason);
  append(db, row, [{ key: `steered:${updateId}`, type: 'steered', payload: { action } }]);
  row.steers.set(updateId, action);
  if (action.action === 'extend') extend(row, action.seconds);
}

/** What the API refuses by the row before it asks the workflow. */
export function steerRefusal(db: Database, row: Investigation, action: SteerAction): string | null {
  if (action.action === 'extend')
    return extendRefusal(row.budgetSeconds, action.seconds, mostSeconds[row.mode]);
  const round = Math.max(...[...row.lanes.values()].map((lane) => lane.round));
  const lanes = lanesOf(row, round);
  const isSkipped = (domain: string): boolean =>
    [...row.steers.values()].some((one) => one.action === 'skip' && one.domain === domain);
  if (action.action === 'skip')
    return skipRefusal(
      lanes.map((lane) => ({ ...lane, beingSkipped: isSkipped(lane.domain) })),
      action.domain,
    );
  if (action.action !== 'hint') return null;
  const leftMs = Math.max(0, ...lanes.map(({ deadlineAtMs }) => deadlineAtMs - db.now()));
  return hintRefusal(lanes, action.domain, leftMs);
}

function extend(row: Investigation, seconds: number): void {
  row.deadlineAtMs += seconds * 1_000;
  row.budgetSeconds += seconds;
  for (const lane of row.lanes.values())
    if (lane.outcome === null) lane.deadlineAtMs += seconds * 1_000;
}

/** Of several rounds, an answer where one brought it, else the first outcome of the domain. */
export function outcomesOf(row: Investigation): readonly Outcome[] {
  return domains.flatMap((domain) => {
    const ended = [...row.lanes.values()]
      .filter((lane) => lane.domain === domain)
      .toSorted((a, b) => a.round - b.round)
      .flatMap(({ outcome }) => outcome ?? []);
    return ended.find(isAnswer) ?? ended[0] ?? [];
  });
}

/** As `conclude` of the adapter: one transaction. */
export function concludeRow(
  db: Database,
  row: Investigation,
  end: Conclusion,
  attempt: string,
): EndStatus {
  const { status } = row;
  if (hasEnded(status)) {
    if (db.bug === 'memoryTwice' && end.remember === true) rememberRow(db, row, attempt);
    return status;
  }
  for (const round of new Set([...row.lanes.values()].map((lane) => lane.round)))
    settleOpen(
      db,
      row,
      round,
      domains.map((domain) => ({ domain, ...end.openLanes })),
    );
  const isCancelled = row.cancelRequestedAtMs !== null;
  const isAnswered = end.status === 'failed' && hasFinishedAnswer(row);
  const final = finalOf(db, row, end, isAnswered);
  if (end.remember === true && !isCancelled) rememberRow(db, row, attempt);
  const failure = isAnswered || isCancelled ? null : end.failure;
  append(db, row, [{ key: 'finished', type: 'finished', payload: { status: final, failure } }]);
  return final;
}

function finalOf(
  db: Database,
  row: Investigation,
  { status }: Conclusion,
  isAnswered: boolean,
): EndStatus {
  const isCancelled = row.cancelRequestedAtMs !== null;
  if (status === 'fromLanes' || isAnswered)
    return isCancelled ? 'cancelled' : statusByLanes(db, row);
  return isCancelled && db.bug !== 'cancelLost' ? 'cancelled' : status;
}

function statusByLanes({ bug }: Database, row: Investigation): EndStatus {
  const status = statusOf(outcomesOf(row), false);
  return bug === 'partialFlagLost' && status === 'partial' ? 'completed' : status;
}

/** As `remember_answer`: the ids of the messages derive from the investigation. */
export function rememberRow(db: Database, row: Investigation, attempt: string): void {
  append(db, row, [
    { key: 'remembered', type: 'remembered', payload: { status: 'saved', detail: null } },
  ]);
  if (hasFinishedAnswer(row))
    for (const role of ['user', 'assistant']) {
      const suffix = db.bug === 'memoryTwice' ? `:${attempt}` : '';
      db.tables.messages.set(`${row.id}:${role}${suffix}`, row.id);
    }
}
