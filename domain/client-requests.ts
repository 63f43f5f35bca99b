import type { AuditBy } from './audit.ts';
import type { InvestigationRef } from './investigation.ts';

/** What a client of another protocol sent with a question, as it wants to see it again. */
export type ClientRequest = {
  readonly model: string;
  readonly background: boolean;
  readonly previousResponseId: string | null;
  readonly instructions: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** The items of the input, each with an id. */
  readonly input: readonly Readonly<Record<string, unknown>>[];
};

/** What is stored of requests of other protocols. Every method uses only rows of one owner. */
export type ClientRequests = {
  /**
   * The key to admit a request under: `fresh`, or where the client sends it again by itself, the one of the
   * newest request with the same hash within 10 minutes.
   */
  readonly keyOf: (request: {
    readonly owner: string;
    readonly bodyHash: string;
    readonly fresh: string;
    readonly isAgain: boolean;
  }) => Promise<string>;
  /** Keeps what came with a question, once. */
  readonly keep: (ref: InvestigationRef, request: ClientRequest) => Promise<void>;
  /** Null for a question that came in another way. */
  readonly find: (ref: InvestigationRef) => Promise<ClientRequest | null>;
  /**
   * Deletes an investigation with all of its.
   *
   * @throws {AppError} `input.not_found`; `input.conflict` while it is open.
   */
  readonly remove: (ref: InvestigationRef, by: AuditBy | null) => Promise<void>;
};
