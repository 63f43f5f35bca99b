import type { DeepState } from '../domain/deep.ts';
import { cancelledConclusion as cancelled } from '../domain/conclusion.ts';
import type { Conclusion } from '../domain/conclusion.ts';
import type { Verdict } from '../domain/explanation.ts';
import type { EndStatus, InvestigationInput, InvestigationRef } from '../domain/investigation.ts';
import { isAnswer } from '../domain/outcome.ts';
import type { Effects, LaneState, PlanEnd, RoutedLane, RouteEnd } from '../domain/steps.ts';
import { explain } from './explain.ts';
import { isCancelled } from './inbox.ts';
import type { Inbox } from './inbox.ts';
import { answerFrom, concludeWith, conclusionSaves, failedBy, routeIn } from './investigate.ts';
import { runLanes } from './lanes.ts';
import { limitsOf } from './limits.ts';
import type { Limits } from './limits.ts';
import { createTools } from './tools.ts';
import type { Tools } from './tools.ts';
import { unlessStopped } from './unless-stopped.ts';

/** How long the lanes of one round may take, and how long a step that searches or writes, milliseconds. */
const roundMs = 1_800_000;
const stepMs = 480_000;

/** What one round came to: the end of the investigation, or what the next round begins with. */
type RoundOutcome =
  | { readonly kind: 'end'; readonly end: Conclusion }
  | { readonly kind: 'next'; readonly state: DeepState };

type Round = {
  readonly ref: InvestigationRef;
  readonly input: InvestigationInput;
  readonly state: DeepState;
  readonly limits: Limits;
  readonly inbox: Inbox;
  readonly effects: Effects;
};

/**
 * Runs one round of a deep investigation, and writes its end when it was the last.
 *
 * @returns The status that was stored, or what the next round begins with.
 */
export async function investigateRound(
  input: InvestigationInput,
  state: DeepState,
  inbox: Inbox,
  effects: Effects,
): Promise<EndStatus | DeepState> {
  if (inbox.cancelRequested) return concludeWith(refOf(input), cancelled, effects);
  const outcome = await runRound(input, state, inbox, effects);
  return outcome.kind === 'next' ? outcome.state : concludeWith(refOf(input), outcome.end, effects);
}

/** The input of the next round: absolute deadlines, as the user has moved them. */
export function carried(
  deep: DeepState,
  input: InvestigationInput,
  { extendedMs }: Pick<Inbox, 'extendedMs'>,
): InvestigationInput {
  return {
    ...input,
    deadlineAtMs: input.deadlineAtMs + extendedMs,
    budgetSeconds: input.budgetSeconds + extendedMs / 1_000,
    deep,
  };
}

const refOf = ({ id, owner }: InvestigationInput): InvestigationRef => ({ id, owner });

/**
 * Runs one round of a deep investigation. The first asks as every investigation does; each later one follows
 * the plan that was made from what the rounds before it found. Nothing works while it waits: a wait is a timer.
 */
async function runRound(
  input: InvestigationInput,
  state: DeepState,
  inbox: Inbox,
  effects: Effects,
): Promise<RoundOutcome> {
  const ref = refOf(input);
  const round = { ref, input, state, limits: limitsOf(input, inbox), inbox, effects };
  const outcome = state.round === 1 ? await firstRound(round) : await plannedRound(round);
  return inbox.cancelRequested ? { kind: 'end', end: cancelled } : outcome;
}

async function firstRound(round: Round): Promise<RoundOutcome> {
  const { ref, input, limits, inbox, effects } = round;
  const routed = await routeIn(ref, input, limits, inbox, effects);
  if (inbox.cancelRequested || !routed.ok) return end(routed.ok ? cancelled : routed.end);
  const opened = routed.value.lanes;
  const tools = createTools(ref, stepLimits(round), routed.value.tools ?? [], inbox, effects);
  tools.begin();
  const lanes = await askLanes(round, opened);
  if (inbox.cancelRequested) return end(cancelled);
  if (!lanes.ok) return end(failedBy(lanes.failure));
  return searched(round, { ...routed.value, answered: lanes.value }, tools);
}

type Answered = RouteEnd & { readonly answered: readonly LaneState[] };

/** Ends the first round: searches for a cause, and ends all of it where nothing can be followed. */
async function searched(
  round: Round,
  { lanes: opened, answered, intent = null, isMemoryApart, summarises = false }: Answered,
  tools: Tools,
): Promise<RoundOutcome> {
  const { ref, state, inbox, effects } = round;
  const hasAnswer = answered.some(isAnswered);
  const limit = stepLimits(round);
  const explained =
    intent === null ? null : await explain(ref, { intent, hasAnswer }, limit, inbox, effects);
  tools.afterSearch(explained);
  const told = await tools.settle();
  if (inbox.cancelRequested) return end(cancelled);
  const verdict = explained?.verdict ?? null;
  const apart = isMemoryApart === true ? { isMemoryApart } : {};
  const savesByItself = conclusionSaves(apart, effects);
  // The report of all rounds takes longer than a short step may.
  const how = { savesByItself, summarises, writesAtOnce: false };
  const found = { lanes: answered, verdict, tools: told, ...how };
  // Without lanes it is a direct reply; without an answer there is nothing to follow.
  if (!hasAnswer && (opened.length === 0 || !isSearched(verdict)))
    return end(await answerFrom(ref, endingInput(round), found, inbox, effects));
  const asked = opened.filter(({ refused }) => refused === null).length;
  const memory = summarises ? { ...apart, summarises } : apart;
  return next(round, { ...state, intent, verdict, asked, hasTools: told.ran, ...memory });
}

const isSearched = (verdict: Verdict | null): boolean =>
  verdict !== null && verdict !== 'skipped' && verdict !== 'blocked';

async function plannedRound(round: Round): Promise<RoundOutcome> {
  const { ref, state, limits, inbox, effects } = round;
  effects.describe(`Planning round ${state.round}`);
  const args = { ref, state, answerByMs: limits.answerByMs() };
  const planning = effects.start('plan', args);
  const planned = await unlessStopped(planning, isCancelled(inbox), effects, limits.answerByMs);
  if (inbox.cancelRequested) return end(cancelled);
  // A plan that cannot be made loses nothing: the answer is written from what is there.
  if (!planned?.ok) return finish(round);
  const { version, done, quiet, tables, waitUntilMs } = planned.value;
  const begun = { ...state, planVersion: version, quiet, tables };
  if (done !== null) return finish({ ...round, state: begun });
  if (waitUntilMs !== null) {
    await waitFor(round, waitUntilMs);
    return next(round, { ...begun, waits: state.waits + 1 });
  }
  return follow({ ...round, state: begun }, planned.value);
}

/** Waits for rows: until then, or until the user wants no more of it. */
async function waitFor({ limits, inbox, effects }: Round, untilMs: number): Promise<void> {
  effects.describe(`Waiting for rows until ${new Date(untilMs).toISOString()}`);
  const atMs = Math.min(untilMs, limits.answerByMs());
  await effects.until(() => inbox.cancelRequested || inbox.answerNow, atMs);
}

async function follow(round: Round, { lanes: opened, checks }: PlanEnd): Promise<RoundOutcome> {
  const { ref, state, limits, inbox, effects } = round;
  const untilMs = Math.min(limits.answerByMs(), effects.now() + stepMs);
  const checking =
    checks === 0 ? null : effects.start('check', { ref, round: state.round, untilMs });
  const lanes = await askLanes(round, opened);
  const checked =
    checking && (await unlessStopped(checking, isCancelled(inbox), effects, () => untilMs));
  if (inbox.cancelRequested) return end(cancelled);
  if (!lanes.ok) return end(failedBy(lanes.failure));
  const verdict = await searchedAgain(round, opened);
  const counted = checked?.ok ? checked.value : 0;
  const asked = state.asked + opened.filter(({ refused }) => refused === null).length;
  return next(round, { ...state, verdict, asked, checked: state.checked + counted });
}

/** After a wait the questions were asked again: the cause is searched again, by the rows of now. */
async function searchedAgain(round: Round, opened: readonly RoutedLane[]): Promise<Verdict | null> {
  const { ref, state, inbox, effects } = round;
  const { intent, verdict, waits } = state;
  if (intent === null || verdict === 'cause_found' || waits === 0 || opened.length === 0)
    return verdict;
  const what = { intent, hasAnswer: true, round: state.round };
  const explained = await explain(ref, what, stepLimits(round), inbox, effects);
  return explained?.verdict ?? verdict;
}

function askLanes(round: Round, opened: readonly RoutedLane[]) {
  const { ref, input, state, limits, inbox, effects } = round;
  const endMs = effects.now() + roundMs;
  return runLanes(
    {
      ref,
      round: state.round,
      endMs: () => Math.min(limits.answerByMs(), endMs),
      laneLimitMs: input.laneLimitMs,
      nobodyAnswers: input.nobodyAnswers ?? false,
    },
    opened,
    inbox,
    effects,
  );
}

/** The limits of a step: those of the investigation, but no step takes days. */
function stepLimits({ limits, effects }: Round): Limits {
  const untilMs = effects.now() + stepMs;
  return {
    deadlineAtMs: () => Math.min(limits.deadlineAtMs(), untilMs),
    answerByMs: () => Math.min(limits.answerByMs(), untilMs),
    composeByRuleAtMs: () => Math.min(limits.composeByRuleAtMs(), untilMs),
  };
}

/** The input with a deadline that ends the writing in time; what the user has added comes to it again. */
function endingInput({ input, state, limits, inbox, effects }: Round): InvestigationInput {
  const endMs = Math.min(limits.deadlineAtMs(), effects.now() + stepMs);
  return { ...input, deadlineAtMs: endMs - inbox.extendedMs, deep: state };
}

async function finish(round: Round): Promise<RoundOutcome> {
  const { ref, state, inbox, effects } = round;
  const found = {
    lanes: [],
    verdict: state.verdict,
    tools: { ran: state.hasTools, answered: false },
    savesByItself: conclusionSaves(state, effects),
    summarises: state.summarises ?? false,
    writesAtOnce: false,
  };
  return end(await answerFrom(ref, endingInput(round), found, inbox, effects));
}

const end = (how: Conclusion): RoundOutcome => ({ kind: 'end', end: how });

const isAnswered = ({ outcome }: LaneState): boolean => outcome !== null && isAnswer(outcome);

/** Goes on in another round; without time for one, or where the answer is wanted now, that round only ends it. */
function next({ inbox }: Round, state: DeepState): RoundOutcome {
  return {
    kind: 'next',
    state: {
      ...state,
      round: state.round + 1,
      runs: state.runs + 1,
      planVersion: state.planVersion + 1,
      answerNow: state.answerNow || inbox.answerNow,
    },
  };
}
