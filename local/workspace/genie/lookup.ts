import type { Context } from 'hono';
import type { LoadedData } from '../dataset.ts';
import type { WorkspaceState } from '../state.ts';
import { type Wire, WireError } from '../wire.ts';
import { base, spaceOf } from './space-routes.ts';
import type { Conversation, Message, QueryAnswer } from './store.ts';

/** Paths of conversations, of their messages, and of an attachment. */
export const conversations = `${base}/:space/conversations`;
export const messages = `${conversations}/:conversation/messages`;
export const attachment = `${messages}/:message/attachments/:attachment`;

/**
 * The caller's conversation in the path.
 *
 * @throws {WireError} 404 when it is unknown or another user's.
 */
export function conversationOf(state: WorkspaceState, c: Context<Wire>): Conversation {
  const id = c.req.param('conversation') ?? '';
  const found = state.genie.find(spaceOf(state, c).spaceId, id);
  if (found === null || found.userId !== c.get('principal').id)
    throw new WireError(404, `Conversation ${id} does not exist.`);
  return found;
}

/** @throws {WireError} 404 when the conversation has no such message. */
export function messageOf(state: WorkspaceState, c: Context<Wire>): Message {
  const id = c.req.param('message') ?? '';
  const found = conversationOf(state, c).messages.find((message) => message.id === id);
  if (found === undefined) throw new WireError(404, `Message ${id} does not exist.`);
  return found;
}

/** @throws {WireError} 404 when the message has no such query. */
export function queryOf(state: WorkspaceState, c: Context<Wire>): QueryAnswer {
  const id = c.req.param('attachment') ?? '';
  const message = messageOf(state, c);
  if (message.query?.attachmentId !== id)
    throw new WireError(404, `Attachment ${id} does not exist.`);
  return message.query;
}

/** @throws {WireError} 503 while the data is loading. */
export function dataOf(state: WorkspaceState): LoadedData {
  const data = state.dataset.current();
  if (data === null)
    throw new WireError(503, `The data is not ready: ${state.dataset.progress()}`, {
      retryAfterSeconds: 1,
    });
  return data;
}
