import type { EndStatus, Failure } from './investigation.ts';
import type { Outcome } from './outcome.ts';

/**
 * How a run ends. Lanes that are still open end as `openLanes` says; `fromLanes` then derives the
 * status from the outcomes of all lanes.
 */
export type Conclusion = {
  readonly status: EndStatus | 'fromLanes';
  readonly openLanes: { readonly outcome: Outcome; readonly detail: string };
  readonly failure: Failure | null;
  /** Whether question and answer are saved to the session's memory; absent is no. */
  readonly remember?: boolean;
  /** Whether a model sums up what lies far back in the session, after the end; absent is no. */
  readonly summarise?: boolean;
};

/**
 * The end of an investigation that its user cancelled; the workflow and the sweeper write the same.
 */
export const cancelledConclusion: Conclusion = {
  status: 'cancelled',
  openLanes: { outcome: 'cancelled', detail: 'The investigation was cancelled.' },
  failure: null,
};
