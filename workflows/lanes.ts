import type { Domain } from '../domain/domains.ts';
import { questionIdOf } from '../domain/ids.ts';
import type { InvestigationRef } from '../domain/investigation.ts';
import type { Effects, LaneState, LegEnd, RoutedLane, Running, StepEnd } from '../domain/steps.ts';
import type { Clarification, LaneProposal } from '../domain/worker-ports.ts';
import type { Inbox } from './inbox.ts';

export type Round = {
  readonly ref: InvestigationRef;
  readonly round: number;
  /** When lanes that have not ended are settled as they are, epoch milliseconds. */
  readonly endMs: number;
  readonly laneLimitMs: number;
};

/** One lane while the body holds it. `questionId` is set while Genie waits for an answer. */
type OpenLane = {
  readonly domain: Domain;
  epoch: number;
  ask: number;
  leg: Running<LegEnd> | null;
  end: StepEnd<LegEnd> | null;
  questionId: string | null;
  question: string;
  /** Time that Genie took in legs that have ended, milliseconds. */
  workedMs: number;
};

const limitReached = 'The time limit of the domain (AGENT_TIMEOUT_SECONDS) is used up.';
const overdue = { ok: true, value: { kind: 'overdue' } } as const;
const timeUp = 'Genie had not answered by the deadline of the lanes.';

/**
 * Asks all lanes at once and settles each as it ends, until no lane is open, the deadline passes, or
 * the user wants the answer now or cancels.
 *
 * @returns The lanes with their outcomes; after a cancel, those that had one by then.
 */
export async function runLanes(
  round: Round,
  routed: readonly RoutedLane[],
  inbox: Inbox,
  effects: Effects,
): Promise<StepEnd<readonly LaneState[]>> {
  const standing = new Map<Domain, LaneState>();
  let open = routed.filter((lane) => lane.refused === null).map(newLane);
  for (const lane of open) startLeg(round, lane, null, inbox, effects);
  let proposals: readonly LaneProposal[] = routed.flatMap(({ domain, refused }) =>
    refused === null ? [] : [{ domain, ...refused }],
  );
  for (;;) {
    const settled = await settle(round, proposals, [], effects);
    if (!settled.ok) return settled;
    for (const lane of settled.value) if (lane.outcome !== null) standing.set(lane.domain, lane);
    if (open.length === 0) return { ok: true, value: [...standing.values()] };
    effects.describe(`Asking Genie: ${open.map((lane) => lane.domain).join(', ')}`);
    const inTime = await effects.until(() => hasNews(open, inbox), round.endMs);
    if (inbox.cancelRequested) break;
    const shown = await continueLegs(round, open, inbox, effects);
    if (!shown.ok) return shown;
    for (const lane of open.flatMap(finished)) standing.set(lane.domain, lane);
    open = open.filter((lane) => !standing.has(lane.domain));
    proposals = open.flatMap((lane) => proposalFor(lane, inbox, !inTime) ?? []);
    open = giveUp(open, proposals, inbox);
  }
  for (const lane of open) lane.leg?.cancel();
  return { ok: true, value: [...standing.values()] };
}

/** Cancels the legs of lanes that are about to be settled, and keeps the other lanes. */
function giveUp(open: OpenLane[], proposals: readonly LaneProposal[], inbox: Inbox): OpenLane[] {
  const ending = new Set(proposals.map(({ domain }) => domain));
  for (const lane of open) {
    if (!ending.has(lane.domain)) continue;
    lane.leg?.cancel();
    if (lane.questionId !== null) inbox.openQuestions.delete(lane.questionId);
  }
  return open.filter((lane) => !ending.has(lane.domain));
}

function newLane(lane: RoutedLane): OpenLane {
  return {
    domain: lane.domain,
    epoch: 0,
    ask: 0,
    leg: null,
    end: null,
    questionId: null,
    question: '',
    workedMs: 0,
  };
}

function startLeg(
  round: Round,
  lane: OpenLane,
  say: string | null,
  inbox: Inbox,
  effects: Effects,
): void {
  lane.epoch += 1;
  lane.ask += 1;
  lane.end = null;
  lane.questionId = null;
  const { ref } = round;
  const { domain, epoch, ask } = lane;
  const laneLimitMs = round.laneLimitMs - lane.workedMs;
  const leg = effects.start('askGenie', {
    ref,
    round: round.round,
    domain,
    epoch,
    ask,
    say,
    laneLimitMs,
  });
  lane.leg = leg;
  void leg.result.then((end) => {
    if (lane.leg === leg) lane.end = end;
    if (end.ok && end.value.kind === 'cancelled') inbox.cancelRequested = true;
  });
}

function hasNews(open: readonly OpenLane[], inbox: Inbox): boolean {
  return (
    inbox.cancelRequested ||
    inbox.answerNow ||
    open.some(
      (lane) =>
        (lane.end !== null && lane.questionId === null) ||
        inbox.skipped.has(lane.domain) ||
        (lane.questionId !== null && inbox.answers.has(lane.questionId)),
    )
  );
}

/** Starts the next leg of lanes that need one, and shows the questions that Genie asked back. */
async function continueLegs(
  round: Round,
  open: readonly OpenLane[],
  inbox: Inbox,
  effects: Effects,
): Promise<StepEnd<readonly LaneState[]>> {
  const clarifications: Clarification[] = [];
  for (const lane of open) {
    if (lane.questionId !== null) {
      const answer = inbox.answers.get(lane.questionId);
      inbox.answers.delete(lane.questionId);
      if (answer !== undefined) startLeg(round, lane, answer, inbox, effects);
    } else if (lane.end?.ok) {
      const end = lane.end.value;
      if (end.kind !== 'clarification' && end.kind !== 'rephrase') continue;
      lane.workedMs += end.workedMs;
      if (lane.workedMs >= round.laneLimitMs) lane.end = overdue;
      else if (end.kind === 'clarification')
        clarifications.push(hold(round, lane, end.question, inbox));
      else startLeg(round, lane, end.question, inbox, effects);
    }
  }
  return settle(round, [], clarifications, effects);
}

/** Makes the lane wait for an answer. The question is open before anybody is shown it. */
function hold(round: Round, lane: OpenLane, question: string, inbox: Inbox): Clarification {
  const { domain, ask } = lane;
  lane.question = question;
  lane.questionId = questionIdOf(domain, round.round, ask);
  inbox.openQuestions.add(lane.questionId);
  return { domain, ask, question };
}

/** The state of a lane that its own leg has ended: its row has the outcome already. */
function finished({ domain, end }: OpenLane): LaneState[] {
  if (!end?.ok || end.value.kind !== 'finished') return [];
  return [{ domain, outcome: end.value.outcome, detail: end.value.detail }];
}

/** The outcome to propose for a lane that no leg has ended; null while it may continue. */
function proposalFor(lane: OpenLane, inbox: Inbox, timeIsUp: boolean): LaneProposal | null {
  const over = timeIsUp || inbox.answerNow;
  const { domain, end } = lane;
  if (inbox.skipped.has(domain)) {
    return { domain, outcome: 'skipped', detail: 'Skipped by the user.' };
  }
  if (lane.questionId !== null) {
    const detail = `Genie asked back: ${lane.question}`;
    return over ? { domain, outcome: 'clarification', detail } : null;
  }
  if (end === null) {
    const detail = inbox.answerNow ? 'The user asked for the answer at once.' : timeUp;
    return over ? { domain, outcome: 'timed_out', detail } : null;
  }
  if (end.ok && end.value.kind === 'overdue') {
    return { domain, outcome: 'timed_out', detail: end === overdue ? limitReached : timeUp };
  }
  const detail = end.ok
    ? 'Another attempt holds this lane and has not ended it.'
    : end.failure.message;
  return { domain, outcome: 'failed', detail };
}

async function settle(
  round: Round,
  proposals: readonly LaneProposal[],
  clarifications: readonly Clarification[],
  effects: Effects,
): Promise<StepEnd<readonly LaneState[]>> {
  if (proposals.length === 0 && clarifications.length === 0) return { ok: true, value: [] };
  const args = { ref: round.ref, round: round.round, proposals, clarifications };
  return effects.start('settleLanes', args).result;
}
