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

const terminal: ReadonlySet<MessageStatus> = new Set([
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'QUERY_RESULT_EXPIRED',
]);

export type QueryAnswer = {
  readonly attachmentId: string;
  readonly statementId: string;
  readonly question: CertifiedQuestion;
  readonly parameters: readonly SqlParameter[];
  readonly description: string;
  rows: SqlRows | null;
};
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
  status: MessageStatus;
  error: { readonly error: string; readonly type: string } | null;
  query: QueryAnswer | null;
  text: TextAnswer | null;
  suggestions: readonly string[];
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
  readonly list: (spaceId: string, userId: number) => readonly Conversation[];
  readonly add: (conversation: Conversation, userId: number, content: string) => Message;
};

/** An id as Genie makes them: 32 hex digits. Effect: reads randomness. */
export const newGenieId = (): string => `01f1${randomBytes(14).toString('hex')}`;

/** Whether Genie has finished with a message. Pure. */
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
        (item) => item.spaceId === spaceId && item.userId === userId,
      ),
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
        query: null,
        text: null,
        suggestions: [],
      };
      conversation.messages.push(message);
      return message;
    },
  };
}
