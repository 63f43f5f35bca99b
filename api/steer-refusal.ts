import type { SteerAction } from '../domain/events.ts';
import { hasEnded } from '../domain/investigation.ts';
import type { Investigation, LaneResource } from '../domain/investigation.ts';
import { skipRefusal } from '../domain/steer.ts';

/**
 * Why a steer is not possible in the stored state, for the client; null when it may be possible.
 */
export function steerRefusal(
  investigation: Investigation,
  cancelRequested: boolean,
  steer: SteerAction,
): string | null {
  if (hasEnded(investigation.status)) return `The investigation is ${investigation.status}.`;
  if (cancelRequested) return 'The investigation is being cancelled.';
  if (investigation.routing === null) return 'No domain has been chosen yet. Try again shortly.';
  if (steer.action === 'answerNow') return null;
  return laneRefusal(investigation, steer);
}

function laneRefusal(
  { lanes }: Investigation,
  steer: Exclude<SteerAction, { action: 'answerNow' }>,
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
