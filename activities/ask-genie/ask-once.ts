import { AppError, asAppError, failures } from '../../domain/errors.ts';
import type { LedgerEntry } from '../../domain/worker-ports.ts';
import type { Deps } from '../deps.ts';
import { findLostQuestion, noTimeToLook } from './reconcile.ts';
import { checkFence, pause } from './leg.ts';
import type { Leg } from './leg.ts';

/** Pause after a 429 without Retry-After: the interval of five questions a minute, milliseconds. */
const defaultPauseMs = 12_000;

export type Asked = {
  readonly conversationId: string;
  readonly messageId: string;
  readonly askedMsAgo: number;
};

/**
 * Asks the leg's question once over all attempts. The ledger says what an earlier attempt did; when
 * it is not known whether its POST took effect, Genie is searched for the question before it is
 * asked again.
 *
 * Effect: waits for quota; at most one POST takes effect.
 *
 * @throws {AppError} a definite refusal, or `upstream.down` for a retry.
 */
export async function askOnce(deps: Deps, leg: Leg): Promise<Asked> {
  const entry = await deps.store.ledger.read(leg.ref);
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
  return { conversationId, messageId, askedMsAgo: askedMsAgo ?? 0 };
}

/**
 * Waits for a quota slot and sends one POST; null when the POST was refused and may be sent again.
 */
async function askWithQuota(deps: Deps, leg: Leg): Promise<Asked | null> {
  const { ledger, quota, conversations } = deps.store;
  const slot = await waitForSlot(deps, leg);
  const conversationId = await conversations.lease(leg.ref, leg.spaceId);
  await checkFence(deps, leg);
  await ledger.intend(leg.ref, {
    spaceId: leg.spaceId,
    question: leg.question,
    continuedConversationId: conversationId,
  });
  try {
    const ids = await deps.genie.ask(
      { spaceId: leg.spaceId, conversationId, content: leg.question },
      () => ledger.leaseHolds(leg.ref),
    );
    if (ids === null) {
      // The process was suspended for longer than its lease: a later attempt may have asked.
      throw new AppError('upstream.down', 'The lease expired before the question was sent.');
    }
    const url = deps.genie.urlOf({ spaceId: leg.spaceId, conversationId: ids.conversationId });
    await ledger.asked(leg.ref, { ...ids, url });
    await quota.answered(slot);
    await conversations.keep(leg.ref, leg.spaceId, ids.conversationId);
    return { ...ids, askedMsAgo: 0 };
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
  const { ledger, quota, conversations } = deps.store;
  if (error.details.unknownEffect !== false) throw await retried(deps, leg, error);
  await ledger.withdraw(leg.ref);
  // Genie counts a refused request as a question, but not one that never left this process.
  const wasSent = error.details.upstreamStatus !== undefined;
  await (wasSent ? quota.answered(slot) : quota.unused(slot));
  if (error.code === 'upstream.limited') {
    await quota.pause(deps.genie.workspace, error.details.retryAfterMs ?? defaultPauseMs);
    return;
  }
  // The continued conversation may be deleted or busy: the next POST opens a new one.
  if (conversationId === null || error.code === 'upstream.down') throw error;
  await conversations.release(leg.ref, false);
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

/** Waits for a quota slot and shows the lane's position in the queue. */
async function waitForSlot(deps: Deps, leg: Leg): Promise<string> {
  const { store, genie, settings } = deps;
  const { domain, round } = leg.ref;
  for (;;) {
    await checkFence(deps, leg);
    const turn = await store.quota.request(
      leg.ref,
      genie.workspace,
      settings.genieQuestionsPerMinute,
    );
    if (turn.granted) return turn.slot;
    const until = new Date(Math.ceil(turn.untilMs / 1000) * 1000).toISOString();
    const { position } = turn;
    await store.laneEvent(leg.ref, {
      key: `lane.waiting:${domain}:${round}:${leg.ref.ask}:${leg.ref.attempt}:${position}:${until}`,
      type: 'lane.waiting',
      payload: { domain, round, reason: 'quota', position, until },
    });
    await pause(leg, turn.checkAgainMs);
  }
}
