import type { Correction } from './correction.ts';
import type { ProposalView } from './proposals.ts';
import type { Answer } from './answer.ts';
import type { DeepProgress, DeepState } from './deep.ts';
import type { Explanation } from './explanation.ts';
import type { FailureCode } from './errors.ts';
import type { EvidenceId, InvestigationId, SessionId } from './ids.ts';
import { isAnswer } from './outcome.ts';
import type { Domain } from './domains.ts';
import type { Identity } from './on-behalf.ts';
import type { Outcome } from './outcome.ts';
import type { Routing } from './routing.ts';
import type { ToolFound } from './tools.ts';

export type Mode = 'standard' | 'deep';
export type Visibility = 'private' | 'team';
export type EndStatus = 'completed' | 'partial' | 'failed' | 'cancelled';
export const statuses = [
  'queued',
  'running',
  'completed',
  'partial',
  'failed',
  'cancelled',
] as const satisfies readonly ('queued' | 'running' | EndStatus)[];
export type Status = (typeof statuses)[number];

/** How long an investigation may take and why; seconds. */
export type Estimate = {
  readonly seconds: number;
  readonly waitSeconds: number;
  readonly reason: string;
};

/** Identifies an investigation; every SQL statement on it filters by both fields. */
export type InvestigationRef = { readonly id: InvestigationId; readonly owner: string };

/** Input of the workflow: ids, absolute times and limits. */
export type InvestigationInput = InvestigationRef & {
  readonly deadlineAtMs: number;
  readonly budgetSeconds: number;
  readonly laneLimitMs: number;
  /** Nobody answers what Genie asks back: a lane whose leg ends so ends at once. Absent is false. */
  readonly nobodyAnswers?: boolean;
  /** Where a deep investigation is; absent in others. */
  readonly deep?: DeepState;
};

/** An investigation's row. Times are epoch milliseconds. */
export type InvestigationRow = {
  readonly id: InvestigationId;
  readonly owner: string;
  readonly sessionId: SessionId;
  readonly mode: Mode;
  readonly question: string;
  readonly visibility: Visibility;
  readonly domains: readonly Domain[] | null;
  /** Domains that the owner may not ask, decided when the question was admitted. */
  readonly closedDomains: readonly Domain[];
  readonly budgetSeconds: number;
  readonly status: Status;
  readonly createdAtMs: number;
  readonly deadlineAtMs: number;
  readonly cancelRequestedAtMs: number | null;
  readonly estimate: Estimate;
  readonly lastSeq: number;
  /** When the rows of its tables were deleted; null while they are there. */
  readonly rowsDeletedAtMs: number | null;
  /** Whether question and answer were saved to memory after that had failed. */
  readonly isMemoryRepaired: boolean;
  /** What a model's summary of the session used after the end; null or absent where none was made. */
  readonly summaryUsage?: Partial<Usage> | null;
  /** The investigation that this one tries again; null or absent where it is none. */
  readonly retryOf?: InvestigationId | null;
  /** The tools that its caller named; null or absent where the question decides. */
  readonly namedTools?: readonly string[] | null;
  /** Whether its tables said otherwise once they were complete; absent where they did not. */
  readonly isCorrected?: boolean;
  /** The user as whom the workspace is asked; null or absent for the service. */
  readonly askedAs?: string | null;
};

export type GenieReference = {
  readonly spaceId: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly url: string;
};

export type LaneResource = {
  readonly domain: Domain;
  readonly question: string;
  readonly status: 'queued' | 'waiting' | 'asking' | 'finished';
  readonly outcome: Outcome | null;
  /** Why the lane ended with this outcome; while it waits for somebody, what they have to do. */
  readonly detail: string | null;
  /** Id of the question in `detail` while Genie waits for an answer. */
  readonly questionId: string | null;
  readonly evidenceIds: readonly EvidenceId[];
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly waitedMs: number;
  readonly genie: GenieReference | null;
  /**
   * Of a lane that tries again: `copied` when it ended before, `late` while Genie is not asked again but the
   * answer to the earlier question is collected. Absent where Genie is asked.
   */
  readonly from?: LaneOrigin;
};

/** Where a lane that tries again has its answer from, without a question to Genie. */
export type LaneOrigin = 'copied' | 'late';

export type ToolResource = {
  readonly tool: string;
  readonly status: 'running' | 'finished';
  readonly outcome: Outcome | null;
  readonly summary: string | null;
  readonly data: ToolFound | null;
};

export type Usage = {
  readonly modelCalls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly genieQuestions: number;
  readonly geniePolls: number;
  /** Certified statements that a warehouse ran in a search for a cause. */
  readonly statements: number;
};

/** A prompt that a model was called with: the name of its file, and the beginning of its SHA-256. */
export type PromptUsed = { readonly name: string; readonly version: number; readonly hash: string };

export type Failure = { readonly code: FailureCode; readonly message: string };

/** The whole investigation as clients see it; times are ISO-8601 UTC. */
export type Investigation = {
  readonly id: InvestigationId;
  readonly sessionId: SessionId;
  /** The investigation that this one tries again; null where it is none. */
  readonly retryOf: InvestigationId | null;
  readonly status: Status;
  readonly mode: Mode;
  readonly question: string;
  readonly visibility: Visibility;
  readonly createdAt: string;
  readonly deadlineAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly estimate: Estimate;
  readonly links: {
    readonly self: string;
    readonly events: string;
    readonly evidence: string;
    readonly cancel: string;
    readonly steer: string;
  };
  readonly routing: Routing | null;
  readonly lanes: readonly LaneResource[];
  readonly tools: readonly ToolResource[];
  readonly proposals: readonly ProposalView[];
  /** What of the answer was otherwise once its tables were complete; null while nothing is. */
  readonly correction: Correction | null;
  /** What a search for a cause came to; null when none was made, or it has not ended. */
  readonly explanation: Explanation | null;
  readonly answer: Answer | null;
  /** Plans and rounds of a deep investigation; null in others. */
  readonly deep: DeepProgress | null;
  readonly memory: {
    readonly status: 'saved' | 'failed' | 'skipped';
    readonly detail: string | null;
  } | null;
  readonly usage: Usage;
  /** The prompts that the model was called with, in the order of the steps. */
  readonly prompts: readonly PromptUsed[];
  readonly failure: Failure | null;
  /** When the rows that its citations point to were deleted; null while they are there. */
  readonly rowsDeletedAt: string | null;
  /** Whose rights counted at the workspace. */
  readonly identity: Identity;
  /** The name of that user at the workspace; null for the service. */
  readonly askedAs: string | null;
  readonly lastSeq: number;
};

/**
 * The end status of an investigation from the outcomes of its lanes. Skipped lanes do not count. No
 * lane means a direct reply, which is completed. A cancelled investigation is always `cancelled`.
 */
export function statusOf(outcomes: readonly Outcome[], cancelled: boolean): EndStatus {
  if (cancelled) return 'cancelled';
  const counted = outcomes.filter((outcome) => outcome !== 'skipped');
  const answered = counted.filter(isAnswer).length;
  if (answered === counted.length) return 'completed';
  return answered > 0 ? 'partial' : 'failed';
}

/** Tells whether an investigation has ended. */
export function hasEnded(status: Status): status is EndStatus {
  return status !== 'queued' && status !== 'running';
}
