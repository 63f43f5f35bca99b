import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { cut } from '../../domain/text.ts';
import type { GenieMessage, GenieQuery, GenieTable } from '../../domain/genie.ts';

/** UTF-16 units. These texts are stored in the workflow's history, whose payloads are limited. */
const maxTextLength = 4_000;
const maxTitleLength = 300;

/** Fields that we do not use may be missing or have any value. */
const Attachment = z.object({
  attachment_id: z.string().optional(),
  text: z.object({ content: z.string(), purpose: z.string().optional() }).nullish(),
  query: z
    .object({
      title: z.string().nullish(),
      description: z.string().nullish(),
      query: z.string().nullish(),
      statement_id: z.string().nullish(),
      parameters: z
        .array(z.object({ keyword: z.string(), value: z.union([z.string(), z.null()]) }))
        .nullish(),
    })
    .nullish(),
});

export const Message = z.object({
  message_id: z.string(),
  conversation_id: z.string(),
  content: z.string(),
  status: z.string(),
  created_timestamp: z.number(),
  last_updated_timestamp: z.number().nullish(),
  attachments: z.array(Attachment).nullish(),
  error: z.object({ error: z.string().nullish(), type: z.string().nullish() }).nullish(),
});

export const Started = z.object({ conversation_id: z.string(), message_id: z.string() });

export const Messages = z.object({
  messages: z.array(Message).nullish(),
  next_page_token: z.string().nullish(),
});

export const Conversations = z.object({
  conversations: z
    .array(z.object({ conversation_id: z.string(), created_timestamp: z.number() }))
    .nullish(),
  next_page_token: z.string().nullish(),
});

const orEmpty = <Item>(items: Item[] | null | undefined): Item[] => items ?? [];

const Manifest = z.object({
  schema: z.object({
    columns: z
      .array(z.object({ name: z.string(), type_name: z.string(), type_text: z.string().nullish() }))
      .nullish()
      .transform(orEmpty),
  }),
  total_row_count: z.number().nullish(),
  truncated: z.boolean().nullish(),
});

/** One part of a result, with the index of the next one. */
export const Chunk = z.object({
  data_array: z.array(z.array(z.string().nullable())).nullish().transform(orEmpty),
  next_chunk_index: z.number().nullish(),
});

export const QueryResult = z.object({
  statement_response: z.object({
    statement_id: z.string().nullish(),
    status: z.object({
      state: z.string(),
      error: z.object({ message: z.string().nullish() }).nullish(),
    }),
    manifest: Manifest.nullish(),
    result: Chunk.nullish(),
  }),
});

/**
 * Converts the result of a query and its rows. A result with fewer rows than its manifest says is
 * truncated.
 *
 * @throws {AppError} `upstream.rejected` when the statement has no result.
 */
export function toTable(
  { statement_response: it }: z.infer<typeof QueryResult>,
  rows: GenieTable['rows'],
): GenieTable {
  if (it.status.state !== 'SUCCEEDED' || !it.manifest) {
    const reason = it.status.error?.message ?? `its state is ${it.status.state}`;
    throw new AppError('upstream.rejected', `The query's result cannot be read: ${reason}`);
  }
  const rowCount = it.manifest.total_row_count ?? rows.length;
  return {
    columns: it.manifest.schema.columns.map(({ name, type_name, type_text }) => ({
      name,
      type: type_text ?? type_name,
    })),
    rows,
    rowCount,
    truncated: it.manifest.truncated === true || rows.length < rowCount,
    statementId: it.statement_id ?? null,
  };
}

/**
 * Converts a message. Its query is the last one; texts between the first and the last query belong
 * to replaced queries and are left out; the remaining texts are joined in order.
 */
export function toMessage(wire: z.infer<typeof Message>): GenieMessage {
  const attachments = wire.attachments ?? [];
  const last = attachments.findLastIndex((attachment) => attachment.query);
  const first = attachments.findIndex((attachment) => attachment.query);
  const attachment = attachments[last];
  const texts = attachments
    .filter((_, n) => n <= first || n >= last)
    .flatMap(({ text }) => text ?? []);
  return {
    conversationId: wire.conversation_id,
    messageId: wire.message_id,
    content: wire.content,
    createdAtMs: wire.created_timestamp,
    updatedAtMs: wire.last_updated_timestamp ?? wire.created_timestamp,
    status: wire.status,
    query: attachment ? toQuery(attachment, wire.content) : null,
    text:
      texts.length === 0
        ? null
        : cut(texts.map(({ content }) => content).join('\n\n'), maxTextLength),
    asksBack: texts.some(({ purpose }) => purpose === 'TEXT_ATTACHMENT_PURPOSE_FOLLOW_UP_QUESTION'),
    error: toError(wire.error),
  };
}

function toError(wire: z.infer<typeof Message>['error']): GenieMessage['error'] {
  if (!wire) return null;
  const message = cut(wire.error ?? 'The question failed.', maxTextLength);
  return { type: cut(wire.type ?? '', maxTitleLength), message };
}

function toQuery(attachment: z.infer<typeof Attachment>, question: string): GenieQuery | null {
  const { query, attachment_id: attachmentId } = attachment;
  if (!query || attachmentId === undefined) return null;
  return {
    attachmentId,
    title: cut(query.title ?? query.description ?? question, maxTitleLength),
    sql: query.query ?? '',
    parameters: orEmpty(query.parameters).map(({ keyword, value }) => ({
      keyword,
      value: value ?? '',
    })),
    statementId: query.statement_id ?? null,
  };
}
