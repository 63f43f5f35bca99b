import { etagOf, type Space } from './space-store.ts';
import type { SqlRows } from '../sql/engine.ts';
import type { Conversation, Message, QueryAnswer, TextAnswer } from './store.ts';

type Json = Readonly<Record<string, unknown>>;

/** A space without its configuration. */
export const spaceShape = (space: Space): Json => ({
  space_id: space.spaceId,
  title: space.title,
  description: space.description,
  warehouse_id: space.warehouseId,
  parent_path: space.parentPath,
  create_time: new Date(space.createdMs).toISOString(),
  update_time: new Date(space.updatedMs).toISOString(),
});

/** A space with its configuration and etag, for principals with CAN_EDIT. */
export const editableSpaceShape = (space: Space): Json => ({
  ...spaceShape(space),
  etag: etagOf(space),
  serialized_space: JSON.stringify(space.content),
});

export const conversationShape = (conversation: Conversation): Json => ({
  id: conversation.id,
  conversation_id: conversation.id,
  space_id: conversation.spaceId,
  title: conversation.title,
  user_id: conversation.userId,
  created_timestamp: conversation.createdMs,
  last_updated_timestamp: conversation.messages.at(-1)?.updatedMs ?? conversation.createdMs,
});

/** A conversation as a list item, without messages. */
export const listedConversationShape = (conversation: Conversation): Json => ({
  conversation_id: conversation.id,
  title: conversation.title,
  created_timestamp: conversation.createdMs,
  agent_type: 'GENIE_CONVERSATION_TYPE_CHAT',
});

function queryShape(answer: QueryAnswer, updatedMs: number): Json {
  const metadata =
    answer.rows === null
      ? {}
      : {
          query_result_metadata: {
            row_count: answer.rows.rowCount,
            is_truncated: answer.rows.truncated,
          },
        };
  return {
    attachment_id: answer.attachmentId,
    query: {
      id: answer.attachmentId,
      title: answer.question.question,
      description: answer.description,
      query: answer.sql,
      parameters: answer.parameters.map(({ name, value, type }) => ({
        keyword: name,
        sql_type: type,
        value,
      })),
      statement_id: answer.statementId,
      last_updated_timestamp: updatedMs,
      ...metadata,
    },
  };
}

function textShape({ attachmentId, text, isQuestion }: TextAnswer): Json {
  const purpose = isQuestion
    ? 'TEXT_ATTACHMENT_PURPOSE_FOLLOW_UP_QUESTION'
    : 'TEXT_ATTACHMENT_PURPOSE_ANSWER';
  return { attachment_id: attachmentId, text: { id: attachmentId, content: text, purpose } };
}

/** Attachments in order of their creation: failed attempts, the query, the text, suggested questions. */
function attachmentShapes(message: Message): Json[] {
  const { superseded, query, text, suggestions, updatedMs } = message;
  const suggested = {
    attachment_id: `${message.id.slice(0, 28)}5099`,
    suggested_questions: { questions: suggestions },
  };
  return [
    ...superseded.flatMap((attempt) => [
      queryShape(attempt.query, updatedMs),
      textShape(attempt.text),
    ]),
    ...(query === null ? [] : [queryShape(query, updatedMs)]),
    ...(text === null ? [] : [textShape(text)]),
    ...(suggestions.length === 0 ? [] : [suggested]),
  ];
}

/** Whether the rows of a message's query have expired. */
export const isExpired = ({ status, query }: Message, nowMs: number): boolean =>
  status === 'COMPLETED' && query !== null && query.expiresMs <= nowMs;

/**
 * A `GenieMessage`.
 *
 * @param nowMs The workspace's time, by which results expire.
 */
export function messageShape(message: Message, nowMs: number): Json {
  const attachments = attachmentShapes(message);
  return {
    id: message.id,
    message_id: message.id,
    space_id: message.spaceId,
    conversation_id: message.conversationId,
    user_id: message.userId,
    content: message.content,
    status: isExpired(message, nowMs) ? 'QUERY_RESULT_EXPIRED' : message.status,
    created_timestamp: message.createdMs,
    last_updated_timestamp: message.updatedMs,
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(message.error === null ? {} : { error: message.error }),
    ...(message.feedback === null ? {} : { feedback: message.feedback }),
  };
}

/** A statement with its result: cells are text or null; `result` is empty without rows. */
export function statementShape(statementId: string, rows: SqlRows): Json {
  const chunk = { chunk_index: 0, row_offset: 0, row_count: rows.rowCount };
  const isEmpty = rows.rowCount === 0;
  return {
    statement_id: statementId,
    status: { state: 'SUCCEEDED' },
    manifest: {
      format: 'JSON_ARRAY',
      schema: { column_count: rows.columns.length, columns: rows.columns },
      chunks: isEmpty ? [] : [chunk],
      total_chunk_count: isEmpty ? 0 : 1,
      total_row_count: rows.rowCount,
      truncated: rows.truncated,
    },
    result: isEmpty ? {} : { ...chunk, data_array: rows.rows },
  };
}

/** A statement that failed when it was executed again. */
export const failedStatementShape = (
  statementId: string,
  message: string,
  state: string,
): Json => ({
  statement_id: statementId,
  status: { state: 'FAILED', error: { error_code: 'BAD_REQUEST', message }, sql_state: state },
});
