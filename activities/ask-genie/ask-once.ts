import { AppError, asAppError } from '../../domain/errors.ts';
import type { LedgerEntry } from '../../domain/worker-ports.ts';
import type { Deps } from '../deps.ts';
import { adoptLost } from './reconcile.ts';
import { gate, pause } from './leg.ts';
import type { Leg } from './leg.ts';

/** Used when a 429 names no time: the share of one question at five a minute, milliseconds. */
const defaultPauseMs = 12_000;

export type Asked = {
  readonly conversationId: string;
  readonly messageId: string;
  readonly askedMsAgo: number;
};

/**
 * Asks the leg's question exactly once, however many attempts there are. The ledger says what an
 * earlier attempt did; when its effect is unknown, Genie is searched for the question before it is
 * asked again.
 *
 * Effect: at most one POST takes effect; waits for its turn at the quota.
 *
 * @throws {AppError} a definite refusal, or `upstream.down` for a retry.
 */
export async function askOnce(deps: Deps, leg: Leg): Promise<Asked> {
  const entry = await deps.store.ledger.read(leg.ref);
  const known = entry && askedBefore(entry);
  if (known) return known;
  const adopted = entry && (await adoptLost(deps, leg, entry));
  if (adopted) return adopted;
  for (;;) {
    const asked = await askNow(deps, leg);
    if (asked) return asked;
  }
}

function askedBefore(entry: LedgerEntry): Asked | null {
  const { conversationId, messageId, askedMsAgo } = entry;
  if (conversationId === null || messageId === null) return null;
  return { conversationId, messageId, askedMsAgo: askedMsAgo ?? 0 };
}

/** Waits for a quota slot and sends one POST; null when Genie asked us to wait. */
async function askNow(deps: Deps, leg: Leg): Promise<Asked | null> {
  const { ledger, quota, conversations } = deps.store;
  const slot = await waitForSlot(deps, leg);
  const conversationId = await conversations.lease(leg.ref, leg.spaceId);
  await gate(deps, leg);
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
      // The process was frozen for longer than its lease: its successor may have asked already.
      throw new AppError('upstream.down', 'The lease ran out before the question was sent.');
    }
    const url = deps.genie.urlOf({ spaceId: leg.spaceId, conversationId: ids.conversationId });
    await ledger.asked(leg.ref, { ...ids, url });
    await quota.answered(slot);
    await conversations.keep(leg.ref, leg.spaceId, ids.conversationId);
    return { ...ids, askedMsAgo: 0 };
  } catch (thrown) {
    await refused(deps, leg, asAppError(thrown), conversationId, slot);
    return null;
  }
}

/** Cleans up after a POST that was certainly refused; every other failure is thrown again. */
async function refused(
  deps: Deps,
  leg: Leg,
  error: AppError,
  conversationId: string | null,
  slot: string,
): Promise<void> {
  const { ledger, quota, conversations } = deps.store;
  if (error.details.unknownEffect !== false) throw error;
  await ledger.withdraw(leg.ref);
  // Genie counts a refused request as a question, but not one that never left this process.
  const wasSent = error.details.upstreamStatus !== undefined;
  await (wasSent ? quota.answered(slot) : quota.unused(slot));
  if (error.code === 'upstream.limited') {
    await quota.pause(deps.genie.workspace, error.details.retryAfterMs ?? defaultPauseMs);
    return;
  }
  // The continued conversation may be deleted or busy: the next try opens a new one.
  if (conversationId === null || error.code === 'upstream.down') throw error;
  await conversations.release(leg.ref, false);
}

/** Waits for a quota slot and shows the lane's position in the queue. */
async function waitForSlot(deps: Deps, leg: Leg): Promise<string> {
  const { store, genie, settings } = deps;
  const { domain, round } = leg.ref;
  for (;;) {
    await gate(deps, leg);
    const got = await store.quota.request(
      leg.ref,
      genie.workspace,
      settings.genieQuestionsPerMinute,
    );
    if (got.granted) return got.slot;
    const until = new Date(Math.ceil(got.untilMs / 1000) * 1000).toISOString();
    const { position } = got;
    await store.laneEvent(leg.ref, {
      key: `lane.waiting:${domain}:${round}:${leg.ref.ask}:${leg.ref.attempt}:${position}:${until}`,
      type: 'lane.waiting',
      payload: { domain, round, reason: 'quota', position, until },
    });
    await pause(leg, got.checkAgainMs);
  }
}
