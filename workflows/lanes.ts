import type { Domain } from '../domain/domains.ts';
import { questionIdOf } from '../domain/ids.ts';
import type { InvestigationRef } from '../domain/investigation.ts';
import { leastLegMs } from '../domain/steer.ts';
import { askedBackLead, isAnswer, keeping } from '../domain/outcome.ts';
import type { LaneEnding } from '../domain/outcome.ts';
import type { Effects, LaneState, LegEnd, RoutedLane, Running, StepEnd } from '../domain/steps.ts';
import type { Clarification, LaneProposal } from '../domain/worker-ports.ts';
import type { Inbox } from './inbox.ts';

export type Round = {
  readonly ref: InvestigationRef;
  readonly round: number;
  /** When open lanes are ended without an answer, epoch milliseconds; the user may move it. */
  readonly endMs: () => number;
  readonly laneLimitMs: number;
  readonly nobodyAnswers: boolean;
};

/**
 * One lane that has not ended. `epoch` counts its legs and `ask` its questions to Genie, from 1.
 * `leg` is the latest leg, and `end` its result. While Genie waits for an answer, `questionId` is
 * set and `question` is Genie's question. `following` is the question to ask when the latest leg has rows, and
 * `kept` how the lane ends by what an earlier leg found.
 */
type OpenLane = {
  readonly domain: Domain;
  epoch: number;
  ask: number;
  leg: Running<LegEnd> | null;
  end: StepEnd<LegEnd> | null;
  questionId: string | null;
  question: string;
  following: string | null;
  kept: LaneEnding | null;
  /** What the user has added to the question. */
  hint: string | null;
  /** Time that Genie took in legs that have ended, milliseconds. */
  workedMs: number;
};

const laneLimitReached = 'The time limit of the domain (AGENT_TIMEOUT_SECONDS) is used up.';
const overLimit = { ok: true, value: { kind: 'overdue' } } as const;
const timeUp = 'Genie had not answered by the deadline of the lanes.';

/**
 * Asks all lanes in parallel and ends each with an outcome, until no lane is open, the deadline
 * passes, or the user cancels or asks for the answer now.
 *
 * @returns The lanes with their outcomes; after a cancel, only those that had one already.
 */
export async function runLanes(
  round: Round,
  routed: readonly RoutedLane[],
  inbox: Inbox,
  effects: Effects,
): Promise<StepEnd<readonly LaneState[]>> {
  const settledLanes = new Map<Domain, LaneState>();
  let open = routed.filter((lane) => lane.refused === null).map(newLane);
  for (const lane of open) startLeg(round, lane, null, inbox, effects);
  let proposals: readonly LaneProposal[] = routed.flatMap(({ domain, refused }) =>
    refused === null ? [] : [{ domain, ...refused }],
  );
  for (;;) {
    const settled = await settle(round, proposals, [], effects);
    if (!settled.ok) return settled;
    for (const lane of settled.value)
      if (lane.outcome !== null) settledLanes.set(lane.domain, lane);
    if (open.length === 0) return { ok: true, value: [...settledLanes.values()] };
    effects.describe(`Asking Genie: ${open.map((lane) => lane.domain).join(', ')}`);
    const endMs = round.endMs();
    const inTime = await effects.until(
      () => hasWork(open, inbox) || round.endMs() !== endMs,
      endMs,
    );
    if (inbox.cancelRequested) break;
    const clarified = await continueLegs(round, open, inbox, effects);
    if (!clarified.ok) return clarified;
    for (const lane of open.flatMap(finishedState)) settledLanes.set(lane.domain, lane);
    open = open.filter((lane) => !settledLanes.has(lane.domain));
    proposals = open.flatMap((lane) => proposalFor(round, lane, inbox, !inTime) ?? []);
    open = stopLegs(open, proposals, inbox);
  }
  for (const lane of open) lane.leg?.cancel();
  return { ok: true, value: [...settledLanes.values()] };
}

/**
 * Cancels the legs of the lanes that get an outcome by `proposals`, and returns the other lanes.
 */
function stopLegs(open: OpenLane[], proposals: readonly LaneProposal[], inbox: Inbox): OpenLane[] {
  const proposed = new Set(proposals.map(({ domain }) => domain));
  for (const lane of open) {
    if (!proposed.has(lane.domain)) continue;
    lane.leg?.cancel();
    if (lane.questionId !== null) inbox.openQuestions.delete(lane.questionId);
  }
  return open.filter((lane) => !proposed.has(lane.domain));
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
    following: null,
    kept: null,
    hint: null,
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
  const { domain, epoch, ask, following, kept, hint } = lane;
  const laneLimitMs = round.laneLimitMs - lane.workedMs;
  const leg = effects.start('askGenie', {
    ref,
    round: round.round,
    domain,
    epoch,
    ask,
    say,
    following,
    kept,
    laneLimitMs,
    ...(hint === null ? {} : { hint }),
  });
  lane.leg = leg;
  void leg.result.then((end) => {
    if (lane.leg === leg) lane.end = end;
    if (end.ok && end.value.kind === 'cancelled') inbox.cancelRequested = true;
  });
}

function hasWork(open: readonly OpenLane[], inbox: Inbox): boolean {
  return (
    inbox.cancelRequested ||
    inbox.answerNow ||
    inbox.hints.length > 0 ||
    open.some(
      (lane) =>
        (lane.end !== null && lane.questionId === null) ||
        inbox.skipped.has(lane.domain) ||
        (lane.questionId !== null && inbox.answers.has(lane.questionId)),
    )
  );
}

/** Starts the next leg of lanes that need one, and stores the questions that Genie asked back. */
async function continueLegs(
  round: Round,
  open: readonly OpenLane[],
  inbox: Inbox,
  effects: Effects,
): Promise<StepEnd<readonly LaneState[]>> {
  const clarifications: Clarification[] = [];
  for (const { domain, text } of inbox.hints.splice(0))
    for (const lane of open)
      if (lane.domain === (domain ?? lane.domain)) followHint(round, lane, text, inbox, effects);
  for (const lane of open) {
    const answer = takeAnswer(lane, inbox);
    if (answer !== null) startLeg(round, lane, answer, inbox, effects);
    else if (lane.questionId === null && lane.end?.ok)
      clarifications.push(...goOn(round, lane, lane.end.value, inbox, effects));
  }
  return settle(round, [], clarifications, effects);
}

/** Ends the leg of a lane, and asks anew with what the user has added. */
function followHint(
  round: Round,
  lane: OpenLane,
  text: string,
  inbox: Inbox,
  effects: Effects,
): void {
  lane.leg?.cancel();
  if (lane.questionId !== null) inbox.openQuestions.delete(lane.questionId);
  lane.hint = lane.hint === null ? text : `${lane.hint} ${text}`;
  lane.following = null;
  startLeg(round, lane, null, inbox, effects);
}

/** Continues a lane whose leg has ended without ending it: the next question at once, or one by the user. */
function goOn(
  round: Round,
  lane: OpenLane,
  end: LegEnd,
  inbox: Inbox,
  effects: Effects,
): Clarification[] {
  if (end.kind !== 'clarification' && end.kind !== 'rephrase' && end.kind !== 'another') return [];
  lane.workedMs += end.workedMs;
  lane.following = end.following;
  const hasTime = lane.workedMs < round.laneLimitMs;
  if (end.kind !== 'clarification') {
    if (isAnswer(end.otherwise.outcome)) lane.kept = end.otherwise;
    const isWanted = !inbox.answerNow && round.endMs() - effects.now() >= leastLegMs;
    if (hasTime && isWanted) startLeg(round, lane, end.question, inbox, effects);
    return [];
  }
  if (hasTime) return [awaitUserAnswer(round, lane, end.question, inbox)];
  lane.end = overLimit;
  return [];
}

/** The user's answer to the question of a lane that waits for one; its id is never asked again. */
function takeAnswer({ questionId }: OpenLane, { answers }: Inbox): string | null {
  return questionId === null ? null : (answers.get(questionId) ?? null);
}

/**
 * Makes the lane wait for an answer. The inbox accepts answers before users can see the question.
 */
function awaitUserAnswer(
  round: Round,
  lane: OpenLane,
  question: string,
  inbox: Inbox,
): Clarification {
  const { domain, ask } = lane;
  lane.question = question;
  lane.questionId = questionIdOf(domain, round.round, ask);
  inbox.openQuestions.add(lane.questionId);
  return { domain, ask, question };
}

/** The state of a lane whose leg has ended it and stored the outcome; empty for other lanes. */
function finishedState({ domain, end }: OpenLane): LaneState[] {
  if (!end?.ok || end.value.kind !== 'finished') return [];
  return [{ domain, outcome: end.value.outcome, detail: end.value.detail }];
}

/** The outcome to store for a lane that its leg has not ended; null while the lane may continue. */
function proposalFor(
  round: Round,
  lane: OpenLane,
  inbox: Inbox,
  timeIsUp: boolean,
): LaneProposal | null {
  const mustEnd = timeIsUp || inbox.answerNow;
  const { domain, end, kept } = lane;
  if (inbox.skipped.has(domain)) {
    return { domain, outcome: 'skipped', detail: 'Skipped by the user.' };
  }
  if (lane.questionId !== null) {
    const detail = `${askedBackLead}${lane.question}`;
    const isOver = mustEnd || round.nobodyAnswers;
    return isOver ? { domain, ...keeping(kept, { outcome: 'clarification', detail }) } : null;
  }
  if (end === null) {
    const detail = inbox.answerNow ? 'The user asked for the answer now.' : timeUp;
    return mustEnd ? { domain, ...keeping(kept, { outcome: 'timed_out', detail }) } : null;
  }
  return { domain, ...keeping(kept, endingBy(end)) };
}

/** How a lane ends whose leg has ended without storing an outcome. */
function endingBy(end: StepEnd<LegEnd>): LaneEnding {
  if (!end.ok) return { outcome: 'failed', detail: end.failure.message };
  if (end.value.kind === 'rephrase' || end.value.kind === 'another') return end.value.otherwise;
  if (end.value.kind === 'overdue') {
    return { outcome: 'timed_out', detail: end === overLimit ? laneLimitReached : timeUp };
  }
  const detail = 'Another attempt took over this lane and has not ended it.';
  return { outcome: 'failed', detail };
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
