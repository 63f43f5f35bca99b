import { AppError, asAppError, failures } from '../../domain/errors.ts';
import { isSignInLost } from '../../domain/on-behalf.ts';
import type { QuotaTurn, TurnRequest } from '../../domain/quota-ports.ts';
import type { LedgerEntry } from '../../domain/worker-ports.ts';
import type { Deps } from '../deps.ts';
import { findLostQuestion, noTimeToLook } from './reconcile.ts';
import { pause, Stopped } from './leg.ts';
import type { Leg } from './leg.ts';
import { waitForSignIn } from './signed-in.ts';

/** Pause after a 429 without Retry-After: the interval of five questions a minute, milliseconds. */
const defaultPauseMs = 12_000;

/** Databricks' own clients give a question up after ten minutes. */
const staleAfterMs = 600_000;

export type Asked = {
  readonly conversationId: string;
  readonly messageId: string;
  readonly askedMsAgo: number;
  /** How long the space's fastest answers take, milliseconds; null when that is not known. */
  readonly firstLookMs: number | null;
  /** Nobody waits any more for a question as old as this one: it is looked at once. */
  readonly isStale?: boolean;
};

/**
 * Asks the leg's question once over all attempts. The ledger says what an earlier attempt did; when
 * it is not known whether its POST took effect, Genie is searched for the question before it is
 * asked again.
 *
 * Effect: waits for quota; at most one POST takes effect.
 *
 * @param entry What the ledger said when the lane was taken.
 * @throws {AppError} a definite refusal, or `upstream.down` for a retry.
 */
export async function askOnce(deps: Deps, leg: Leg, entry: LedgerEntry | null): Promise<Asked> {
  const earlier = entry && askedBefore(entry);
  if (earlier) return earlier;
  const adopted = entry && (await findLostQuestion(deps, leg, entry));
  if (adopted) return adopted;
  for (;;) {
    const asked = await askWithQuota(deps, leg);
    if (asked) return asked;
  }
}

function askedBefore(entry: LedgerEntry): Asked | null {
  const { conversationId, messageId, askedMsAgo } = entry;
  if (conversationId === null || messageId === null) return null;
  const isStale = entry.takenOver && Date.now() - entry.intentAtMs > staleAfterMs;
  return { conversationId, messageId, askedMsAgo: askedMsAgo ?? 0, firstLookMs: null, isStale };
}

/**
 * Waits for a quota slot and sends one POST; null when the POST was refused and may be sent again.
 */
async function askWithQuota(deps: Deps, leg: Leg): Promise<Asked | null> {
  const { ledger } = deps.store;
  const { spaceId } = leg;
  const { slot, conversationId } = await waitForTurn(deps, leg);
  try {
    const ids = await deps.genie.ask({ spaceId, conversationId, content: leg.question }, () =>
      ledger.leaseHolds(leg.ref),
    );
    if (ids === null) {
      // The process was suspended for longer than its lease: a later attempt may have asked.
      throw new AppError('upstream.down', 'The lease expired before the question was sent.');
    }
    const url = deps.genie.urlOf({ spaceId, conversationId: ids.conversationId });
    const firstLookMs = await ledger.asked(leg.ref, { ...ids, spaceId, url, slot });
    return { ...ids, askedMsAgo: 0, firstLookMs };
  } catch (thrown) {
    const error = asAppError(thrown);
    if (error.details.unreadable) return adoptUnreadable(deps, leg, error, slot);
    await afterRefusal(deps, leg, error, conversationId, slot);
    return null;
  }
}

/** Looks up a question whose reply could not be understood: it has arrived, so at once. */
async function adoptUnreadable(
  deps: Deps,
  leg: Leg,
  error: AppError,
  slot: string,
): Promise<Asked> {
  const { ledger, quota } = deps.store;
  await quota.answered(slot);
  const entry = await ledger.read(leg.ref);
  const found = entry && (await findLostQuestion(deps, leg, { ...entry, settlesInMs: 0 }));
  if (found) return found;
  throw new AppError('upstream.rejected', error.message, { cause: error });
}

/**
 * Cleans up after a POST that certainly had no effect; returns when it may be sent again, else
 * throws.
 */
async function afterRefusal(
  deps: Deps,
  leg: Leg,
  error: AppError,
  conversationId: string | null,
  slot: string,
): Promise<void> {
  const { ledger, quota } = deps.store;
  if (error.details.unknownEffect !== false) throw await retried(deps, leg, error);
  await ledger.withdraw(leg.ref);
  // Genie counts a refused request as a question, but not one that never left this process.
  const wasSent = error.details.upstreamStatus !== undefined;
  await (wasSent ? quota.answered(slot) : quota.unused(slot));
  if (isSignInLost(error, 'expired')) {
    await waitForSignIn(deps, leg, error);
    return;
  }
  if (error.code === 'upstream.limited') {
    await quota.pause(deps.genie.workspace, error.details.retryAfterMs ?? defaultPauseMs);
    return;
  }
  // The continued conversation may be deleted or busy: the next POST opens a new one.
  if (conversationId === null || error.code === 'upstream.down') throw error;
  await ledger.left(leg.ref, { ended: false });
}

/**
 * A POST with an unknown effect must be retried, so that the next attempt looks the question up. It
 * can do so only when the POST is no longer in flight; without time for that, the lane has failed.
 */
async function retried(deps: Deps, leg: Leg, error: AppError): Promise<AppError> {
  const [entry, fence] = await Promise.all([
    deps.store.ledger.read(leg.ref),
    deps.store.fence(leg.ref),
  ]);
  if (entry !== null && fence.open && entry.settlesInMs >= fence.deadlineInMs) {
    const message = `${error.message} ${noTimeToLook}`;
    return new AppError('upstream.rejected', message, { cause: error });
  }
  if (failures[error.code].retried) return error;
  return new AppError('upstream.down', error.message, { ...error.details, cause: error });
}

/**
 * Waits for the leg's turn to ask and shows the lane's position in the queue.
 *
 * @throws {Stopped} when the leg may not continue.
 */
async function waitForTurn(deps: Deps, leg: Leg): Promise<Extract<QuotaTurn, { kind: 'granted' }>> {
  const { store, genie, settings } = deps;
  const { spaceId, question } = leg;
  const { domain, round, ask, attempt } = leg.ref;
  const request: TurnRequest = {
    workspace: genie.workspace,
    questionsPerMinute: settings.genieQuestionsPerMinute,
    contextHours: settings.memoryTtlHours,
    spaceId,
    question,
    started: {
      key: `lane.started:${domain}:${round}:${ask}`,
      type: 'lane.started',
      payload: { domain, round, question, ask },
    },
  };
  for (;;) {
    const turn = await store.quota.request(leg.ref, request);
    if (turn.kind === 'granted') return turn;
    if (turn.kind === 'stopped') throw new Stopped(turn.reason);
    const until = new Date(Math.ceil(turn.untilMs / 1000) * 1000).toISOString();
    const { position } = turn;
    await store.laneEvent(leg.ref, {
      key: `lane.waiting:${domain}:${round}:${ask}:${attempt}:${position}:${until}`,
      type: 'lane.waiting',
      payload: { domain, round, reason: 'quota', position, until },
    });
    await pause(deps, leg, turn.checkAgainMs);
  }
}
