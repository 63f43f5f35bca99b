import type { Domain } from './domains.ts';
import type { InvestigationId } from './ids.ts';

/** Who asks the questions of an evaluation. */
export const evaluator = { id: 'evaluation', groups: [] } as const;

/** The suites that can be asked for. */
export const suiteNames = ['probe', 'plain', 'answers', 'causes', 'feedback', 'all'] as const;
export type SuiteName = (typeof suiteNames)[number];

/** What can become of one judgement: only `pass` and `fail` are scores. */
export const verdicts = ['pass', 'fail', 'skipped', 'error', 'notRun'] as const;

/**
 * `skipped`: the scorer does not apply to this question. `error`: the judge failed. `notRun`: an earlier
 * stage failed, which `stoppedBy` names, so that there is nothing to judge.
 */
export type ScoreVerdict = (typeof verdicts)[number];

/** What one scorer says about one question; `evidence` are ids of tables, markers or quoted words. */
export type Score = {
  readonly scorer: string;
  readonly verdict: ScoreVerdict;
  readonly reason: string;
  readonly evidence: readonly string[];
  readonly stoppedBy: string | null;
};

/** What a question came to, in figures that two runs can be compared by. */
export type CaseFigures = {
  readonly status: string;
  /** The domains that were asked, in order of their names. */
  readonly asked: readonly Domain[];
  /** Ids of the certified questions whose tables the answer has, in order of their names. */
  readonly certified: readonly string[];
  readonly firstLine: string;
  /** The numbers of the first line, as written. */
  readonly numbers: readonly string[];
  readonly tookMs: number;
  readonly genieQuestions: number;
  readonly geniePolls: number;
  readonly tokens: number;
};

/** One question of an evaluation and what it came to; `scores` is empty until it is judged. */
export type CaseResult = {
  /** From 0; with repeats, every question of the first round comes before those of the second. */
  readonly position: number;
  readonly caseId: string;
  readonly repeat: number;
  readonly question: string;
  /** The domains in whose denominators it counts; none for a question of no domain. */
  readonly domains: readonly Domain[];
  readonly investigationId: InvestigationId | null;
  readonly scores: readonly Score[];
  readonly figures: CaseFigures | null;
  readonly judgedAt: string | null;
};

export const gateVerdicts = ['passed', 'failed', 'notEnoughData'] as const;
export type GateVerdict = (typeof gateVerdicts)[number];

/**
 * One bar and what was reached. `share` is that of `passed` in `judged`, null without any; `low` and `high`
 * bound it with 95 % confidence.
 */
export type BarResult = {
  readonly scorer: string;
  /** Null for the questions of all domains and of none. */
  readonly domain: Domain | null;
  readonly bar: number;
  readonly minimum: number;
  readonly passed: number;
  readonly judged: number;
  readonly errors: number;
  readonly notRun: number;
  readonly share: number | null;
  readonly low: number;
  readonly high: number;
  readonly verdict: GateVerdict;
};

/** What the bars say together. */
export type GateResult = { readonly verdict: GateVerdict; readonly bars: readonly BarResult[] };

export const evaluationStatuses = ['running', 'completed', 'cancelled', 'failed'] as const;
export type EvaluationStatus = (typeof evaluationStatuses)[number];

/** One run of a suite; times are ISO-8601 UTC. */
export type Evaluation = {
  readonly id: string;
  /** Id of its run at Temporal. */
  readonly workflowId: string;
  readonly suite: string;
  readonly repeats: number;
  readonly trigger: 'person' | 'schedule';
  readonly status: EvaluationStatus;
  /** How many questions it asks, repeats included, and how many of them are judged. */
  readonly cases: number;
  readonly judged: number;
  /** The time that the data's clock showed at its start. */
  readonly asOf: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** Null until it has ended. */
  readonly gate: GateResult | null;
  /** Why it ended early; null when it did not. */
  readonly detail: string | null;
};
