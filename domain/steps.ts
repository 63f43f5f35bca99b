import type { DeepEnd, DeepState } from './deep.ts';
import type { SteerAction } from './events.ts';
import type { ExplanationIntent, Verdict } from './explanation.ts';
import type { EndStatus, Failure, InvestigationRef } from './investigation.ts';
import type { Domain } from './domains.ts';
import type { LaneEnding, Outcome } from './outcome.ts';
import type { Conclusion } from './conclusion.ts';
import type { RoutedTool } from './tools.ts';
import type { Clarification, LaneProposal } from './worker-ports.ts';

/**
 * A lane after routing; `refused` is how it ends when Genie must not or cannot be asked, or how it has ended
 * in the investigation that this one tries again.
 */
export type RoutedLane = { readonly domain: Domain; readonly refused: LaneEnding | null };

/**
 * The question of the next leg, the one to ask when that leg has rows, and how much of the lane's time this
 * leg used, milliseconds.
 */
type NextLeg = {
  readonly question: string;
  readonly following: string | null;
  readonly workedMs: number;
};

/**
 * How a leg, one question to Genie with its answer, ended. `rephrase`: Genie may answer the question in
 * other words. `another`: the leg has stored what it found, and the lane has another question. Of both,
 * `otherwise` is how the lane ends when there is no time to ask again. `cancelled`: the user cancelled; the
 * leg may read this in the row before the workflow gets the request. `superseded`: another leg or
 * writer has taken over the lane and decides its outcome. `overdue`: the lane's deadline passed;
 * the workflow decides the outcome.
 */
export type LegEnd =
  | { readonly kind: 'finished'; readonly outcome: Outcome; readonly detail: string | null }
  | (NextLeg & { readonly kind: 'clarification' })
  | (NextLeg & { readonly kind: 'rephrase' | 'another'; readonly otherwise: LaneEnding })
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'superseded' }
  | { readonly kind: 'overdue' };

/** Times are epoch milliseconds. */
export type RouteArgs = {
  readonly ref: InvestigationRef;
  readonly answerByMs: number;
  /** When the rules take over from the model. */
  readonly modelByMs: number;
};

/** The lanes that a routing opens. */
export type RouteEnd = {
  readonly lanes: readonly RoutedLane[];
  /** What explanation the question asks for; absent in results of versions that searched no cause. */
  readonly intent?: ExplanationIntent | null;
  /**
   * Genie's questions back are not waited for, because a search for a cause answers without the user; absent where
   * they are.
   */
  readonly asksNobody?: boolean;
  /** Tools beside the lanes; absent in results of versions that had none. */
  readonly tools?: readonly RoutedTool[];
  /** Saving to memory is a step of its own; absent where `conclude` does it. */
  readonly isMemoryApart?: boolean;
  /** A model sums up the session after the end; absent where it does not. */
  readonly summarises?: boolean;
  /** The rules write the answer, and no model is waited for; absent where one is. */
  readonly writesAtOnce?: boolean;
};

export type AskArgs = {
  readonly ref: InvestigationRef;
  readonly round: number;
  readonly domain: Domain;
  readonly epoch: number;
  readonly ask: number;
  /**
   * Text to send instead of the lane's question: an answer to Genie's question, a rephrased one, or
   * another one.
   */
  readonly say: string | null;
  /** What the user has added to the lane's question; absent for nothing. */
  readonly hint?: string;
  /** The question to ask when this one has rows; the first leg of a lane finds it itself. */
  readonly following: string | null;
  /** How the lane ends when this leg brings nothing, by what an earlier leg found; else null. */
  readonly kept: LaneEnding | null;
  /** The remaining time of the lane, counted from the quota grant. */
  readonly laneLimitMs: number;
};

export type SettleArgs = {
  readonly ref: InvestigationRef;
  readonly round: number;
  readonly proposals: readonly LaneProposal[];
  readonly clarifications: readonly Clarification[];
};

export type LaneState = {
  readonly domain: Domain;
  readonly outcome: Outcome | null;
  readonly detail: string | null;
};

export type PlanArgs = {
  readonly ref: InvestigationRef;
  /** The round to plan is its `round`; the one before has ended. */
  readonly state: DeepState;
  readonly answerByMs: number;
};

/** A plan as the workflow follows it. */
export type PlanEnd = {
  readonly version: number;
  readonly done: DeepEnd | null;
  readonly lanes: readonly RoutedLane[];
  /** How many checks it has. */
  readonly checks: number;
  readonly waitUntilMs: number | null;
  /** The carried counters after the round before. */
  readonly quiet: number;
  readonly tables: number;
};

export type CheckArgs = {
  readonly ref: InvestigationRef;
  readonly round: number;
  /** When no statement may run any more, epoch milliseconds. */
  readonly untilMs: number;
};

export type SynthesiseArgs = {
  readonly ref: InvestigationRef;
  readonly pass: number;
  /** When the rules take over from the model, epoch milliseconds. */
  readonly modelByMs: number;
  /** Why the rules must write the answer; null lets the model write it. */
  readonly byRule: string | null;
  /** Whether tools ran, whose results the answer tells; absent is false. */
  readonly hasTools?: boolean;
  /** What a deep investigation carries; absent in others. */
  readonly deep?: DeepState;
};

export type ToolArgs = {
  readonly ref: InvestigationRef;
  readonly tool: string;
  /** When it must have ended, epoch milliseconds. */
  readonly untilMs: number;
  /** How it ends without being run; null to run it. */
  readonly unless: {
    readonly outcome: 'timed_out' | 'skipped' | 'failed';
    readonly summary: string;
  } | null;
};

export type ExplainArgs = {
  readonly ref: InvestigationRef;
  readonly intent: ExplanationIntent;
  /** When the search must have ended, epoch milliseconds. */
  readonly untilMs: number;
  /** Why nothing is searched; null to search. */
  readonly skip: string | null;
  /** The round of a deep investigation that searches again, by the rows of now; absent is the first. */
  readonly round?: number;
};

export type ExplainEnd = {
  readonly verdict: Verdict;
  /** Whether something left its usual range; absent in results of versions that had no tools. */
  readonly isUnusual?: boolean;
};

export type SteerArgs = {
  readonly ref: InvestigationRef;
  readonly updateId: string;
  readonly action: SteerAction;
};

/**
 * The steps of an investigation, one activity each. Results are small: ids, outcomes, short texts.
 */
export type Steps = {
  readonly route: (args: RouteArgs) => Promise<RouteEnd>;
  /** As `route`; null, and nothing done, when a model has to be waited for. */
  readonly routeAtOnce: (args: RouteArgs) => Promise<RouteEnd | null>;
  readonly askGenie: (args: AskArgs) => Promise<LegEnd>;
  readonly settleLanes: (args: SettleArgs) => Promise<readonly LaneState[]>;
  readonly steer: (args: SteerArgs) => Promise<void>;
  readonly explain: (args: ExplainArgs) => Promise<ExplainEnd>;
  readonly runTool: (args: ToolArgs) => Promise<{ readonly outcome: Outcome }>;
  /** Ends a round of a deep investigation, and plans the next one. */
  readonly plan: (args: PlanArgs) => Promise<PlanEnd>;
  /** Runs the statements of a round's plan; returns how many were run. */
  readonly check: (args: CheckArgs) => Promise<number>;
  readonly synthesise: (args: SynthesiseArgs) => Promise<void>;
  /** As `synthesise`; false, and nothing done, when a model or names in the warehouse have to be waited for. */
  readonly synthesiseAtOnce: (args: SynthesiseArgs) => Promise<boolean>;
  /** Where memory lies elsewhere, and in runs of versions in which `conclude` did not do it. */
  readonly remember: (args: { readonly ref: InvestigationRef }) => Promise<void>;
  readonly conclude: (args: {
    readonly ref: InvestigationRef;
    readonly end: Conclusion;
  }) => Promise<EndStatus>;
  /** Sums up what lies far back in the session, after the end: nothing waits for it. */
  readonly summarise: (args: { readonly ref: InvestigationRef }) => Promise<void>;
};

export type StepName = keyof Steps;
export type StepArgs<Name extends StepName> = Parameters<Steps[Name]>[0];
export type StepResult<Name extends StepName> = Awaited<ReturnType<Steps[Name]>>;

/** How a step ended, as a value: the workflow branches on it and catches no errors. */
export type StepEnd<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly cancelled: boolean; readonly failure: Failure };

export type Running<Value> = {
  readonly result: Promise<StepEnd<Value>>;
  readonly cancel: () => void;
};

/** All effects that the workflow function `investigate` may have. */
export type Effects = {
  readonly start: <Name extends StepName>(
    step: Name,
    args: StepArgs<Name>,
  ) => Running<StepResult<Name>>;
  /**
   * Waits until the predicate is true, or until the deadline (returns false); null waits forever.
   */
  readonly until: (predicate: () => boolean, deadlineMs: number | null) => Promise<boolean>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /**
   * Whether the run was begun by a version with short steps: `conclude` saves to memory too, and steps
   * that take milliseconds run beside the body.
   */
  readonly hasShortSteps: boolean;
  /** One line of Markdown about the current step, shown by the engine's own user interface. */
  readonly describe: (line: string) => void;
};
