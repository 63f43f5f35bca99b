import { randomBytes } from 'node:crypto';
import type { CertifiedQuestion } from '../../../sql/catalogue.ts';
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
  readonly question: CertifiedQuestion;
  /** The question's statement; another one where Genie erred first. */
  readonly sql: string;
  readonly parameters: readonly SqlParameter[];
  readonly description: string;
  rows: SqlRows | null;
  /** When the rows can no longer be fetched, by the workspace's time. */
  expiresMs: number;
};

/** How long the rows of an answer are kept. */
export const keepRowsMs = 3_600_000;

/** A query that failed and what Genie said of it before it tried again. */
export type Attempt = { readonly query: QueryAnswer; readonly text: TextAnswer };

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
  /** One of `MessageStatus`, or a word that a switch puts in its place. */
  status: string;
  error: { readonly error: string; readonly type: string } | null;
  superseded: readonly Attempt[];
  /** The query that counts: the last one. */
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

/** Conversations of all spaces, newest last; they live as long as the process. */
export type GenieStore = {
  readonly open: (spaceId: string, userId: number, title: string) => Conversation;
  readonly find: (spaceId: string, conversationId: string) => Conversation | null;
  /** Those of one user, or of all. */
  readonly list: (spaceId: string, userId: number | null) => readonly Conversation[];
  /** Effect: forgets it and its messages. */
  readonly remove: (conversation: Conversation) => void;
  readonly add: (conversation: Conversation, userId: number, content: string) => Message;
};

/** An id as Genie makes them: 32 hex digits. Effect: reads randomness. */
export const newGenieId = (): string => `01f1${randomBytes(14).toString('hex')}`;

/** Whether Genie has finished with a message. */
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
