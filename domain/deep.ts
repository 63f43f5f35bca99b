import type { Answer } from './answer.ts';
import type { Domain } from './domains.ts';
import type { ExplanationIntent, Verdict } from './explanation.ts';
import type { EvidenceId } from './ids.ts';

/**
 * What a deep investigation carries from round to round; a run of the workflow is one round. Counters are of
 * the whole investigation.
 */
export type DeepState = {
  /** The round that comes next, from 1. */
  readonly round: number;
  readonly planVersion: number;
  /** Rounds in a row that found nothing new. */
  readonly quiet: number;
  /** Runs of the workflow that came before. */
  readonly runs: number;
  /** Genie questions of lanes, checks of plans, and waits for rows, so far. */
  readonly asked: number;
  readonly checked: number;
  readonly waits: number;
  /** Tables with rows when the last round ended. */
  readonly tables: number;
  readonly intent: ExplanationIntent | null;
  readonly verdict: Verdict | null;
  readonly hasTools: boolean;
  /** Memory is saved in a step of its own. */
  readonly isMemoryApart?: boolean;
  /** A model sums up the session after the end. */
  readonly summarises?: boolean;
  /** The user wants the answer from what there is. */
  readonly answerNow: boolean;
};

/** Before the first round. */
export const firstRound: DeepState = {
  round: 1,
  planVersion: 1,
  quiet: 0,
  runs: 0,
  asked: 0,
  checked: 0,
  waits: 0,
  tables: 0,
  intent: null,
  verdict: null,
  hasTools: false,
  answerNow: false,
};

/** One step of a plan: a question to Genie, a certified statement on the warehouse, or a wait for rows. */
export type DeepStep =
  | {
      readonly kind: 'ask';
      readonly domain: Domain;
      readonly question: string;
      readonly why: string;
    }
  | {
      readonly kind: 'check';
      /** Id of the certified question, and the values that it gets. */
      readonly question: string;
      readonly parameters: Readonly<Record<string, string>>;
      readonly why: string;
    }
  | { readonly kind: 'wait'; readonly until: string; readonly why: string };

/** Why no further round is made. */
export const deepEnds = ['settled', 'nothing_new', 'nothing_left', 'budget', 'wanted_now'] as const;
export type DeepEnd = (typeof deepEnds)[number];

/** The plan of one round; without steps it says why there is none. */
export type DeepPlan = {
  readonly round: number;
  readonly version: number;
  readonly steps: readonly DeepStep[];
  readonly done: DeepEnd | null;
};

/** What a round came to, with an answer by rule from all that is there. */
export type RoundEnd = {
  readonly round: number;
  /** Tables with rows that were not there before it. */
  readonly found: readonly EvidenceId[];
  readonly verdict: Verdict | null;
  readonly answer: Answer | null;
};

/** A deep investigation as clients see it. */
export type DeepProgress = {
  readonly plans: readonly DeepPlan[];
  readonly rounds: readonly Omit<RoundEnd, 'answer'>[];
  /** The answer after the newest round, until the answer itself is there. */
  readonly partial: Answer | null;
  /** Until when it waits for rows, ISO-8601 UTC; null when it does not. */
  readonly waitsUntil: string | null;
};

/** Most rounds. */
export const mostRounds = 50;
/** Statements of all plans together; a search for a cause has its own. */
export const mostChecks = 32;
/** Rounds in a row without anything new after which no further one is made. */
export const mostQuiet = 2;
/** With less time than this no further round is planned, milliseconds. */
export const leastRoundMs = 30_000;

/** The hypothesis of a plan's checks, in `check.started` and `check.finished`. */
export const planHypothesis = 'drill-down';
