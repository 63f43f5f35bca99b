import type { Answer, Chart } from './answer.ts';
import type { Evidence } from './evidence.ts';
import type { LogEvent, NewEvent, SteerAction } from './events.ts';
import type { EvidenceId, InvestigationId, SessionId } from './ids.ts';
import type {
  EndStatus,
  Failure,
  GenieReference,
  InvestigationRow,
  Status,
  Usage,
} from './investigation.ts';
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
  /** Last ten messages of a session, oldest first. */
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

/** One lane as its row stands. */
export type Lane = {
  readonly round: number;
  readonly domain: Domain;
  readonly question: string;
  readonly spaceId: string | null;
  readonly epoch: number;
  readonly attempt: number;
  readonly ask: number;
  readonly outcome: Outcome | null;
  readonly detail: string | null;
  readonly evidenceIds: readonly EvidenceId[];
};

/** Which leg of which lane, and which run of its activity, is at work. */
export type LegRef = InvestigationRef & {
  readonly round: number;
  readonly domain: Domain;
  readonly epoch: number;
  readonly attempt: number;
  readonly ask: number;
};

/** Whether a leg may take its next step. */
export type Fence =
  | { readonly open: true; readonly openLanes: number; readonly deadlineInMs: number }
  | { readonly open: false; readonly why: 'cancelled' | 'superseded' | 'settled' | 'deadline' };

export type LedgerEntry = {
  readonly state: 'intent' | 'asked' | 'settled';
  readonly question: string;
  readonly continuedConversationId: string | null;
  readonly conversationId: string | null;
  readonly messageId: string | null;
  readonly intentAtMs: number;
  /** Milliseconds until a predecessor's POST can no longer be under way. */
  readonly settlesInMs: number;
};

export type QuotaTurn =
  | { readonly granted: true; readonly slot: string; readonly waitedMs: number }
  | {
      readonly granted: false;
      readonly position: number;
      readonly untilMs: number;
      readonly lookAgainMs: number;
    };

export type LaneResult = {
  readonly outcome: Outcome;
  readonly detail: string | null;
  readonly evidence: readonly Evidence[];
  readonly genie: GenieReference | null;
  readonly usage: Partial<Usage>;
};

/** What the worker keeps; every write of a leg checks its fence in the same transaction. */
export type WorkStore = {
  readonly investigation: (ref: InvestigationRef) => Promise<InvestigationRow>;
  readonly history: (ref: InvestigationRef) => Promise<SessionHistory>;
  /** Stores routing and lanes with `started` and `routed`; a later attempt gets what stands. */
  readonly commitRouting: (
    ref: InvestigationRef,
    commit: {
      routing: Routing;
      degraded: readonly string[];
      usage: Partial<Usage>;
      lanes: readonly {
        domain: Domain;
        question: string;
        spaceId: string | null;
        deadlineAtMs: number;
      }[];
    },
  ) => Promise<{ routing: Routing; degraded: readonly string[] }>;
  readonly committedRouting: (
    ref: InvestigationRef,
  ) => Promise<{ routing: Routing; degraded: readonly string[] } | null>;
  readonly lanes: (ref: InvestigationRef, round: number) => Promise<readonly Lane[]>;
  readonly evidence: (ref: InvestigationRef) => Promise<readonly Evidence[]>;
  /** Takes the fence for this leg; null when a newer one has it. */
  readonly takeLane: (leg: LegRef) => Promise<Lane | null>;
  readonly fence: (leg: LegRef) => Promise<Fence>;
  /** Appends one lane event; throws `Superseded` when the fence is lost. */
  readonly laneEvent: (leg: LegRef, event: NewEvent) => Promise<void>;
  readonly finishLane: (leg: LegRef, result: LaneResult) => Promise<Lane>;
  readonly settleLanes: (
    ref: InvestigationRef,
    round: number,
    proposals: readonly LaneProposal[],
  ) => Promise<readonly Lane[]>;
  readonly recordSteer: (
    ref: InvestigationRef,
    updateId: string,
    action: SteerAction,
  ) => Promise<void>;
  readonly appendAnswer: (ref: InvestigationRef, events: readonly NewEvent[]) => Promise<void>;
  /** The newest pass and attempt that began an answer, and whether one is finished. */
  readonly answerState: (
    ref: InvestigationRef,
  ) => Promise<{ begun: boolean; finished: Answer | null }>;
  readonly remember: (ref: InvestigationRef, ttlHours: number) => Promise<void>;
  readonly rememberEvent: (ref: InvestigationRef, event: NewEvent) => Promise<void>;
  readonly conclude: (ref: InvestigationRef, end: Conclusion) => Promise<EndStatus>;
  readonly ledger: GenieLedger;
  readonly quota: Quota;
  readonly conversations: GenieConversations;
};

export type LaneProposal = {
  readonly domain: Domain;
  readonly outcome: Outcome;
  readonly detail: string | null;
};

export type SessionHistory = {
  readonly messages: readonly {
    role: 'user' | 'assistant';
    content: string;
    domains: readonly Domain[];
  }[];
};

/** The ledger that makes Genie be asked once per leg. */
export type GenieLedger = {
  readonly read: (leg: LegRef) => Promise<LedgerEntry | null>;
  readonly intend: (
    leg: LegRef,
    intent: { spaceId: string; question: string; continuedConversationId: string | null },
  ) => Promise<void>;
  /** True while this leg's lease runs, by the database's clock. */
  readonly leaseHolds: (leg: LegRef) => Promise<boolean>;
  /** Removes an intent that was definitely refused. */
  readonly withdraw: (leg: LegRef) => Promise<void>;
  readonly asked: (
    leg: LegRef,
    ids: { conversationId: string; messageId: string },
  ) => Promise<void>;
  /** Of these message ids, those that some leg already owns. */
  readonly known: (leg: LegRef, messageIds: readonly string[]) => Promise<readonly string[]>;
  /** How long Genie's fastest answers in a space take, milliseconds; null with too few to tell. */
  readonly firstLookMs: (leg: LegRef, spaceId: string) => Promise<number | null>;
};

/** Genie's question quota of one workspace, shared by all workers. */
export type Quota = {
  /** Asks for a slot; call again until granted. `questionsPerMinute` is the workspace's limit. */
  readonly request: (
    leg: LegRef,
    workspace: string,
    questionsPerMinute: number,
  ) => Promise<QuotaTurn>;
  /** The POST was answered: the slot is free 60 s from now. */
  readonly answered: (slot: string) => Promise<void>;
  /** The workspace said 429: nobody asks until then. */
  readonly pause: (workspace: string, ms: number) => Promise<void>;
  readonly leave: (leg: LegRef, workspace: string) => Promise<void>;
};

export type GenieConversations = {
  /** Leases the session's open conversation of the domain; null when there is none or it is taken. */
  readonly lease: (leg: LegRef, spaceId: string) => Promise<string | null>;
  /** Remembers the conversation that a leg asked in as the session's open one. */
  readonly keep: (leg: LegRef, spaceId: string, conversationId: string) => Promise<void>;
  /** Gives it back after a terminal message; otherwise forgets it, since it would refuse the next. */
  readonly release: (leg: LegRef, terminal: boolean) => Promise<void>;
};

export type GenieStatus =
  | 'SUBMITTED'
  | 'FETCHING_METADATA'
  | 'FILTERING_CONTEXT'
  | 'ASKING_AI'
  | 'PENDING_WAREHOUSE'
  | 'EXECUTING_QUERY'
  | 'COMPLETED'
  | 'FAILED'
  | 'CANCELLED'
  | 'QUERY_RESULT_EXPIRED';

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
  readonly ask: (
    question: { spaceId: string; conversationId: string | null; content: string },
    signal: AbortSignal,
  ) => Promise<{ conversationId: string; messageId: string }>;
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
    id: InvestigationId,
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
