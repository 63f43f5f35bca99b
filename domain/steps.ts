import type { SteerAction } from './events.ts';
import type { EndStatus, Failure, InvestigationRef } from './investigation.ts';
import type { Domain } from './domains.ts';
import type { Outcome } from './outcome.ts';
import type { Conclusion } from './conclusion.ts';
import type { Clarification, LaneProposal } from './worker-ports.ts';

/** A lane as routing left it; `refused` says how it ends when nothing is to be asked there. */
export type RoutedLane = {
  readonly domain: Domain;
  readonly refused: { readonly outcome: 'failed' | 'denied'; readonly detail: string } | null;
};

/** What a next leg is about, and how much of the lane's time this one took, milliseconds. */
type NextLeg = { readonly question: string; readonly workedMs: number };

/**
 * How one ask of Genie ended. `cancelled`: the row says that the user cancelled, which may be known
 * there before the workflow hears of it. `superseded`: another leg or writer has the lane, and its
 * outcome stands. `overdue`: the lane's deadline passed; the workflow decides the outcome.
 */
export type LegEnd =
  | { readonly kind: 'finished'; readonly outcome: Outcome; readonly detail: string | null }
  | (NextLeg & { readonly kind: 'clarification' })
  | (NextLeg & { readonly kind: 'rephrase' })
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'superseded' }
  | { readonly kind: 'overdue' };

/** Times are epoch milliseconds. */
export type RouteArgs = {
  readonly ref: InvestigationRef;
  readonly answerByMs: number;
  /** From then on the rules choose the domains, not a model. */
  readonly modelByMs: number;
};

export type AskArgs = {
  readonly ref: InvestigationRef;
  readonly round: number;
  readonly domain: Domain;
  readonly epoch: number;
  readonly ask: number;
  /** What to ask instead of the lane's question: an answer to Genie's question, or a rephrased one. */
  readonly say: string | null;
  /** What is left of the lane's time, from the quota grant on. */
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

export type SynthesiseArgs = {
  readonly ref: InvestigationRef;
  readonly pass: number;
  /** From then on no model is waited for, epoch milliseconds. */
  readonly modelByMs: number;
  /** Why no model is to be asked; null asks it. */
  readonly byRule: string | null;
};

export type SteerArgs = {
  readonly ref: InvestigationRef;
  readonly updateId: string;
  readonly action: SteerAction;
};

/** The steps of an investigation, one activity each. Results are ids, outcomes and single lines. */
export type Steps = {
  readonly route: (args: RouteArgs) => Promise<{ readonly lanes: readonly RoutedLane[] }>;
  readonly askGenie: (args: AskArgs) => Promise<LegEnd>;
  readonly settleLanes: (args: SettleArgs) => Promise<readonly LaneState[]>;
  readonly steer: (args: SteerArgs) => Promise<void>;
  readonly synthesise: (args: SynthesiseArgs) => Promise<void>;
  readonly remember: (args: { readonly ref: InvestigationRef }) => Promise<void>;
  readonly conclude: (args: {
    readonly ref: InvestigationRef;
    readonly end: Conclusion;
  }) => Promise<EndStatus>;
};

export type StepName = keyof Steps;
export type StepArgs<Name extends StepName> = Parameters<Steps[Name]>[0];
export type StepResult<Name extends StepName> = Awaited<ReturnType<Steps[Name]>>;

/** How a step ended, as a value: a body decides by it and never catches errors. */
export type StepEnd<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly cancelled: boolean; readonly failure: Failure };

export type Running<Value> = {
  readonly result: Promise<StepEnd<Value>>;
  readonly cancel: () => void;
};

/** Everything that an investigation's body may do outside itself. */
export type Effects = {
  readonly start: <Name extends StepName>(
    step: Name,
    args: StepArgs<Name>,
  ) => Running<StepResult<Name>>;
  /** Waits until the predicate holds (true) or the time has come (false); null waits for ever. */
  readonly until: (predicate: () => boolean, deadlineMs: number | null) => Promise<boolean>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** One line of Markdown about the current step, shown by the engine's own user interface. */
  readonly describe: (line: string) => void;
};
