import { z } from 'zod';
import { cut } from '../../domain/text.ts';
import type { GenieMessage, GenieQuery, ListedMessage } from '../../domain/genie.ts';
import {
  filledText,
  list,
  optionalId,
  optionalList,
  optionalObject,
  optionalText,
  optionalTime,
  requireId,
  time,
  word,
} from './fields.ts';
import { jsonTextOf, textOf } from './json.ts';

/** UTF-16 units. These texts are stored in the workflow's history, whose payloads are limited. */
const maxTextLength = 4_000;
const maxTitleLength = 300;

const attachment = {
  attachment_id: optionalId,
  text: optionalObject({ content: filledText, purpose: optionalText }),
  query: optionalObject({
    title: filledText,
    description: filledText,
    query: optionalText,
    statement_id: optionalId,
    parameters: optionalList({ keyword: filledText, value: z.unknown().optional() }),
  }),
};

/** A message that is read by its id: only its status has to be readable. */
export const Message = z.object({
  content: filledText,
  status: word,
  created_timestamp: optionalTime,
  last_updated_timestamp: optionalTime,
  attachments: optionalList(attachment),
  error: z.unknown().optional(),
});
type Wire = z.infer<typeof Message>;

/** `id` is the former name of an id; a message and a conversation have both. */
const withIds = { id: optionalId, message_id: optionalId, conversation_id: optionalId };

/** The reply to a question: the ids stand in it, and again in the objects that it created. */
export const Started = z
  .object({
    ...withIds,
    conversation: optionalObject(withIds),
    message: optionalObject(withIds),
  })
  .transform(({ id, message_id, conversation_id, message, conversation }, context) => ({
    conversationId: requireId(context, 'conversation_id', [
      conversation_id,
      conversation?.conversation_id,
      conversation?.id,
      message?.conversation_id,
    ]),
    messageId: requireId(context, 'message_id', [message_id, message?.message_id, message?.id, id]),
  }));

/** One page of messages. All of them must be readable, because a lost question is searched here. */
export const Messages = z.object({
  messages: list(
    z
      .object({ ...withIds, content: optionalText, created_timestamp: time })
      .transform((wire, context): ListedMessage => ({
        messageId: requireId(context, 'message_id', [wire.message_id, wire.id]),
        content: wire.content ?? '',
        createdAtMs: wire.created_timestamp,
      })),
  ),
  next_page_token: filledText,
});

export const Conversations = z.object({
  conversations: list(
    z.object({ ...withIds, created_timestamp: time }).transform((wire, context) => ({
      conversationId: requireId(context, 'conversation_id', [wire.conversation_id, wire.id]),
      createdAtMs: wire.created_timestamp,
    })),
  ),
  next_page_token: filledText,
});

/**
 * Converts a message. Its query is the last one; texts between the first and the last query belong
 * to replaced queries and are left out; the remaining texts are joined in order.
 */
export function toMessage(wire: Wire): GenieMessage {
  const { attachments, created_timestamp: created, last_updated_timestamp: updated } = wire;
  const last = attachments.findLastIndex(({ query }) => query !== null);
  const first = attachments.findIndex(({ query }) => query !== null);
  const texts = attachments
    .filter((_, n) => n <= first || n >= last)
    .flatMap(({ text }) => (text?.content ? { content: text.content, purpose: text.purpose } : []));
  const words = texts.map(({ content }) => content).join('\n\n');
  return {
    status: wire.status === 'CANCELED' ? 'CANCELLED' : wire.status,
    answeredInMs:
      created === null || updated === null || updated < created ? null : updated - created,
    query: toQuery(attachments[last], wire.content),
    text: words === '' ? null : cut(words, maxTextLength),
    asksBack: texts.some(({ purpose }) => purpose === 'TEXT_ATTACHMENT_PURPOSE_FOLLOW_UP_QUESTION'),
    error: toError(wire.error),
  };
}

const ErrorObject = z.object({ error: filledText, type: filledText });

/** The error is an object; a text in its place is the error's text. */
function toError(wire: unknown): GenieMessage['error'] {
  if (wire === null || wire === undefined) return null;
  const { error, type } = ErrorObject.safeParse(wire).data ?? { error: textOf(wire), type: null };
  return {
    type: cut(type ?? '', maxTitleLength),
    message: cut(
      error ?? `The question failed${type === null ? '' : ` (${type})`}.`,
      maxTextLength,
    ),
  };
}

function toQuery(
  wire: Wire['attachments'][number] | undefined,
  content: string | null,
): GenieQuery | null {
  if (!wire?.query) return null;
  const { title, description, query, statement_id, parameters } = wire.query;
  return {
    attachmentId: wire.attachment_id,
    title: cut(title ?? description ?? content ?? 'Query of Genie', maxTitleLength),
    sql: query ?? '',
    parameters: parameters.flatMap(({ keyword, value }) =>
      keyword === null ? [] : { keyword, value: jsonTextOf(value) ?? '' },
    ),
    statementId: statement_id,
  };
}
