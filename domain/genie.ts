import type { Caller } from './hints.ts';

export type GenieQuery = {
  readonly attachmentId: string;
  readonly title: string;
  readonly sql: string;
  readonly parameters: readonly { keyword: string; value: string }[];
  readonly statementId: string | null;
};

/** A Genie message: `query` is its last query, `text` all its texts joined in order. */
export type GenieMessage = {
  readonly conversationId: string;
  readonly messageId: string;
  readonly content: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** As Genie sent it; an unknown status means that Genie is still working. */
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
  /** Who this service is for Genie; never fails, but the name may be unknown. */
  readonly caller: (signal: AbortSignal) => Promise<Caller>;
};
