import type { GenieMessage } from '../../domain/genie.ts';
import type { LedgerEntry } from '../../domain/worker-ports.ts';
import type { Deps } from '../deps.ts';
import type { Asked } from './ask-once.ts';
import { gate, pause } from './leg.ts';
import type { Leg } from './leg.ts';

/** Two searches, so that a list that is a little behind does not make us ask twice. */
const looks = 2;
const betweenLooksMs = 3_000;
/** How far Genie's clock and the database's may differ, milliseconds. */
const clockSkewMs = 5_000;

/**
 * Searches Genie for the question of a POST whose response was lost. It waits until that POST can no
 * longer be in flight, then adopts a message with the same content, created since, that belongs to no
 * other leg.
 *
 * Effect: reads Genie; writes the ledger when it finds the message.
 *
 * @returns Null when Genie was not asked.
 */
export async function adoptLost(deps: Deps, leg: Leg, entry: LedgerEntry): Promise<Asked | null> {
  await gate(deps, leg);
  await pause(leg, entry.settlesInMs);
  for (let look = 1; look <= looks; look += 1) {
    const found = await findMessage(deps, leg, entry);
    if (found) {
      const { conversationId, messageId, createdAtMs } = found;
      const url = deps.genie.urlOf({ spaceId: leg.spaceId, conversationId });
      await deps.store.ledger.asked(leg.ref, { conversationId, messageId, url });
      await deps.store.conversations.keep(leg.ref, leg.spaceId, conversationId);
      return { conversationId, messageId, askedMsAgo: Math.max(0, Date.now() - createdAtMs) };
    }
    if (look < looks) await pause(leg, betweenLooksMs);
  }
  return null;
}

async function findMessage(deps: Deps, leg: Leg, entry: LedgerEntry): Promise<GenieMessage | null> {
  const sinceMs = entry.intentAtMs - clockSkewMs;
  await gate(deps, leg);
  const conversations = entry.continuedConversationId
    ? [entry.continuedConversationId]
    : await deps.genie.conversationsSince(leg.spaceId, sinceMs, leg.signal);
  for (const conversationId of conversations) {
    await gate(deps, leg);
    const messages = await deps.genie.messages(
      { spaceId: leg.spaceId, conversationId },
      leg.signal,
    );
    const same = messages.filter(
      (message) => message.content === entry.question && message.createdAtMs >= sinceMs,
    );
    const taken = await deps.store.ledger.known(same.map((message) => message.messageId));
    const free = same.find((message) => !taken.includes(message.messageId));
    if (free) return free;
  }
  return null;
}
