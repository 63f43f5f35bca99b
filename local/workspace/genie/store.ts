import { randomBytes } from 'node:crypto';
import type { GenieQuestion } from './genie-question.ts';
import type { SqlParameter, SqlRows } from '../sql/engine.ts';

export type MessageStatus =
  | 'SUBMITTED'
  | 'FETCHING_METADATA'
  | 'FILTERING_CONTEXT'
  | 'ASKING_AI'
  | 'PENDING_WAREHOUSE'
  | 'EXECUTING_QUERY'
  | 'COMPLETED'
  | 'FAILED'
  | 'CANCELLED'
  | 'QUERY_RESULT_EXPIRED';

const terminal: ReadonlySet<string> = new Set<MessageStatus>([
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'QUERY_RESULT_EXPIRED',
]);

export type QueryAnswer = {
  readonly attachmentId: string;
  readonly statementId: string;
  readonly question: GenieQuestion;
  /** The statement: the certified one, its free-style form, or a failing first one. */
  readonly sql: string;
  readonly parameters: readonly SqlParameter[];
  readonly description: string;
  rows: SqlRows | null;
  /** When the rows expire, in the workspace's time. */
  expiresMs: number;
};

/** How long the rows of an answer are available. */
export const keepRowsMs = 3_600_000;

/** A failed query and Genie's text about it. */
export type FailedAttempt = { readonly query: QueryAnswer; readonly text: TextAnswer };

export type Feedback = { readonly rating: string; readonly comment?: string | undefined };
export type TextAnswer = {
  readonly attachmentId: string;
  readonly text: string;
  readonly isQuestion: boolean;
};

export type Message = {
  readonly id: string;
  readonly spaceId: string;
  readonly conversationId: string;
  readonly userId: number;
  readonly content: string;
  readonly createdMs: number;
  updatedMs: number;
  /** A `MessageStatus`, or any text that a fault sets. */
  status: string;
  error: { readonly error: string; readonly type: string } | null;
  superseded: readonly FailedAttempt[];
  /** The last query, which is the answer. */
  query: QueryAnswer | null;
  text: TextAnswer | null;
  suggestions: readonly string[];
  feedback: Feedback | null;
};

export type Conversation = {
  readonly id: string;
  readonly spaceId: string;
  readonly userId: number;
  readonly title: string;
  readonly createdMs: number;
  readonly messages: Message[];
};

/** Conversations of all spaces, oldest first, kept until the process ends. */
export type GenieStore = {
  readonly open: (spaceId: string, userId: number, title: string) => Conversation;
  readonly find: (spaceId: string, conversationId: string) => Conversation | null;
  /** Conversations of one user, or of all users for null. */
  readonly list: (spaceId: string, userId: number | null) => readonly Conversation[];
  /** Effect: removes the conversation and its messages. */
  readonly remove: (conversation: Conversation) => void;
  readonly add: (conversation: Conversation, userId: number, content: string) => Message;
};

/** A random id in Genie's form: 32 hex digits. */
export const newGenieId = (): string => `01f1${randomBytes(14).toString('hex')}`;

/** Whether the status of a message is terminal. */
export const isTerminal = (message: Message): boolean => terminal.has(message.status);

/** Effect: keeps conversations in memory. */
export function createGenieStore(): GenieStore {
  const conversations = new Map<string, Conversation>();
  return {
    open: (spaceId, userId, title) => {
      const conversation = {
        id: newGenieId(),
        spaceId,
        userId,
        title,
        createdMs: Date.now(),
        messages: [],
      };
      conversations.set(conversation.id, conversation);
      return conversation;
    },
    find: (spaceId, conversationId) => {
      const found = conversations.get(conversationId);
      return found?.spaceId === spaceId ? found : null;
    },
    list: (spaceId, userId) =>
      [...conversations.values()].filter(
        (item) => item.spaceId === spaceId && (userId === null || item.userId === userId),
      ),
    remove: (conversation) => {
      conversations.delete(conversation.id);
    },
    add: (conversation, userId, content) => {
      const now = Date.now();
      const message: Message = {
        id: newGenieId(),
        spaceId: conversation.spaceId,
        conversationId: conversation.id,
        userId,
        content,
        createdMs: now,
        updatedMs: now,
        status: 'SUBMITTED',
        error: null,
        superseded: [],
        query: null,
        text: null,
        suggestions: [],
        feedback: null,
      };
      conversation.messages.push(message);
      return message;
    },
  };
}
