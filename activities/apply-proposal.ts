import { AppError, asAppError, failures } from '../domain/errors.ts';
import type { Alerts, ProposalWork } from '../domain/proposal-ports.ts';
import { conditionProblems } from '../domain/proposals.ts';
import type { ApplyEnd, ApprovedProposal, ProposalRef } from '../domain/proposals.ts';
import { cut, storable } from '../domain/text.ts';
import { quartzProblem } from '../language/quartz.ts';
import type { Warehouse } from '../domain/warehouse.ts';

/** A request to create ends within 10 s; then it has taken effect, or never will. */
const leaseMs = 12_000;
/** UTF-16 units. */
const longestDetail = 500;

export type ApplyDeps = {
  readonly proposals: ProposalWork;
  /** Null when no workspace or no warehouse is set. */
  readonly alerts: Alerts | null;
  readonly warehouse: Warehouse | null;
};

/**
 * Creates the alert of an approved proposal exactly once. What is to be created is stored before the
 * request; afterwards, and in every later attempt, the alert is looked for by its mark, so that one
 * whose reply was lost is found and not made again. Of several that a frozen process left, the oldest
 * stays.
 *
 * Effect: HTTP to the workspace; may run more than once.
 *
 * @throws {AppError} `tool.refused` for a proposal that nobody has approved; `upstream.down` and
 * `upstream.limited`, for another attempt.
 */
export async function applyProposal(
  deps: ApplyDeps,
  ref: ProposalRef,
  signal: AbortSignal,
): Promise<ApplyEnd> {
  const proposal = await deps.proposals.approved(ref);
  if (proposal === null) return endOf(deps, ref);
  const { alerts } = deps;
  if (alerts === null) return fail(deps, proposal, 'No SQL warehouse is set for alerts.');
  try {
    if (await adopt(deps, alerts, proposal)) return await endOf(deps, ref);
    const problem = await problemNow(deps, proposal, signal);
    if (problem !== null && !proposal.wasBegun) return await fail(deps, proposal, problem);
  } catch (error) {
    return refusedOrAgain(deps, proposal, {
      error: asAppError(error),
      mayBeDone: proposal.wasBegun,
    });
  }
  const waitMs = await deps.proposals.begin(proposal, leaseMs);
  if (waitMs > 0)
    throw new AppError('upstream.down', 'An earlier request may still be under way.', {
      retryAfterMs: waitMs,
    });
  return createOnce(deps, alerts, proposal);
}

/** Sends the request, and reads back what it made; what is not known then, a later attempt finds. */
async function createOnce(
  deps: ApplyDeps,
  alerts: Alerts,
  proposal: ApprovedProposal,
): Promise<ApplyEnd> {
  let alertId: string;
  try {
    alertId = await alerts.create(proposal);
  } catch (thrown) {
    const error = asAppError(thrown);
    const mayBeDone = error.details.unknownEffect !== false;
    if (!mayBeDone) await deps.proposals.withdraw(proposal);
    return refusedOrAgain(deps, proposal, { error, mayBeDone });
  }
  const made = await alerts.read(alertId).catch(() => null);
  if (made === null)
    throw new AppError('upstream.down', `The alert ${alertId} was created and cannot be read yet.`);
  await deps.proposals.end(proposal, { alertId });
  return endOf(deps, proposal);
}

/** How a proposal stands that is not to be applied. */
async function endOf({ proposals }: ApplyDeps, ref: ProposalRef): Promise<ApplyEnd> {
  const found = await proposals.find(ref);
  if (found === null) throw new AppError('input.not_found', 'There is no such proposal.');
  if (found.status === 'proposed' || found.status === 'rejected')
    throw new AppError('tool.refused', 'Its owner has not approved it.');
  return { status: found.status, detail: found.detail };
}

/** Takes the alert that carries the mark, if there is one. */
async function adopt(
  { proposals }: ApplyDeps,
  alerts: Alerts,
  proposal: ApprovedProposal,
): Promise<boolean> {
  const [first, ...more] = await alerts.marked(proposal);
  if (first === undefined) return false;
  for (const { alertId } of more) await alerts.remove(alertId);
  await proposals.end(proposal, { alertId: first.alertId });
  return true;
}

/** The statement may give other columns by now than those that were approved; null when all fits. */
async function problemNow(
  { warehouse }: ApplyDeps,
  { content }: ApprovedProposal,
  signal: AbortSignal,
): Promise<string | null> {
  const { cron: expression, timeZone } = content.schedule;
  const schedule = quartzProblem({ expression, timeZone });
  if (schedule !== null) return `schedule: ${schedule}`;
  const end = await warehouse?.run({ sql: content.sql, parameters: [] }, signal);
  if (end === undefined) return null;
  if (end.kind !== 'rows') return end.reason;
  const [first] = conditionProblems(content.condition, end.columns);
  return first === undefined ? null : `${first.path}: ${first.message}.`;
}

/** A refusal ends the proposal, but not while an alert may be there that nobody has seen yet. */
async function refusedOrAgain(
  deps: ApplyDeps,
  proposal: ApprovedProposal,
  { error, mayBeDone }: { readonly error: AppError; readonly mayBeDone: boolean },
): Promise<ApplyEnd> {
  if (failures[error.code].retried) throw error;
  if (!mayBeDone) return fail(deps, proposal, error.message);
  throw new AppError('upstream.down', error.message, { ...error.details, cause: error });
}

async function fail(
  { proposals }: ApplyDeps,
  proposal: ApprovedProposal,
  reason: string,
): Promise<ApplyEnd> {
  const failure = cut(storable(reason), longestDetail);
  await proposals.end(proposal, { failure });
  return { status: 'failed', detail: failure };
}
