import type { Chart, Citation } from './answer.ts';
import type { Evidence } from './evidence.ts';
import type { LogEvent, SteerAction } from './events.ts';
import type { InvestigationId, SessionId } from './ids.ts';
import type { EndStatus, Failure, InvestigationRow, Status, Usage } from './investigation.ts';
import type { Domain, Outcome } from './outcome.ts';
import type { Routing } from './routing.ts';

/** Names one investigation and its owner; every statement on it carries both. */
export type InvestigationRef = { readonly id: InvestigationId; readonly owner: string };

/** What Temporal carries to start a run: ids, absolute times and what the caller fixed. */
export type InvestigationInput = InvestigationRef & {
  readonly deadlineAtMs: number;
  readonly budgetSeconds: number;
  readonly laneLimitMs: number;
};

export type NewInvestigation = Omit<
  InvestigationRow,
  'status' | 'cancelRequestedAtMs' | 'lastSeq'
> & {
  readonly bodyHash: string;
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
  readonly overdue: boolean;
};

/** What the API keeps and reads. Every method touches only rows of `owner`. */
export type InvestigationStore = {
  /** Inserts with event `queued`; an id that exists is left alone and returned with `created: false`. */
  readonly admit: (
    investigation: NewInvestigation,
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
  /** Seconds that a new question would wait for quota now, and how many wait before it. */
  readonly quotaWait: (
    workspace: string,
    questionsPerMinute: number,
    questions: number,
  ) => Promise<{ waitSeconds: number; waiting: number }>;
  readonly questionsToday: (owner: string) => Promise<{ ofOwner: number; ofAll: number }>;
  /** Open investigations that no run may be working on. One process at a time gets them. */
  readonly sweep: (visit: (open: OpenInvestigation) => Promise<void>) => Promise<void>;
  readonly conclude: (ref: InvestigationRef, end: Conclusion) => Promise<EndStatus>;
  readonly ping: () => Promise<void>;
};

/**
 * How a run ends: `fromLanes` takes the status that the lanes give, after settling open ones as
 * `openLanes`; the others say it outright.
 */
export type Conclusion = {
  readonly status: EndStatus | 'fromLanes';
  readonly openLanes: { readonly outcome: Outcome; readonly detail: string };
  readonly failure: Failure | null;
};

export type SessionHistory = {
  readonly messages: readonly {
    role: 'user' | 'assistant';
    content: string;
    domains: readonly Domain[];
  }[];
};

/** What a reasoner knows about one domain when it routes. */
export type AgentCard = {
  readonly domain: Domain;
  readonly asks: string;
  readonly examples: readonly string[];
  readonly keywords: readonly string[];
  readonly available: boolean;
};

export type RouteRequest = {
  readonly question: string;
  readonly cards: readonly AgentCard[];
  readonly history: SessionHistory;
};

export type Routed = {
  readonly routing: Routing;
  readonly degraded: readonly string[];
  readonly usage: Partial<Usage>;
};

/** One domain's part as the reasoner sees it when it writes. */
export type LaneReport = {
  readonly domain: Domain;
  readonly question: string;
  readonly outcome: Outcome;
  readonly detail: string | null;
  readonly evidence: readonly Evidence[];
};

export type ComposeRequest = {
  readonly question: string;
  readonly lanes: readonly LaneReport[];
  readonly caveats: readonly string[];
  readonly history: SessionHistory;
};

export type Composed = {
  readonly markdown: string;
  /** Every marker that the text may carry; what it does not use is dropped. */
  readonly citations: readonly Citation[];
  readonly followUps: readonly string[];
  readonly charts: readonly Chart[];
  readonly degraded: readonly string[];
  readonly usage: Partial<Usage>;
};

/** What thinks: a model, or rules when there is none. Text arrives through `onText` as it is made. */
export type Reasoner = {
  readonly kind: 'model' | 'offline';
  readonly route: (request: RouteRequest, signal: AbortSignal) => Promise<Routed>;
  readonly compose: (
    request: ComposeRequest,
    onText: (text: string) => Promise<void>,
    signal: AbortSignal,
  ) => Promise<Composed>;
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
