import type { Domain } from './domains.ts';
import type { ExplanationIntent } from './explanation.ts';
import type { MemoryOfQuestion } from './preferences.ts';

/** A domain to ask and its question; `score` is 0..1. */
export type RoutedDomain = {
  readonly domain: Domain;
  readonly question: string;
  readonly score: number;
  readonly reason: string;
};

export type RoutingSource = 'model' | 'examples' | 'caller' | 'thread';

/** The domains to ask, best first, each with a question that needs no context. */
export type Routing = {
  readonly domains: readonly RoutedDomain[];
  readonly tools: readonly { readonly tool: string; readonly reason: string }[];
  readonly source: RoutingSource;
  /** The domains that it is about where none is asked, as tools alone meet its need; absent otherwise. */
  readonly about?: readonly Domain[];
  /** What explanation the question asks for; absent where an earlier version stored it. */
  readonly intent?: ExplanationIntent | null;
  /** What of the owner's memory narrowed it, and what the question told; absent where it is nothing. */
  readonly memory?: MemoryOfQuestion;
};
