import type { AnswerWords } from './answer-words.ts';
import type { Chart, Citation, Degradation } from './answer.ts';
import type { Domain } from './domains.ts';
import type { Explanation } from './explanation.ts';
import type { Evidence } from './evidence.ts';
import type { PromptUsed, Usage } from './investigation.ts';
import type { SessionHistory } from './memory-port.ts';
import type { Outcome } from './outcome.ts';
import type { Routing } from './routing.ts';
import type { Summarised, SummaryRequest } from './summary-port.ts';
import type { NeedOf, ToolCard } from './tools.ts';

/** A domain's description for routing. */
export type AgentCard = {
  readonly domain: Domain;
  readonly asks: string;
  readonly examples: readonly string[];
  readonly keywords: readonly string[];
  readonly available: boolean;
};

export type RouteRequest = {
  readonly question: string;
  readonly cards: readonly AgentCard[];
  readonly history: SessionHistory;
  /** Tools that can be used, which a model may propose; absent for none. */
  readonly tools?: readonly ToolCard[];
  /** When the rules take over from the model, epoch milliseconds. */
  readonly modelByMs: number;
};

export type Routed = {
  readonly routing: Routing;
  readonly degraded: readonly Degradation[];
  /** Of all calls, also of those that failed, as far as the service told. */
  readonly usage: Partial<Usage>;
  /** Null when no model was called. */
  readonly prompt: PromptUsed | null;
};

/** What one domain contributes to the answer. */
export type LaneReport = {
  readonly domain: Domain;
  readonly question: string;
  readonly outcome: Outcome;
  readonly detail: string | null;
  readonly evidence: readonly Evidence[];
};

export type ComposeRequest = {
  readonly question: string;
  readonly lanes: readonly LaneReport[];
  /** How the first line about a table is said; null for a table that is not certified. */
  readonly wordsOf: (table: Evidence) => AnswerWords | null;
  readonly caveats: readonly string[];
  /** What a search for a cause settled: nobody who writes changes it. Absent where none was made. */
  readonly explanation?: Explanation | null;
  /** The role of the reader: manager, analyst or engineer; null or absent when it is not known. */
  readonly role?: string | null;
  readonly history: SessionHistory;
  /** When the rules take over from the model, epoch milliseconds. */
  readonly modelByMs: number;
  /** How many model calls are tried before the rules write the answer. */
  readonly modelCalls: number;
  /** A text that was written before and what of it has no support, to write it again without. */
  readonly draft?: Draft;
};

/** A text of a model, and its unsupported claims with the reasons. */
export type Draft = {
  readonly markdown: string;
  readonly unsupported: readonly { readonly text: string; readonly reason: string }[];
};

export type Composed = {
  readonly markdown: string;
  /** The markers that the text may use; unused ones are removed later. */
  readonly citations: readonly Citation[];
  /** Limits of the way in which the text was written, for its readers. */
  readonly caveats: readonly string[];
  readonly charts: readonly Chart[];
  readonly degraded: readonly Degradation[];
  /** Of all calls, also of those that failed, as far as the service told. */
  readonly usage: Partial<Usage>;
  /** Null when no model was called. */
  readonly prompt: PromptUsed | null;
};

/** Takes the text of an answer piece by piece. */
export type AnswerText = {
  readonly write: (text: string) => Promise<void>;
  /** Takes back what was written: the answer begins again. */
  readonly restart: () => Promise<void>;
};

/** Chooses domains and writes answers: a model, or rules. */
export type Reasoner = {
  readonly kind: 'model' | 'offline';
  readonly route: (request: RouteRequest, signal: AbortSignal) => Promise<Routed>;
  /** What a question needs beside rows of the platform, by rule. */
  readonly needsOf: (question: string) => readonly NeedOf[];
  readonly compose: (
    request: ComposeRequest,
    text: AnswerText,
    signal: AbortSignal,
  ) => Promise<Composed>;
  /** Sums up older messages of a session in one call; absent without a model. */
  readonly summarise?: (request: SummaryRequest, signal: AbortSignal) => Promise<Summarised>;
};
