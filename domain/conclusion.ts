import type { EndStatus, Failure } from './investigation.ts';
import type { Outcome } from './outcome.ts';

/**
 * How a run ends: `fromLanes` takes the status that the lanes give, after settling open ones as
 * `openLanes`; the others say it outright.
 */
export type Conclusion = {
  readonly status: EndStatus | 'fromLanes';
  readonly openLanes: { readonly outcome: Outcome; readonly detail: string };
  readonly failure: Failure | null;
};

/** The end of an investigation that its user cancelled, whoever writes it. */
export const cancelledConclusion: Conclusion = {
  status: 'cancelled',
  openLanes: { outcome: 'cancelled', detail: 'The investigation was cancelled.' },
  failure: null,
};
