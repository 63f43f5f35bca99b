import { isAnswer } from './outcome.ts';
import type { Domain } from './domains.ts';
import type { Investigation, LaneOrigin, LaneResource } from './investigation.ts';

type Lanes = Pick<Investigation, 'lanes'>;

/** The lane of a domain with its question; a new one where there is none yet. Pure. */
export function laneOf(progress: Lanes, domain: Domain, question: string): LaneResource {
  const known = progress.lanes.find((lane) => lane.domain === domain);
  return {
    domain,
    status: 'queued',
    outcome: null,
    detail: null,
    questionId: null,
    evidenceIds: [],
    startedAt: null,
    finishedAt: null,
    waitedMs: 0,
    genie: null,
    ...known,
    question,
  };
}

/** The lanes with a change of one; a lane of a later round, which routing did not name, is added at the end. Pure. */
export function withLane(
  progress: Lanes,
  domain: Domain,
  change: (lane: LaneResource) => LaneResource,
): readonly LaneResource[] {
  const lane = laneOf(progress, domain, questionOf(progress, domain));
  const changed = change(lane);
  return progress.lanes.some((one) => one.domain === domain)
    ? progress.lanes.map((one) => (one.domain === domain ? changed : one))
    : [...progress.lanes, changed];
}

/** A lane that has its answer from somewhere, or from a question to Genie. Pure. */
export function withOrigin(lane: LaneResource, from: LaneOrigin | undefined): LaneResource {
  const { from: _before, ...asked } = lane;
  return from === undefined ? asked : { ...asked, from };
}

/** Whether an earlier round of the lane brought an answer, which a later one does not take away. Pure. */
export const isAnswered = ({ outcome }: LaneResource): boolean =>
  outcome !== null && isAnswer(outcome);

function questionOf(progress: Lanes, domain: Domain): string {
  return progress.lanes.find((lane) => lane.domain === domain)?.question ?? '';
}
