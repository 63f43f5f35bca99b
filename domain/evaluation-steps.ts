import type { EvaluationStatus, GateVerdict } from './evaluation.ts';
import type { InvestigationInput } from './investigation.ts';

/** What an evaluation has come to so far; carried when its run continues as new. */
export type EvaluationCounts = {
  readonly judged: number;
  readonly failed: number;
  readonly errors: number;
};

/** Input of the workflow. The later ones of its runs get what the first has found. */
export type EvaluationInput = {
  /** Null for a run of the schedule, which makes its own. */
  readonly id: string | null;
  readonly suite: string;
  readonly repeats: number;
  readonly caseIds: readonly string[] | null;
  readonly trigger: 'person' | 'schedule';
  readonly plan: EvaluationPlan | null;
  /** The first question that no run has begun. */
  readonly next: number;
  readonly counts: EvaluationCounts;
};

/** The input of the first run of an evaluation. Pure. */
export const evaluationInput = ({
  id,
  suite,
  repeats,
  caseIds,
  trigger,
}: Pick<EvaluationInput, 'id' | 'suite' | 'repeats' | 'caseIds' | 'trigger'>): EvaluationInput => ({
  id,
  suite,
  repeats,
  caseIds,
  trigger,
  plan: null,
  next: 0,
  counts: { judged: 0, failed: 0, errors: 0 },
});

export type EvaluationPlan = {
  readonly cases: number;
  /** Questions of one round; there are as many rounds as repeats. */
  readonly casesOfRound: number;
  /** How many questions are asked at the same time. */
  readonly atOnce: number;
  /** How many questions one run asks before it continues as new. */
  readonly casesOfRun: number;
};

/**
 * A question was admitted: `input` starts its run, null when it has ended. `later`: there is no room now.
 * `stop`: none of the rest can be asked.
 */
export type AdmittedCase =
  | { readonly kind: 'admitted'; readonly input: InvestigationInput | null }
  | { readonly kind: 'later'; readonly afterMs: number }
  | { readonly kind: 'stop'; readonly reason: string };

export type CaseRef = { readonly id: string; readonly position: number };

/** The steps of an evaluation, one activity each; each may run again. */
export type EvaluationSteps = {
  /** Stores the evaluation with its questions; null with the reason when it cannot be made. */
  readonly planEvaluation: (
    args: Pick<EvaluationInput, 'suite' | 'repeats' | 'caseIds' | 'trigger'> & {
      readonly id: string;
      readonly workflowId: string;
    },
  ) => Promise<EvaluationPlan | { readonly refused: string }>;
  readonly admitCase: (at: CaseRef) => Promise<AdmittedCase>;
  /** Cancels the investigation of a question. */
  readonly cancelCase: (at: CaseRef) => Promise<void>;
  /** Waits for the end of the investigation and judges it. */
  readonly judgeCase: (
    at: CaseRef,
  ) => Promise<{ readonly failed: number; readonly errors: number }>;
  readonly endEvaluation: (args: {
    readonly id: string;
    readonly status: EvaluationStatus;
    readonly detail: string | null;
  }) => Promise<GateVerdict | null>;
};
