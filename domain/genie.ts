import type { Caller } from './hints.ts';

export type GenieQuery = {
  /** Null when Genie sent none that can be read; the query's result cannot be fetched then. */
  readonly attachmentId: string | null;
  readonly title: string;
  readonly sql: string;
  readonly parameters: readonly { keyword: string; value: string }[];
  readonly statementId: string | null;
};

/** A Genie message: `query` is its last query, `text` all its texts joined in order. */
export type GenieMessage = {
  /** In capitals; an unknown status means that Genie is still working. */
  readonly status: string;
  /** Time from the question to the last change of the message; null when it is not known. */
  readonly answeredInMs: number | null;
  readonly query: GenieQuery | null;
  readonly text: string | null;
  readonly asksBack: boolean;
  readonly error: { type: string; message: string } | null;
};

/** A message in the list of a conversation; `content` is the question. */
export type ListedMessage = {
  readonly messageId: string;
  readonly content: string;
  readonly createdAtMs: number;
};

/**
 * A whole table; names of columns may repeat or be empty. `truncated` when rows are missing, and
 * then `rowCount` may be too small.
 */
export type GenieTable = {
  readonly columns: readonly { name: string; type: string }[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly rowCount: number;
  readonly truncated: boolean;
  readonly statementId: string | null;
};

/** `running` includes the start of the warehouse; `gone` results come back by executing the query. */
export type GenieResult =
  | { readonly state: 'ready'; readonly table: GenieTable }
  | { readonly state: 'running' }
  | { readonly state: 'gone' };

/** Databricks Genie. Calls throw AppError; only `ask` has an effect there and uses quota. */
export type Genie = {
  /** The workspace's name, which its quota belongs to; shown to users. */
  readonly workspace: string;
  /**
   * Asks. `mayStillSend` is called right before the request is sent; when it returns false, nothing
   * is sent and the result is null. After a failure with `unknownEffect` the question may have been
   * asked.
   */
  readonly ask: (
    question: { spaceId: string; conversationId: string | null; content: string },
    mayStillSend: () => Promise<boolean>,
  ) => Promise<{ conversationId: string; messageId: string } | null>;
  readonly message: (
    at: { spaceId: string; conversationId: string; messageId: string },
    signal: AbortSignal,
  ) => Promise<GenieMessage>;
  readonly messages: (
    at: { spaceId: string; conversationId: string },
    signal: AbortSignal,
  ) => Promise<readonly ListedMessage[]>;
  /** Conversations of a space created at or after `sinceMs`. */
  readonly conversationsSince: (
    spaceId: string,
    sinceMs: number,
    signal: AbortSignal,
  ) => Promise<readonly string[]>;
  /** The result of a query; `execute` runs the query again instead of reading its result. */
  readonly result: (
    at: { spaceId: string; conversationId: string; messageId: string; attachmentId: string },
    how: 'read' | 'execute',
    signal: AbortSignal,
  ) => Promise<GenieResult>;
  readonly urlOf: (at: { spaceId: string; conversationId: string }) => string;
  readonly ping: (signal: AbortSignal) => Promise<void>;
  /** Who this service is for Genie; never fails, but the name may be unknown. */
  readonly caller: (signal: AbortSignal) => Promise<Caller>;
};
