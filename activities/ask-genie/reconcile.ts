import { AppError, asAppError } from '../../domain/errors.ts';
import type { ListedMessage } from '../../domain/genie.ts';
import type { LedgerEntry } from '../../domain/worker-ports.ts';
import type { Deps } from '../deps.ts';
import type { Asked } from './ask-once.ts';
import { checkFence, pause } from './leg.ts';
import type { Leg } from './leg.ts';
import { whileSignedIn } from './signed-in.ts';

/** Two searches, since Genie's lists may show a new message late. */
const searches = 2;
const betweenSearchesMs = 3_000;
/** How far Genie's clock and the database's may differ, milliseconds. */
const clockSkewMs = 5_000;

/**
 * Searches Genie for the question of a POST whose response was lost. It waits until that POST can
 * no longer be in flight, then takes a message with the same content, created since, that belongs
 * to no other leg.
 *
 * Effect: reads Genie; writes the ledger when it finds the message.
 *
 * @returns Null when there is no such message: the POST did not take effect.
 */
export async function findLostQuestion(
  deps: Deps,
  leg: Leg,
  entry: LedgerEntry,
): Promise<Asked | null> {
  const { deadlineInMs } = await checkFence(deps, leg);
  if (entry.settlesInMs >= deadlineInMs) throw new AppError('upstream.rejected', noTimeToLook);
  await pause(deps, leg, entry.settlesInMs);
  for (let search = 1; search <= searches; search += 1) {
    const adopted = await adopt(deps, leg, entry);
    if (adopted) return adopted;
    if (search < searches) await pause(deps, leg, betweenSearchesMs);
  }
  return null;
}

/** Takes the message for the leg; one that another leg took since it was read is looked past. */
async function adopt(deps: Deps, leg: Leg, entry: LedgerEntry): Promise<Asked | null> {
  for (;;) {
    const found = await findMessage(deps, leg, entry);
    if (found === null) return null;
    const { conversationId, message } = found;
    const { messageId, createdAtMs } = message;
    const { spaceId } = leg;
    const url = deps.genie.urlOf({ spaceId, conversationId });
    const asked = { spaceId, conversationId, messageId, url, slot: null };
    try {
      const firstLookMs = await deps.store.ledger.asked(leg.ref, asked);
      const askedMsAgo = Math.max(0, Date.now() - createdAtMs);
      return { conversationId, messageId, askedMsAgo, firstLookMs };
    } catch (error) {
      if (asAppError(error).code !== 'input.conflict') throw error;
    }
  }
}

export const noTimeToLook =
  'Databricks did not confirm the question, and the time is too short to look for it. Ask again.';

/**
 * Of the messages with the question's words that belong to no leg, the one whose time is nearest to the intent:
 * another lane may have asked the same, and looks for its own.
 */
async function findMessage(deps: Deps, leg: Leg, entry: LedgerEntry): Promise<Found | null> {
  const sinceMs = entry.intentAtMs - clockSkewMs;
  await checkFence(deps, leg);
  const conversations = entry.continuedConversationId
    ? [entry.continuedConversationId]
    : await whileSignedIn(deps, leg, () =>
        deps.genie.conversationsSince(leg.spaceId, sinceMs, leg.signal),
      );
  const found: Found[] = [];
  for (const conversationId of conversations) {
    await checkFence(deps, leg);
    const messages = await whileSignedIn(deps, leg, () =>
      deps.genie.messages({ spaceId: leg.spaceId, conversationId }, leg.signal),
    );
    const same = messages.filter(
      (message) => message.content === entry.question && message.createdAtMs >= sinceMs,
    );
    const owned = await deps.store.ledger.known(same.map((message) => message.messageId));
    const unowned = same.filter((message) => !owned.includes(message.messageId));
    found.push(...unowned.map((message) => ({ conversationId, message })));
  }
  const awayMs = ({ message }: Found): number => Math.abs(message.createdAtMs - entry.intentAtMs);
  return found.toSorted((a, b) => awayMs(a) - awayMs(b))[0] ?? null;
}

type Found = { readonly conversationId: string; readonly message: ListedMessage };
