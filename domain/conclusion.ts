import type { Conclusion } from './api-ports.ts';

/** The end of an investigation that its user cancelled, whoever writes it. */
export const cancelledConclusion: Conclusion = {
  status: 'cancelled',
  openLanes: { outcome: 'cancelled', detail: 'The investigation was cancelled.' },
  failure: null,
};
