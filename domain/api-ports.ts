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

/** What admission decides from the load. Times are epoch milliseconds. */
export type AdmissionPlan = Pick<InvestigationRow, 'deadlineAtMs' | 'estimate'>;

/** How much of Genie a new question will use. */
export type AdmissionNeeds = {
  readonly workspace: string;
  /** The quota of the workspace. */
  readonly questionsPerMinute: number;
  /** How many questions it is expected to ask. */
  readonly questions: number;
};

/**
 * The load when a new question arrives. Questions of admitted investigations that Genie has not been
 * asked yet are included in every number.
 */
export type AdmissionLoad = {
  /** Genie questions that wait for quota before the new one. */
  readonly waiting: number;
  /** Seconds until the quota allows the last of its questions. */
  readonly waitSeconds: number;
  /** Genie questions of this UTC day. */
  readonly today: { readonly ofOwner: number; readonly ofAll: number };
  /** Genie questions that are open or expected, on all workers together. */
  readonly open: number;
  /** How many questions the running workers can hold at once. */
  readonly slots: number;
  /** Milliseconds until the nearest deadline of an open investigation; null when none is open. */
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
   * with `created: false`. `decide` gets the load with all earlier questions included; it throws to refuse the question.
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
  /** Stores the request to cancel; false when the investigation had ended or one was stored before. */
  readonly requestCancel: (ref: InvestigationRef) => Promise<boolean>;
  readonly setVisibility: (ref: InvestigationRef, visibility: 'private' | 'team') => Promise<void>;
  readonly sessionExists: (owner: string, session: SessionId) => Promise<boolean>;
  /** The messages that routing reads, in a run too; empty for another owner's session. */
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

/** Notifies the followers of one investigation when its log has grown. */
export type LogNotifications = {
  /** Calls back at each notification and after each reconnect; returns a function that stops it. */
  readonly listen: (id: InvestigationId, onNotify: () => void) => () => void;
};
