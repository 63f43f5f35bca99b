import type { AdmitDeps, AdmitLimits } from '../../domain/admit.ts';
import type { InvestigationStore } from '../../domain/api-ports.ts';
import type { EvaluationStore, Webhook } from '../../domain/evaluation-ports.ts';
import type { FeedbackStore } from '../../domain/feedback.ts';
import type { Judge } from '../../domain/judge-port.ts';
import type { Deps } from '../deps.ts';

/** The ports that the activities of evaluations use for all their effects. */
export type EvaluationDeps = Pick<Deps, 'warehouse' | 'statementOf' | 'now'> & {
  readonly evaluations: EvaluationStore;
  readonly feedback: Pick<FeedbackStore, 'accepted'>;
  /** Null without a model. */
  readonly judge: Judge | null;
  /** Null where none is set. */
  readonly webhook: Webhook | null;
  readonly investigations: InvestigationStore;
  readonly limits: AdmitLimits;
  readonly ids: Pick<AdmitDeps, 'nowMs' | 'randomHex' | 'keyedHex' | 'hash' | 'sealToken'>;
  /** The workspace whose Genie quota the questions use. */
  readonly workspace: string;
  /** The share of the quota that evaluations may take, 0 to 1. */
  readonly quotaShare: number;
  /** What was planted in the data of the workspace; null where nobody knows. */
  readonly planted: () => Promise<unknown>;
};
