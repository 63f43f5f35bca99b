import { chooseByRuleAtMs, rememberMs } from '../domain/budget.ts';
import { cancelledConclusion as cancelled } from '../domain/conclusion.ts';
import type { Verdict } from '../domain/explanation.ts';
import type {
  EndStatus,
  Failure,
  InvestigationInput,
  InvestigationRef,
} from '../domain/investigation.ts';
import { isAnswer, wordsOfGenie } from '../domain/outcome.ts';
import type { Conclusion } from '../domain/conclusion.ts';
import type {
  Effects,
  ExplainEnd,
  LaneState,
  RouteArgs,
  RouteEnd,
  Running,
  StepEnd,
} from '../domain/steps.ts';
import { isCancelled } from './inbox.ts';
import type { Inbox } from './inbox.ts';
import { explain } from './explain.ts';
import { limitsOf } from './limits.ts';
import type { Limits } from './limits.ts';
import { runLanes } from './lanes.ts';
import { createTools } from './tools.ts';
import type { ToolsEnd } from './tools.ts';
import { unlessStopped } from './unless-stopped.ts';
import { writeAnswer } from './write-answer.ts';

/**
 * Runs one investigation from its question to its end: under Temporal, and in tests under a virtual
 * clock.
 *
 * 1. All input and all effects go through `effects` and `inbox`, also the time.
 * 2. It returns only after `conclude` has ended, so every run writes `finished`. Only `summarise` comes later,
 *    whose end changes nothing of it.
 * 3. A cancel ends the wait for any step except `settleLanes` and `conclude`, which are short.
 * 4. It enforces the deadlines itself: no time limit of a step decides how an investigation ends.
 */
export async function investigate(
  input: InvestigationInput,
  inbox: Inbox,
  effects: Effects,
): Promise<EndStatus> {
  const ref: InvestigationRef = { id: input.id, owner: input.owner };
  return concludeWith(ref, await run(ref, input, inbox, effects), effects);
}

/** Writes the end of an investigation, and tells the status that was stored. */
export async function concludeWith(
  ref: InvestigationRef,
  end: Conclusion,
  effects: Effects,
): Promise<EndStatus> {
  effects.describe('Storing the result');
  const concluded = await effects.start('conclude', { ref, end }).result;
  if (!concluded.ok)
    throw new Error(`The result could not be stored: ${concluded.failure.message}`);
  if (end.summarise && concluded.value !== 'cancelled') {
    effects.describe('Summing up the session');
    await effects.start('summarise', { ref }).result;
  }
  return concluded.value;
}

async function run(
  ref: InvestigationRef,
  input: InvestigationInput,
  inbox: Inbox,
  effects: Effects,
): Promise<Conclusion> {
  const limits = limitsOf(input, inbox);
  const routed = await routeIn(ref, input, limits, inbox, effects);
  if (inbox.cancelRequested) return cancelled;
  if (!routed.ok) return routed.end;

  const tools = createTools(ref, limits, routed.value.tools ?? [], inbox, effects);
  tools.begin();
  const round = {
    ref,
    round: 1,
    endMs: limits.answerByMs,
    laneLimitMs: input.laneLimitMs,
    nobodyAnswers: isAlone(input, routed.value),
  };
  const lanes = await runLanes(round, routed.value.lanes, inbox, effects);
  if (inbox.cancelRequested) return cancelled;
  if (!lanes.ok) return failedBy(lanes.failure);

  const hasAnswer = lanes.value.some(isAnswered);
  const explained = await explainWanted(
    ref,
    routed.value.intent,
    hasAnswer,
    limits,
    inbox,
    effects,
  );
  if (inbox.cancelRequested) return cancelled;
  tools.afterSearch(explained);
  const told = await tools.settle();
  if (inbox.cancelRequested) return cancelled;
  const found = { lanes: lanes.value, verdict: explained?.verdict ?? null, tools: told };
  const { summarises = false, writesAtOnce = false } = routed.value;
  const savesByItself = conclusionSaves(routed.value, effects);
  const how = { savesByItself, summarises, writesAtOnce };
  return answerFrom(ref, input, { ...found, ...how }, inbox, effects);
}

/** Whether nobody is waited for when Genie asks back. */
const isAlone = (
  { nobodyAnswers = false }: InvestigationInput,
  { asksNobody = false }: RouteEnd,
): boolean => nobodyAnswers || asksNobody;

/** The lanes of a question, or how its investigation ends without. */
export async function routeIn(
  ref: InvestigationRef,
  { budgetSeconds }: InvestigationInput,
  limits: Limits,
  inbox: Inbox,
  effects: Effects,
): Promise<
  { readonly ok: true; readonly value: RouteEnd } | { readonly ok: false; readonly end: Conclusion }
> {
  effects.describe('Choosing the domains to ask');
  const modelByMs = chooseByRuleAtMs(effects.now(), budgetSeconds);
  const args = { ref, answerByMs: limits.answerByMs(), modelByMs };
  const routed = await route(args, inbox, effects);
  if (routed?.ok) return routed;
  const why = routed?.failure ?? deadlinePassed('no domain was chosen in time');
  return { ok: false, end: failedBy(why) };
}

/** `conclude` saves to memory that lies beside what it writes, in one transaction. */
export const conclusionSaves = (
  { isMemoryApart }: Pick<RouteEnd, 'isMemoryApart'>,
  { hasShortSteps }: Effects,
): boolean => hasShortSteps && isMemoryApart !== true;

/** Searches a cause where the question asks for one; no intent in runs of versions that searched none. */
async function explainWanted(
  ref: InvestigationRef,
  intent: RouteEnd['intent'],
  hasAnswer: boolean,
  limits: Limits,
  inbox: Inbox,
  effects: Effects,
): Promise<ExplainEnd | null> {
  if (intent === null || intent === undefined) return null;
  return explain(ref, { intent, hasAnswer }, limits, inbox, effects);
}

/** Chooses the domains: at once where no model is waited for. */
async function route(
  args: RouteArgs,
  inbox: Inbox,
  effects: Effects,
): Promise<StepEnd<RouteEnd> | null> {
  const wait = <Value>(running: Running<Value>) =>
    unlessStopped(running, isCancelled(inbox), effects, () => args.answerByMs);
  if (effects.hasShortSteps) {
    const atOnce = await wait(effects.start('routeAtOnce', args));
    if (inbox.cancelRequested || atOnce === null) return null;
    if (!atOnce.ok) return atOnce;
    if (atOnce.value !== null) return { ok: true, value: atOnce.value };
  }
  return wait(effects.start('route', args));
}

/** What an answer can be written from. */
type Found = {
  readonly lanes: readonly LaneState[];
  readonly verdict: Verdict | null;
  readonly tools: ToolsEnd;
  readonly savesByItself: boolean;
  readonly summarises: boolean;
  readonly writesAtOnce: boolean;
};

/**
 * Writes the answer and saves it; without an answer of a domain or of the search for a cause, only what Genie
 * wrote to the lanes.
 */
export async function answerFrom(
  ref: InvestigationRef,
  input: InvestigationInput,
  found: Found,
  inbox: Inbox,
  effects: Effects,
): Promise<Conclusion> {
  const { lanes } = found;
  const hasLanes = lanes.length === 0 || lanes.some(isAnswered);
  const canAnswer = hasLanes || hasBesideLanes(found);
  const failure = canAnswer ? null : noDomainAnswered(lanes);
  if (!canAnswer && !lanes.some(hasWordsOfGenie)) return { ...fromLanes, failure };
  const how = { hasTools: found.tools.ran, writesAtOnce: found.writesAtOnce };
  const written = await writeAnswer(input, how, inbox, effects);
  if (inbox.cancelRequested) return cancelled;
  if (!written.ok) return failedBy(failure ?? written.failure);
  if (!canAnswer) return { ...fromLanes, failure };

  await save(ref, input, found, inbox, effects);
  if (inbox.cancelRequested) return cancelled;
  const status = hasLanes ? fromLanes.status : 'partial';
  return { ...fromLanes, status, remember: found.savesByItself, ...summaryAfter(found) };
}

const summaryAfter = ({ summarises }: Found): Pick<Conclusion, 'summarise'> =>
  summarises ? { summarise: true } : {};

/** A step of its own. A failure here never loses the answer. */
async function save(
  ref: InvestigationRef,
  input: InvestigationInput,
  { savesByItself }: Found,
  inbox: Inbox,
  effects: Effects,
): Promise<void> {
  if (savesByItself) return;
  effects.describe('Saving to memory');
  const saving = effects.start('remember', { ref });
  const { deadlineAtMs } = limitsOf(input, inbox);
  const byMs = effects.now() + rememberMs(deadlineAtMs(), effects.now());
  await unlessStopped(saving, isCancelled(inbox), effects, () => byMs);
}

/** Verdicts whose explanation answers the question, also that nothing unusual happened. */
const answering: readonly Verdict[] = ['cause_found', 'contributing', 'inconclusive'];

/** Something beside the lanes answers the question. */
const hasBesideLanes = ({ verdict, tools }: Found): boolean =>
  isExplained(verdict) || tools.answered;

const isExplained = (verdict: Verdict | null): boolean =>
  verdict !== null && answering.includes(verdict);

const fromLanes: Conclusion = {
  status: 'fromLanes',
  openLanes: { outcome: 'failed', detail: 'The investigation ended before this lane did.' },
  failure: null,
};

function isAnswered(lane: LaneState): boolean {
  return lane.outcome !== null && isAnswer(lane.outcome);
}

/** Genie's own words help the user to ask again: they are made into an answer. */
function hasWordsOfGenie({ outcome, detail }: LaneState): boolean {
  return wordsOfGenie(outcome, detail) !== null;
}

function noDomainAnswered(lanes: readonly LaneState[]): Failure {
  const reasons = lanes.map((lane) => {
    const detail = lane.detail === null ? '' : ` (${lane.detail})`;
    return `${lane.domain}: ${(lane.outcome ?? 'open').replace('_', ' ')}${detail}`;
  });
  return { code: 'upstream.rejected', message: `No domain answered. ${reasons.join('; ')}` };
}

function deadlinePassed(effect: string): Failure {
  return { code: 'upstream.down', message: `The deadline has passed: ${effect}.` };
}

/** How an investigation ends that failed. */
export function failedBy(failure: Failure): Conclusion {
  return {
    status: 'failed',
    openLanes: { outcome: 'failed', detail: failure.message },
    failure,
  };
}
