import { answerByMs } from '../domain/budget.ts';
import type { SteerAction } from '../domain/events.ts';
import { hasEnded } from '../domain/investigation.ts';
import type { Investigation, InvestigationRow, LaneResource } from '../domain/investigation.ts';
import { extendRefusal, hintRefusal, skipRefusal } from '../domain/steer.ts';

/**
 * Why a steer is not possible in the stored state, for the client; null when it may be possible.
 */
export function steerRefusal(
  investigation: Investigation,
  { cancelRequestedAtMs, budgetSeconds }: InvestigationRow,
  steer: SteerAction,
  { nowMs, mostSeconds }: { readonly nowMs: number; readonly mostSeconds: number },
): string | null {
  if (hasEnded(investigation.status)) return `The investigation is ${investigation.status}.`;
  if (cancelRequestedAtMs !== null) return 'The investigation is being cancelled.';
  if (investigation.routing === null) return 'No domain has been chosen yet. Try again shortly.';
  if (steer.action === 'answerNow') return null;
  if (steer.action === 'extend') return extendRefusal(budgetSeconds, steer.seconds, mostSeconds);
  if (steer.action === 'hint') {
    const leftMs = answerByMs(Date.parse(investigation.deadlineAt), budgetSeconds) - nowMs;
    return hintRefusal(investigation.lanes, steer.domain, leftMs);
  }
  return laneRefusal(investigation, steer);
}

function laneRefusal(
  { lanes }: Investigation,
  steer: Extract<SteerAction, { action: 'skip' | 'answer' }>,
): string | null {
  const lane = lanes.find((one) => one.domain === steer.domain);
  if (lane === undefined) return `The investigation does not ask ${steer.domain}.`;
  if (lane.status === 'finished') return `${steer.domain} has finished (${lane.outcome ?? ''}).`;
  if (steer.action === 'answer') return answerRefusal(lane, steer.questionId);
  // Skips that were accepted and have not taken effect are seen when this one is recorded.
  return skipRefusal(
    lanes.map((one) => ({ ...one, beingSkipped: false })),
    steer.domain,
  );
}

function answerRefusal(lane: LaneResource, questionId: string): string | null {
  if (lane.questionId === null) return `${lane.domain} waits for no answer.`;
  return lane.questionId === questionId
    ? null
    : `${lane.domain} waits for an answer to ${lane.questionId}, not to ${questionId}.`;
}
