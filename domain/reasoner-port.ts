import type { Chart, Citation, Degradation } from './answer.ts';
import type { Domain } from './domains.ts';
import type { Evidence } from './evidence.ts';
import type { Usage } from './investigation.ts';
import type { SessionHistory } from './memory-port.ts';
import type { Outcome } from './outcome.ts';
import type { Routing } from './routing.ts';

/** What a reasoner knows about one domain when it routes. */
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
  /** From then on the rules decide, epoch milliseconds. */
  readonly modelByMs: number;
};

export type Routed = {
  readonly routing: Routing;
  readonly degraded: readonly Degradation[];
  readonly usage: Partial<Usage>;
};

/** One domain's part as the reasoner sees it when it writes. */
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
  readonly caveats: readonly string[];
  readonly history: SessionHistory;
  /** From then on no model is waited for, epoch milliseconds. */
  readonly modelByMs: number;
  /** How many calls a model gets before the rules write. */
  readonly modelCalls: number;
};

export type Composed = {
  readonly markdown: string;
  /** Every marker that the text may carry; what it does not use is dropped. */
  readonly citations: readonly Citation[];
  /** What a reader has to know of how the text came about. */
  readonly caveats: readonly string[];
  readonly charts: readonly Chart[];
  readonly degraded: readonly Degradation[];
  readonly usage: Partial<Usage>;
};

/** Chooses domains and writes answers: a model, or rules. `onText` gets the text as it is written. */
export type Reasoner = {
  readonly kind: 'model' | 'offline';
  readonly route: (request: RouteRequest, signal: AbortSignal) => Promise<Routed>;
  readonly compose: (
    request: ComposeRequest,
    onText: (text: string) => Promise<void>,
    signal: AbortSignal,
  ) => Promise<Composed>;
};
