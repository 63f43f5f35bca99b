import type { Conclusion } from './conclusion.ts';
import type { Evidence } from './evidence.ts';
import type { LogEvent, SteerAction } from './events.ts';
import type { SessionHistory } from './memory-port.ts';
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
  'status' | 'cancelRequestedAtMs' | 'lastSeq' | keyof AdmissionPlan
> & {
  readonly bodyHash: string;
};

/** What is decided when the load is known. Times are epoch milliseconds. */
export type AdmissionPlan = Pick<InvestigationRow, 'deadlineAtMs' | 'estimate'>;

/** What a new question will use of Genie. */
export type AdmissionNeeds = {
  readonly workspace: string;
  /** The quota of the workspace. */
  readonly questionsPerMinute: number;
  /** How many questions it is expected to ask. */
  readonly questions: number;
};

/** What a new question meets; questions that are admitted and not asked yet are counted everywhere. */
export type AdmissionLoad = {
  /** Genie questions before it at the quota. */
  readonly waiting: number;
  /** Seconds until the quota lets its last question through. */
  readonly waitSeconds: number;
  /** Genie questions of this UTC day. */
  readonly today: { readonly ofOwner: number; readonly ofAll: number };
  /** Genie questions that are open or expected, of all workers together. */
  readonly open: number;
  /** How many questions the running workers can hold at once. */
  readonly slots: number;
  /** Milliseconds until the next open investigation has ended at the latest; null without one. */
  readonly nextEndMs: number | null;
};

export type ListFilter = {
  readonly sessionId: SessionId | null;
  readonly status: Status | null;
  readonly text: string | null;
  readonly limit: number;
  readonly cursor: string | null;
};

/** A row that the sweeper should look at. */
export type OpenInvestigation = InvestigationRef & {
  readonly input: InvestigationInput;
  readonly cancelRequested: boolean;
  /** Negative before the deadline. */
  readonly pastDeadlineMs: number;
};

/** What the API keeps and reads. Every method touches only rows of `owner`. */
export type InvestigationStore = {
  /**
   * Inserts with event `queued`, one question at a time; an id that exists is left alone and returned
   * with `created: false`. `decide` sees the load with all earlier ones in it; what it throws refuses.
   */
  readonly admit: (
    investigation: NewInvestigation,
    needs: AdmissionNeeds,
    decide: (load: AdmissionLoad) => AdmissionPlan,
  ) => Promise<{ created: boolean; row: InvestigationRow; bodyHash: string }>;
  readonly find: (
    ref: InvestigationRef,
  ) => Promise<(InvestigationRow & { bodyHash: string }) | null>;
  readonly list: (
    owner: string,
    filter: ListFilter,
  ) => Promise<{ rows: readonly InvestigationRow[]; nextCursor: string | null }>;
  /** Events with `seq > after`, ascending; `withDeltas: false` leaves the answer's text pieces out. */
  readonly events: (
    ref: InvestigationRef,
    options: { after: number; limit: number; withDeltas: boolean },
  ) => Promise<readonly LogEvent[]>;
  readonly evidence: (ref: InvestigationRef) => Promise<readonly Evidence[]>;
  readonly evidenceById: (ref: InvestigationRef, id: string) => Promise<Evidence | null>;
  /** Marks the wish; false when the investigation had ended or was asked before. */
  readonly requestCancel: (ref: InvestigationRef) => Promise<boolean>;
  readonly setVisibility: (ref: InvestigationRef, visibility: 'private' | 'team') => Promise<void>;
  readonly sessionExists: (owner: string, session: SessionId) => Promise<boolean>;
  /** What routing reads of a session, as a run of it would; nothing of a session of others. */
  readonly history: (owner: string, session: SessionId) => Promise<SessionHistory>;
  /**
   * Visits open investigations that no run may be working on, each in its turn. One process at a time
   * gets them.
   */
  readonly sweep: (visit: (open: OpenInvestigation) => Promise<void>) => Promise<void>;
  readonly conclude: (ref: InvestigationRef, end: Conclusion) => Promise<EndStatus>;
  readonly ping: () => Promise<void>;
};

export type RunState = 'absent' | 'running' | 'completed' | 'cancelled' | 'failed';

/** The workflow engine as the API needs it. */
export type Engine = {
  /** Starts the run; one that was started before is a success. */
  readonly start: (input: InvestigationInput) => Promise<void>;
  readonly cancel: (id: InvestigationId) => Promise<void>;
  readonly steer: (
    ref: InvestigationRef,
    updateId: string,
    action: SteerAction,
    deadlineMs: number,
  ) => Promise<void>;
  readonly state: (id: InvestigationId) => Promise<RunState>;
  readonly ping: () => Promise<void>;
};

/** Tells the followers of one investigation that its log has grown. */
export type EventBell = {
  /** Calls back at every ring for the investigation and after a reconnect; returns how to stop. */
  readonly listen: (id: InvestigationId, onRing: () => void) => () => void;
};
