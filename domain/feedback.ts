import type { Domain } from './domains.ts';
import type { InvestigationId } from './ids.ts';
import type { InvestigationRef } from './investigation.ts';

export const ratings = ['up', 'down'] as const;

/** What a reader says of an answer; `claim` is the sentence of it that is meant. */
export type Feedback = {
  readonly rating: (typeof ratings)[number];
  readonly comment: string | null;
  readonly claim: string | null;
};

export const caseStates = ['proposed', 'accepted', 'rejected'] as const;
export type CaseState = (typeof caseStates)[number];

/**
 * A question that feedback proposes for evaluations. It has the words of the question and of the feedback,
 * and nothing of the answer. Times are ISO-8601 UTC.
 */
export type ProposedCase = Feedback & {
  readonly id: string;
  /** Where it comes from. */
  readonly investigationId: InvestigationId;
  readonly question: string;
  /** To which it must go; null where nobody has said. */
  readonly domains: readonly Domain[] | null;
  readonly state: CaseState;
  readonly givenAt: string;
  /** Null until a person has decided. */
  readonly decidedAt: string | null;
};

/** What is decided of a proposed case; what is null stays as it was proposed. */
export type CaseDecision = Pick<ProposedCase, 'domains'> & {
  readonly state: Exclude<CaseState, 'proposed'>;
  readonly by: string;
  readonly question: string | null;
};

/** What feedback stores and reads. */
export type FeedbackStore = {
  /**
   * Stores what `owner` says of an investigation, once for each: the same again changes nothing, and other
   * words replace it and are proposed anew.
   */
  readonly give: (
    proposal: InvestigationRef &
      Feedback &
      Pick<ProposedCase, 'question' | 'domains'> & { readonly caseId: string },
  ) => Promise<ProposedCase>;
  /** Newest first; `cursor` is the id of the last of the page before. */
  readonly list: (page: {
    readonly state: CaseState | null;
    readonly limit: number;
    readonly cursor: string | null;
  }) => Promise<{ readonly cases: readonly ProposedCase[]; readonly nextCursor: string | null }>;
  readonly find: (id: string) => Promise<ProposedCase | null>;
  /** Whose feedback it is; null when there is none. */
  readonly giver: (id: string) => Promise<string | null>;
  /** Stores a decision, also instead of an earlier one; null when there is no such case. */
  readonly decide: (id: string, decision: CaseDecision) => Promise<ProposedCase | null>;
  /** The data set: every accepted case, oldest first. */
  readonly accepted: () => Promise<readonly ProposedCase[]>;
};
