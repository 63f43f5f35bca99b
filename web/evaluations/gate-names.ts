import type { GateVerdict } from '../../domain/evaluation.ts';

/** What a bar, or an evaluation as a whole, came to. */
export const gateNames: Readonly<Record<GateVerdict, string>> = {
  passed: 'Passed',
  failed: 'Failed',
  notEnoughData: 'Too few to tell',
};
