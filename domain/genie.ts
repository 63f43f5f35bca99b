import type { Caller } from './hints.ts';

export type GenieQuery = {
  readonly attachmentId: string;
  readonly title: string;
  readonly sql: string;
  readonly parameters: readonly { keyword: string; value: string }[];
  readonly statementId: string | null;
};

/** Genie's message as we read it: the last query wins, texts are joined in order. */
export type GenieMessage = {
  readonly conversationId: string;
  readonly messageId: string;
  readonly content: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** As sent; an unknown word means that Genie is still at it. */
  readonly status: string;
  readonly query: GenieQuery | null;
  readonly text: string | null;
  readonly asksBack: boolean;
  readonly error: { type: string; message: string } | null;
};

export type GenieTable = {
  readonly columns: readonly { name: string; type: string }[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly rowCount: number;
  readonly truncated: boolean;
  readonly statementId: string | null;
};

/** Databricks Genie. Every call throws AppError; only `ask` starts something and costs quota. */
export type Genie = {
  /** Names the workspace for quota; shown to users. */
  readonly workspace: string;
  /**
   * Asks. `mayStillSend` is looked up when all is ready, right before the request is written; when it
   * says no, nothing is sent and null comes back. A failure with `unknownEffect` may have asked.
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
  ) => Promise<readonly GenieMessage[]>;
  /** Conversations of a space created at or after `sinceMs`. */
  readonly conversationsSince: (
    spaceId: string,
    sinceMs: number,
    signal: AbortSignal,
  ) => Promise<readonly string[]>;
  readonly rows: (
    at: { spaceId: string; conversationId: string; messageId: string; attachmentId: string },
    options: { expired: boolean },
    signal: AbortSignal,
  ) => Promise<GenieTable>;
  readonly urlOf: (at: { spaceId: string; conversationId: string }) => string;
  readonly ping: (signal: AbortSignal) => Promise<void>;
  /** Whom a grant would go to; never fails, but may not know the name. */
  readonly caller: (signal: AbortSignal) => Promise<Caller>;
};
