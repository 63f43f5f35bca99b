import type { NewEvent } from './events.ts';
import type { Fence, LegRef } from './worker-ports.ts';

/** What a leg's turn to ask is requested with. */
export type TurnRequest = {
  readonly workspace: string;
  /** The workspace's limit. */
  readonly questionsPerMinute: number;
  readonly spaceId: string;
  readonly question: string;
  /** For how long after its last use a conversation of the session is continued. */
  readonly contextHours: number;
  /** Tells that the lane has started, once. */
  readonly started: NewEvent;
};

/** With `granted`, the intent is stored, and `conversationId` is the conversation to continue. */
export type QuotaTurn =
  | { readonly kind: 'granted'; readonly slot: string; readonly conversationId: string | null }
  | {
      readonly kind: 'waiting';
      readonly position: number;
      readonly untilMs: number;
      readonly checkAgainMs: number;
    }
  | { readonly kind: 'stopped'; readonly reason: Extract<Fence, { open: false }>['reason'] };

/** Genie's question quota of one workspace, shared by all workers. */
export type Quota = {
  /**
   * Requests a leg's turn to ask; call again until granted. A leg that may not continue is stopped
   * and gets nothing.
   */
  readonly request: (leg: LegRef, request: TurnRequest) => Promise<QuotaTurn>;
  /** The POST was answered: the slot becomes free 60 s from now. */
  readonly answered: (slot: string) => Promise<void>;
  /** The POST was not sent: the slot becomes free immediately. */
  readonly unused: (slot: string) => Promise<void>;
  /** The workspace replied 429: no question is sent to it for `ms`. */
  readonly pause: (workspace: string, ms: number) => Promise<void>;
};
