import type { ConfidenceParts } from '../../domain/answer.ts';

/** The parts of an answer in which every check is passed. */
export const fullConfidence: ConfidenceParts = {
  routing: 1,
  lanesAnswered: 1,
  claimsSupported: 1,
  questionFit: 1,
  conditionsUsed: 1,
  firstLine: 1,
};
