import type { AuditBy } from './audit.ts';
import type { Conclusion } from './conclusion.ts';
import type { SealedToken } from './on-behalf.ts';
import type { Evidence } from './evidence.ts';
import type { Domain } from './domains.ts';
import type { ProposalRef } from './proposals.ts';
import type { LogEvent, SteerAction } from './events.ts';
import type { InvestigationId, SessionId } from './ids.ts';
import type {
  EndStatus,
  InvestigationInput,
  InvestigationRef,
  InvestigationRow,
  Status,
} from './investigation.ts';

export type NewInvestigation = Omit<
  InvestigationRow,
  | 'status'
  | 'cancelRequestedAtMs'
  | 'lastSeq'
  | 'rowsDeletedAtMs'
  | 'isMemoryRepaired'
  | 'askedAs'
  | keyof AdmissionPlan
> & {
  readonly bodyHash: string;
  /** As whom the workspace is asked, with their token; null or absent for the service. */
  readonly asUser?: { readonly name: string; readonly token: SealedToken } | null;
};

/** What admission decides from the load. Times are epoch milliseconds. */
export type AdmissionPlan = Pick<InvestigationRow, 'deadlineAtMs' | 'estimate'>;

/** What a new question needs of Genie's quota. */
export type AdmissionNeeds = {
  readonly workspace: string;
  /** The quota of the workspace, in Genie questions. */
  readonly questionsPerMinute: number;
  /** How many Genie questions it is expected to ask. */
  readonly questions: number;
};

/**
 * The load when a new question arrives. Every number includes the
 * Genie questions that admitted investigations have not asked yet.
 */
export type AdmissionLoad = {
  /** Genie questions that wait for quota before the new one. */
  readonly waiting: number;
  /** Seconds until the quota allows the last Genie question of the new one. */
  readonly waitSeconds: number;
  /** Genie questions of this UTC day. */
  readonly today: { readonly ofOwner: number; readonly ofAll: number };
  /** Genie questions that are open or expected, on all workers together. */
  readonly open: number;
  /** How many questions the running workers can hold at the same time. */
  readonly slots: number;
  /** Milliseconds until the nearest deadline of an open investigation; null when none is open. */
  readonly nextEndMs: number | null;
};

export type ListFilter = {
  readonly sessionId: SessionId | null;
  readonly status: Status | null;
  /** Only investigations that asked this domain. */
  readonly domain: Domain | null;
  readonly text: string | null;
  readonly limit: number;
  readonly cursor: string | null;
};

/** An investigation that has not ended and that the sweeper checks. */
export type OpenInvestigation = InvestigationRef & {
  readonly input: InvestigationInput;
  readonly cancelRequested: boolean;
  /** Milliseconds since the deadline; negative before it. */
  readonly pastDeadlineMs: number;
};

/** Whose tables a question may have instead of new ones. */
export type ReuseWanted = {
  readonly question: string;
  readonly domains: readonly Domain[] | null;
  readonly closedDomains: readonly Domain[];
  /** The oldest time at which it may have been asked, epoch milliseconds. */
  readonly sinceMs: number;
  /** As whom the workspace was asked; null for the service. */
  readonly askedAs: string | null;
};

/** What the API stores and reads. Every method uses only rows of `owner`. */
export type InvestigationStore = {
  /**
   * Inserts with event `queued`, one question at a time; an existing id is not changed and returned
   * with `created: false`. `decide` gets the load of all earlier questions; it throws to refuse. `by` is noted
   * in the audit, in the same statement.
   */
  readonly admit: (
    investigation: NewInvestigation,
    needs: AdmissionNeeds,
    decide: (load: AdmissionLoad) => AdmissionPlan,
    by?: AuditBy | null,
  ) => Promise<{ created: boolean; row: InvestigationRow; bodyHash: string }>;
  readonly find: (
    ref: InvestigationRef,
  ) => Promise<(InvestigationRow & { bodyHash: string }) | null>;
  /**
   * An investigation that its owner has shared, or that an evaluation asked, with all domains that it was routed to or has tables of; null
   * when it is private, or nobody knows its domains yet.
   */
  readonly shared: (
    id: InvestigationId,
  ) => Promise<{ readonly row: InvestigationRow; readonly domains: readonly Domain[] } | null>;
  /** All domains that an investigation was routed to or has tables of. */
  readonly domainsOf: (ref: InvestigationRef) => Promise<readonly Domain[]>;
  readonly list: (
    owner: string,
    filter: ListFilter,
  ) => Promise<{ rows: readonly InvestigationRow[]; nextCursor: string | null }>;
  /** Events with `seq > after`, ascending; `withDeltas: false` leaves out `answer.delta`. */
  readonly events: (
    ref: InvestigationRef,
    options: { after: number; limit: number; withDeltas: boolean },
  ) => Promise<readonly LogEvent[]>;
  readonly evidence: (ref: InvestigationRef) => Promise<readonly Evidence[]>;
  readonly evidenceById: (ref: InvestigationRef, id: string) => Promise<Evidence | null>;
  /**
   * Stores the request to cancel; false when the investigation had ended or one was stored before.
   */
  readonly requestCancel: (ref: InvestigationRef) => Promise<boolean>;
  /**
   * Keeps a newer token of the user as whom an open investigation is asked; whether it was kept.
   */
  readonly keepToken: (ref: InvestigationRef, token: SealedToken) => Promise<boolean>;
  readonly setVisibility: (ref: InvestigationRef, visibility: 'private' | 'team') => Promise<void>;
  /** The newest investigation whose tables the same question of its owner may have; null for none. */
  readonly reusable: (owner: string, wanted: ReuseWanted) => Promise<InvestigationId | null>;
  readonly sessionExists: (owner: string, session: SessionId) => Promise<boolean>;
  /**
   * Calls `visit` for open investigations that may have no run, one after another. Only one process
   * at a time sweeps; in others this does nothing.
   */
  readonly sweep: (visit: (open: OpenInvestigation) => Promise<void>) => Promise<void>;
  readonly conclude: (ref: InvestigationRef, end: Conclusion) => Promise<EndStatus>;
  /** Running ones whose log has had no event for `ms`, at most twenty, those of the oldest visit first. */
  readonly still: (ms: number) => Promise<readonly InvestigationRef[]>;
  readonly ping: () => Promise<void>;
};

export type RunState = 'absent' | 'running' | 'completed' | 'cancelled' | 'failed';

/** The workflow engine as the API needs it. */
export type Engine = {
  /** Starts the run; succeeds when it was started before. */
  readonly start: (input: InvestigationInput) => Promise<void>;
  readonly cancel: (id: InvestigationId) => Promise<void>;
  readonly steer: (
    ref: InvestigationRef,
    updateId: string,
    action: SteerAction,
    deadlineMs: number,
  ) => Promise<void>;
  readonly state: (id: InvestigationId) => Promise<RunState>;
  /** Since when the history of a run cannot be replayed, epoch milliseconds; null when it can. */
  readonly strandedSinceMs: (id: InvestigationId) => Promise<number | null>;
  /** Ends a run at once, without its code; one that is gone is no failure. */
  readonly terminate: (id: InvestigationId, reason: string) => Promise<void>;
  /** Starts the run that does what an approved proposal says; succeeds when it was started before. */
  readonly applyProposal: (ref: ProposalRef) => Promise<void>;
  readonly ping: () => Promise<void>;
};

/** Notifies listeners when events were added to the log of an investigation. */
export type LogNotifications = {
  /** Calls back at each notification and after each reconnect; returns a function that stops it. */
  readonly listen: (id: InvestigationId, onNotify: () => void) => () => void;
};
