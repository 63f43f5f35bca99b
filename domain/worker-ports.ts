import type { Answer, Degradation } from './answer.ts';
import type { Evidence } from './evidence.ts';
import type { NewEvent, SteerAction } from './events.ts';
import type { Explanation, MissingCheck } from './explanation.ts';
import type { EvidenceId, InvestigationId } from './ids.ts';
import type {
  EndStatus,
  GenieReference,
  InvestigationRow,
  Mode,
  PromptUsed,
  Usage,
  InvestigationRef,
} from './investigation.ts';
import type { Domain } from './domains.ts';
import type { Outcome } from './outcome.ts';
import type { Conclusion } from './conclusion.ts';
import type { KnownMemory, SessionHistory } from './memory-port.ts';
import type { UserTokens } from './on-behalf.ts';
import type { Routing } from './routing.ts';
import type { Quota } from './quota-ports.ts';
import type { RoundStore } from './round-ports.ts';
import type { SummaryStore } from './summary-port.ts';
import type { ToolStore } from './tool-ports.ts';

/** One lane as its row is stored. `epoch` counts its legs, `ask` its questions to Genie, from 1. */
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

/** Identifies a leg of a lane and the attempt of its activity. */
export type LegRef = InvestigationRef & {
  readonly round: number;
  readonly domain: Domain;
  readonly epoch: number;
  readonly attempt: number;
  readonly ask: number;
};

/** Whether a leg may continue; `openLanes` counts the investigation's lanes that have not ended. */
export type Fence =
  | { readonly open: true; readonly openLanes: number; readonly deadlineInMs: number }
  | { readonly open: false; readonly reason: 'cancelled' | 'superseded' | 'settled' | 'deadline' };

/** Tells the lanes of an investigation when one of them has ended, on whatever worker. */
export type LaneEnds = {
  /** Calls back after each end, and when some may have been missed; returns a function that stops it. */
  readonly listen: (id: InvestigationId, onEnd: () => void) => () => void;
};

export type LedgerEntry = {
  readonly state: 'intent' | 'asked' | 'settled';
  readonly question: string;
  readonly continuedConversationId: string | null;
  readonly conversationId: string | null;
  readonly messageId: string | null;
  readonly intentAtMs: number;
  /** Milliseconds since Genie accepted the question; null before that. */
  readonly askedMsAgo: number | null;
  /** Milliseconds until the POST of an earlier attempt can no longer be in flight. */
  readonly settlesInMs: number;
  /** Another investigation has asked it, which this one tries again. */
  readonly takenOver: boolean;
};

/** A lane that a leg has taken, and what is known of the leg's question from earlier attempts. */
export type TakenLane = Lane & { readonly asked: LedgerEntry | null };

/** How a leg leaves its question: ended by Genie, after `genieMs` by Genie's clock, or running. */
export type QuestionLeft =
  | { readonly ended: true; readonly genieMs: number | null }
  | { readonly ended: false };

/** What a leg found; without an outcome its lane stays open for another question. */
export type LaneResult = {
  readonly outcome: Outcome | null;
  readonly detail: string | null;
  readonly evidence: readonly Evidence[];
  readonly genie: GenieReference | null;
  readonly usage: Partial<Usage>;
  /** Null when the leg has no question of Genie to leave. */
  readonly left: QuestionLeft | null;
};

/** A stored routing, and why it was made without the model, if it was. */
export type CommittedRouting = {
  readonly routing: Routing;
  readonly degraded: readonly Degradation[];
};

/** A routing to store, with the lanes that it opens. */
export type RoutingCommit = CommittedRouting & {
  readonly usage: Partial<Usage>;
  readonly prompt: PromptUsed | null;
  readonly lanes: readonly {
    readonly domain: Domain;
    readonly question: string;
    readonly spaceId: string | null;
    readonly deadlineAtMs: number;
  }[];
};

/**
 * What the worker stores and reads; every write of a leg checks its fence in the same transaction.
 */
export type WorkStore = {
  readonly investigation: (ref: InvestigationRef) => Promise<InvestigationRow>;
  /** What was said in its session before it was asked, and by these words what in others. */
  readonly history: (ref: InvestigationRef, terms?: readonly string[]) => Promise<SessionHistory>;
  /**
   * What a routing is decided from; `committed` is what an earlier attempt stored. Memory that lies elsewhere is
   * waited for `withinMs` at most.
   */
  readonly routingStart: (
    ref: InvestigationRef,
    withinMs?: number,
  ) => Promise<{
    readonly investigation: InvestigationRow;
    readonly committed: CommittedRouting | null;
    readonly memory: KnownMemory;
  }>;
  /** Stores routing and lanes with `started` and `routed`; a later attempt gets what is stored. */
  readonly commitRouting: (
    ref: InvestigationRef,
    commit: RoutingCommit,
  ) => Promise<CommittedRouting>;
  readonly committedRouting: (ref: InvestigationRef) => Promise<CommittedRouting | null>;
  /**
   * Takes over routing and lanes of the investigation that this one tries again: lanes that are not asked again
   * with outcome and tables, the others with a question that Genie has not ended. Null when that one was not routed.
   */
  readonly commitRetry: (
    ref: InvestigationRef,
    take: {
      readonly spaces: Readonly<Record<Domain, string | null>>;
      readonly deadlineAtMs: number;
    },
  ) => Promise<CommittedRouting | null>;
  readonly lanes: (ref: InvestigationRef, round: number) => Promise<readonly Lane[]>;
  readonly evidence: (ref: InvestigationRef) => Promise<readonly Evidence[]>;
  /**
   * Makes this leg the current one of its lane; null when a newer one is. An ended lane is only
   * read.
   */
  readonly takeLane: (leg: LegRef) => Promise<TakenLane | null>;
  readonly fence: (leg: LegRef) => Promise<Fence>;
  /**
   * Appends one lane event; throws `input.conflict` when the lane has ended or a newer leg has it.
   */
  readonly laneEvent: (leg: LegRef, event: NewEvent) => Promise<void>;
  readonly finishLane: (leg: LegRef, result: LaneResult) => Promise<Lane>;
  readonly settleLanes: (
    ref: InvestigationRef,
    round: number,
    proposals: readonly LaneProposal[],
    clarifications: readonly Clarification[],
  ) => Promise<readonly Lane[]>;
  /** Stores a request with `steered`, once; throws `input.conflict` with the reason where it is refused. */
  readonly recordSteer: (ref: InvestigationRef, steer: NewSteer) => Promise<void>;
  readonly appendAnswer: (ref: InvestigationRef, events: readonly NewEvent[]) => Promise<void>;
  /** Whether an earlier pass or attempt began an answer, and the finished answer. */
  readonly answerState: (
    ref: InvestigationRef,
  ) => Promise<{ begun: boolean; finished: Answer | null }>;
  /**
   * Saves question and answer to the session with `remembered`; a second call changes nothing, and a
   * failure is told by `remembered`.
   */
  readonly remember: (ref: InvestigationRef, ttlHours: number) => Promise<void>;
  /** `rememberHours` is how long question and answer are remembered; without it they are not saved. */
  readonly conclude: (
    ref: InvestigationRef,
    end: Conclusion,
    rememberHours?: number | null,
  ) => Promise<EndStatus>;
  readonly checks: CheckStore;
  readonly tools: ToolStore;
  readonly rounds: RoundStore;
  readonly summaries: SummaryStore;
  /** As whom the workspace is asked for an investigation; null for the service. It never changes. */
  readonly askedAs: (ref: InvestigationRef) => Promise<string | null>;
  readonly userTokens: UserTokens;
  readonly ledger: GenieLedger;
  readonly quota: Quota;
};

/** A request of the user; `mostSeconds` is how long an investigation may take in all. */
export type NewSteer = {
  readonly updateId: string;
  readonly action: SteerAction;
  readonly mostSeconds: Readonly<Record<Mode, number>>;
};

/** How a statement of a check ended: with a table, or why without one. */
export type StoredCheck =
  | { readonly kind: 'rows'; readonly evidence: Evidence }
  | { readonly kind: 'blocked'; readonly missing: MissingCheck }
  | { readonly kind: 'failed'; readonly reason: string };

/** A check that ended; `key` is the same for the same question with the same parameters. */
export type EndedCheck = {
  readonly key: string;
  /** Id of the certified question. */
  readonly question: string;
  readonly ending: StoredCheck;
};

/** What a search for a cause has run, so that a second attempt runs only what is missing. */
export type CheckStore = {
  /** How the check with this key ended; null when it did not. */
  readonly ended: (ref: InvestigationRef, key: string) => Promise<StoredCheck | null>;
  /** Stores how a check ended, with its table; returns what stands, of this or an earlier attempt. */
  readonly end: (ref: InvestigationRef, check: EndedCheck) => Promise<StoredCheck>;
  /** Stores a table that was computed from those of checks, once. */
  readonly keep: (ref: InvestigationRef, table: Evidence) => Promise<void>;
  readonly tell: (ref: InvestigationRef, events: readonly NewEvent[]) => Promise<void>;
  /** That of a round; without one, the newest. */
  readonly explanation: (ref: InvestigationRef, round?: number) => Promise<Explanation | null>;
  /** Stores the explanation with `explained`; returns what stands, of this or an earlier attempt. */
  readonly explain: (
    ref: InvestigationRef,
    explanation: Explanation,
    round?: number,
  ) => Promise<Explanation>;
};

export type LaneProposal = {
  readonly domain: Domain;
  readonly outcome: Outcome;
  readonly detail: string | null;
};

/** A question that Genie asked back instead of answering the ask `ask`. */
export type Clarification = {
  readonly domain: Domain;
  readonly ask: number;
  readonly question: string;
};

/** Records each question to Genie before and after it is sent, so that a leg asks only once. */
export type GenieLedger = {
  readonly read: (leg: LegRef) => Promise<LedgerEntry | null>;
  /** True while this leg's lease has not expired, by the database's clock. */
  readonly leaseHolds: (leg: LegRef) => Promise<boolean>;
  /** Removes an intent of this attempt that was definitely refused. */
  readonly withdraw: (leg: LegRef) => Promise<void>;
  /**
   * Genie has taken the question. Its conversation becomes the session's open one, and the slot of
   * its POST is free 60 s from now; null when the POST was an earlier attempt's.
   *
   * @returns How long Genie's fastest answers in the space take, milliseconds; null with too few.
   */
  readonly asked: (
    leg: LegRef,
    question: {
      readonly spaceId: string;
      readonly conversationId: string;
      readonly messageId: string;
      readonly url: string;
      readonly slot: string | null;
    },
  ) => Promise<number | null>;
  /**
   * Ends the lease of the conversation; forgets the conversation while a question runs in it, since
   * Genie would refuse the next one there.
   */
  readonly left: (leg: LegRef, left: QuestionLeft) => Promise<void>;
  /** Those of the message ids that belong to a leg already. */
  readonly known: (messageIds: readonly string[]) => Promise<readonly string[]>;
};
