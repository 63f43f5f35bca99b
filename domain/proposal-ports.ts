import type { InvestigationRef } from './investigation.ts';
import type { AlertContent, ApprovedProposal, Proposal, ProposalRef } from './proposals.ts';

/** How a decision about a proposal went; `changed`: it is not what was shown any more. */
export type Decision = 'done' | 'absent' | 'changed' | 'decided';

/** Proposals; every method uses only rows of `owner`. */
export type ProposalStore = {
  readonly of: (ref: InvestigationRef) => Promise<readonly Proposal[]>;
  readonly find: (ref: ProposalRef) => Promise<Proposal | null>;
  /** Those whose alert was made, newest first. */
  readonly applied: (owner: string) => Promise<readonly Proposal[]>;
  /** Approves what has this hash; approving again what is approved is `done`. */
  readonly approve: (ref: ProposalRef, hash: string) => Promise<Decision>;
  readonly reject: (ref: ProposalRef) => Promise<Decision>;
  /** Replaces the content while nobody has decided. */
  readonly change: (ref: ProposalRef, content: AlertContent, hash: string) => Promise<Decision>;
  /** Forgets a proposal whose alert was deleted. */
  readonly forget: (ref: ProposalRef) => Promise<void>;
  /** Those that were approved a while ago and have not ended. */
  readonly unapplied: () => Promise<readonly ProposalRef[]>;
};

/** What the worker stores about proposals. */
export type ProposalWork = {
  /** Stores a proposal; returns what stands under its id, of this or an earlier attempt. */
  readonly propose: (
    proposal: Pick<Proposal, 'id' | 'owner' | 'investigation' | 'kind' | 'content'>,
  ) => Promise<Proposal>;
  readonly find: (ref: ProposalRef) => Promise<Proposal | null>;
  /** The proposal if its owner has approved it and it has not ended; null otherwise. */
  readonly approved: (ref: ProposalRef) => Promise<ApprovedProposal | null>;
  /**
   * Stores that it is about to be created, before the request is sent.
   *
   * @returns Milliseconds until a request of an earlier attempt can no longer be under way: 0 when
   * this one may be sent.
   */
  readonly begin: (proposal: ApprovedProposal, forMs: number) => Promise<number>;
  /** The request was definitely refused, or never sent. */
  readonly withdraw: (proposal: ApprovedProposal) => Promise<void>;
  readonly end: (
    proposal: ApprovedProposal,
    end: { readonly alertId: string } | { readonly failure: string },
  ) => Promise<void>;
};

/** An alert as the workspace has it. */
export type LiveAlert = {
  readonly alertId: string;
  readonly title: string;
  readonly state: string;
  readonly lastEvaluatedAt: string | null;
  readonly isPaused: boolean;
  readonly isTrashed: boolean;
  readonly createdAt: string | null;
  readonly url: string;
};

/** Alerts of a workspace, with the identity that also asks Genie. */
export type Alerts = {
  /** @throws {AppError} `auth.denied` when alerts may not be made or read, with what to do. */
  readonly check: (signal: AbortSignal) => Promise<void>;
  /** Creates the alert of an approved proposal. @returns Its id. */
  readonly create: (proposal: ApprovedProposal) => Promise<string>;
  /** All that carry the mark of a proposal and are not in the trash, oldest first. */
  readonly marked: (proposal: ApprovedProposal) => Promise<readonly LiveAlert[]>;
  /** Null where it is gone, or hidden from us. */
  readonly read: (alertId: string) => Promise<LiveAlert | null>;
  readonly setPaused: (alertId: string, isPaused: boolean) => Promise<void>;
  /** Moves it to the trash; one that is gone is no failure. */
  readonly remove: (alertId: string) => Promise<void>;
};
