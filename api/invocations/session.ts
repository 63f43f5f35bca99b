import { admissionIds } from '../../adapters/admission-ids.ts';
import { parseSessionId, sessionId } from '../../domain/ids.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { Caller } from '../../domain/caller.ts';
import type { AppDeps } from '../deps.ts';

/** The session that a client's conversation stands for, and whether it may have to begin. */
export type ClientSession = {
  readonly sessionId: SessionId | null;
  readonly mayBeginSession: boolean;
};

/**
 * The session of a conversation that a client names as it likes: one of ours by its id, else one that belongs to
 * this caller and this name alone.
 *
 * Effect: at most one read.
 *
 * @param name Null for a new conversation.
 */
export async function clientSession(
  { store }: AppDeps,
  { id: owner }: Caller,
  name: string | null,
): Promise<ClientSession> {
  if (name === null) return { sessionId: null, mayBeginSession: false };
  const known = parseSessionId(name);
  if (known !== null && (await store.sessionExists(owner, known)))
    return { sessionId: known, mayBeginSession: false };
  const made = sessionId(admissionIds.keyedHex(owner, `conversation:${name}`));
  return { sessionId: made, mayBeginSession: true };
}
