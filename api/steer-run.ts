import { mostBudgetSeconds } from '../domain/admit.ts';
import type { Caller } from '../domain/caller.ts';
import { AppError } from '../domain/errors.ts';
import type { SteerAction } from '../domain/events.ts';
import { hasEnded } from '../domain/investigation.ts';
import type { Investigation } from '../domain/investigation.ts';
import type { AppDeps } from './deps.ts';
import type { SteerRequest } from './inputs.ts';
import { readResource, readRow } from './read.ts';
import { steerRefusal } from './steer-refusal.ts';

const steerDeadlineMs = 5_000;

/**
 * An answer that names no question is meant for the one that the lane shows now: sent again, it must
 * not answer the next one.
 */
function withQuestion(input: SteerRequest, { lanes }: Investigation): SteerAction {
  if (input.action !== 'answer') return input;
  const shown = lanes.find(({ domain }) => domain === input.domain)?.questionId ?? '';
  return { ...input, questionId: input.questionId ?? shown };
}

/**
 * Changes a running investigation of the caller.
 *
 * Effect: reads its log, then updates the run.
 *
 * @param updateId The same again changes nothing.
 *
 * @throws {AppError} `input.not_found`; `input.conflict` with the reason; as the engine.
 */
export async function steerRun(
  deps: AppDeps,
  caller: Caller,
  id: string,
  input: SteerRequest,
  updateId: string,
): Promise<void> {
  const row = await readRow(deps, caller, id);
  const resource = await readResource(deps, row);
  const action = withQuestion(input, resource);
  const reason = steerRefusal(resource, row, action, {
    nowMs: Date.now(),
    mostSeconds: mostBudgetSeconds(deps.limits)[row.mode],
  });
  if (reason !== null) throw new AppError('input.conflict', reason);
  try {
    await deps.engine.steer({ id: row.id, owner: caller.id }, updateId, action, steerDeadlineMs);
  } catch (error) {
    // A run that ends meanwhile breaks an update off in several ways, which look like a failure of Temporal.
    const { status } = await readRow(deps, caller, id);
    if (!hasEnded(status)) throw error;
    throw new AppError('input.conflict', `The investigation is ${status}.`, { cause: error });
  }
}
