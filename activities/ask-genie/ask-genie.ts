import { spaceSettingOf } from '../../domain/domains.ts';
import { AppError, asAppError } from '../../domain/errors.ts';
import { hintFor, missingAccessOf, withHint } from '../../domain/hints.ts';
import type { MissingAccess } from '../../domain/hints.ts';
import type { GenieReference } from '../../domain/investigation.ts';
import { keeping } from '../../domain/outcome.ts';
import type { LaneEnding, Outcome } from '../../domain/outcome.ts';
import type { AskArgs, LegEnd } from '../../domain/steps.ts';
import type { LedgerEntry, LegRef, QuestionLeft, TakenLane } from '../../domain/worker-ports.ts';
import type { Deps } from '../deps.ts';
import { askedAnew, collect } from './collect.ts';
import { askOnce } from './ask-once.ts';
import { awaitMessage } from './await-message.ts';
import { Stopped } from './leg.ts';
import type { Leg, StopReason } from './leg.ts';
import { endingOfTrouble, mayPass } from './poll.ts';
import { questionsOf } from './two-times.ts';
import type { Attempt } from '../run.ts';

/**
 * Runs one leg of a lane: asks Genie at most once, waits for the answer, and ends the lane with it.
 * When an earlier attempt has asked, it waits for that answer and does not ask again.
 *
 * Effect: requests to Genie, each after a check of the fence; writes the ledger and the lane's row.
 */
export async function askGenie(deps: Deps, args: AskArgs, at: Attempt): Promise<LegEnd> {
  const ref: LegRef = {
    ...args.ref,
    round: args.round,
    domain: args.domain,
    epoch: args.epoch,
    ask: args.ask,
    attempt: at.attempt,
  };
  const lane = await deps.store.takeLane(ref);
  if (lane === null) return { kind: 'superseded' };
  if (lane.outcome !== null) {
    return { kind: 'finished', outcome: lane.outcome, detail: lane.detail };
  }
  if (lane.spaceId === null) {
    return finish(deps, ref, { outcome: 'failed', detail: 'The lane has no Genie space.' }, null);
  }
  const leg: Leg = {
    ref,
    spaceId: lane.spaceId,
    kept: args.kept,
    ...whatToAsk(deps, args, lane),
    limitMs: args.laneLimitMs,
    isLate: lane.asked?.takenOver ?? false,
    signInWait: { ms: 0 },
    signal: at.signal,
  };
  try {
    return await runLeg(deps, leg, lane.asked);
  } catch (thrown) {
    if (at.signal.aborted) throw thrown;
    if (thrown instanceof Stopped) {
      return { kind: endOfStopped[thrown.reason] };
    }
    const error = asAppError(thrown);
    const ending = (await finalRefusal(deps, error, leg)) ?? (await whenTimeIsUp(deps, error, leg));
    if (ending === null) throw error;
    if (leg.isLate) return askedAnew(leg, ending, 0);
    return finish(deps, ref, keeping(leg.kept, ending), { ended: false });
  }
}

/** The question of a leg, and the one that follows it. */
function whatToAsk(
  deps: Deps,
  { domain, say, following, hint }: AskArgs,
  { question }: TakenLane,
): Pick<Leg, 'question' | 'following'> {
  if (say !== null) return { question: say, following };
  // What the user says of the question is for all of it: it is not taken apart.
  if (hint !== undefined) return { question: `${question} ${hint}`, following: null };
  return questionsOf(deps, domain, question);
}

/** How a leg that had to stop ends for the workflow, by the reason. */
const endOfStopped = {
  cancelled: 'cancelled',
  deadline: 'overdue',
  settled: 'superseded',
  superseded: 'superseded',
  aborted: 'superseded',
} as const satisfies Record<StopReason, LegEnd['kind']>;

async function runLeg(deps: Deps, leg: Leg, entry: LedgerEntry | null): Promise<LegEnd> {
  const asked = await askOnce(deps, leg, entry);
  const genie: GenieReference = {
    spaceId: leg.spaceId,
    conversationId: asked.conversationId,
    messageId: asked.messageId,
    url: deps.genie.urlOf({ spaceId: leg.spaceId, conversationId: asked.conversationId }),
  };
  try {
    const waited = await awaitMessage(deps, leg, genie, asked);
    return await collect(deps, leg, genie, waited);
  } catch (error) {
    throw isNotFound(error) ? new AppError('upstream.rejected', conversationDeleted) : error;
  }
}

const conversationDeleted = 'The Genie conversation of this question was deleted. Ask again.';

/** The space existed when the question was asked, so a 404 now is about the conversation. */
function isNotFound(error: unknown): boolean {
  return error instanceof AppError && error.details.upstreamStatus === 404;
}

/** The outcome of a lane after a refusal that no retry can change; null when a retry may help. */
async function finalRefusal(
  deps: Deps,
  error: AppError,
  leg: Leg,
): Promise<{ outcome: Outcome; detail: string } | null> {
  if (error.code === 'upstream.rejected' || error.code === 'input.invalid') {
    return { outcome: 'failed', detail: error.message };
  }
  const refusal = refusalOf(error, leg);
  if (refusal === null) return null;
  const hint = hintFor(refusal.missing, await deps.genie.caller(leg.signal));
  return { outcome: 'denied', detail: withHint(refusal.message, hint) };
}

/** The next attempt begins within this time; milliseconds. */
const nextAttemptMs = 1_500;

/** The ending of a lane whose workspace failed until there is no time for another attempt. */
async function whenTimeIsUp(
  deps: Deps,
  error: AppError,
  leg: Leg,
): Promise<{ outcome: Outcome; detail: string } | null> {
  if (!mayPass(error)) return null;
  const fence = await deps.store.fence(leg.ref);
  return fence.open && fence.deadlineInMs <= nextAttemptMs ? endingOfTrouble(error) : null;
}

function refusalOf(
  error: AppError,
  { spaceId, ref }: Leg,
): { message: string; missing: MissingAccess } | null {
  if (error.code === 'auth.denied') {
    return { message: error.message, missing: missingAccessOf(error, { kind: 'run', spaceId }) };
  }
  if (error.code !== 'input.not_found') return null;
  const setting = spaceSettingOf(ref.domain);
  return {
    message: `Genie space ${spaceId} does not exist or is hidden.`,
    missing: { kind: 'space', spaceId, setting },
  };
}

async function finish(
  deps: Deps,
  ref: LegRef,
  ending: LaneEnding,
  left: QuestionLeft | null,
): Promise<LegEnd> {
  const result = { ...ending, genie: null, evidence: [], usage: {}, left };
  const lane = await deps.store.finishLane(ref, result);
  return { kind: 'finished', outcome: lane.outcome ?? ending.outcome, detail: lane.detail };
}
