import type { DeepPlan, RoundEnd } from './deep.ts';
import type { NewEvent } from './events.ts';
import type { EvidenceId } from './ids.ts';
import type { InvestigationRef } from './investigation.ts';
import type { RoutingCommit } from './worker-ports.ts';

/** The plans and rounds of deep investigations. */
export type RoundStore = {
  /** All plans and the ends of rounds so far, oldest first. */
  readonly all: (ref: InvestigationRef) => Promise<{
    readonly plans: readonly DeepPlan[];
    readonly rounds: readonly RoundEnd[];
    /** Tables that checks of plans have found. */
    readonly checked: readonly EvidenceId[];
    /** Statements that ran and were not told of yet. */
    readonly untold: { readonly statements: number };
    /** What it has cost so far. */
    readonly cost: {
      readonly questions: number;
      readonly statements: number;
      readonly tokens: number;
    };
  }>;
  /** Stores a plan with its lanes and the end of the round before; returns the plan that stands. */
  readonly commit: (
    ref: InvestigationRef,
    plan: DeepPlan,
    opens: {
      readonly lanes: RoutingCommit['lanes'];
      readonly events: readonly NewEvent[];
    },
  ) => Promise<DeepPlan>;
};
