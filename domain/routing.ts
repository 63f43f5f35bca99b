import type { Domain } from './domains.ts';

/** One domain that gets a question of its own; `score` is 0..1. */
export type RoutedDomain = {
  readonly domain: Domain;
  readonly question: string;
  readonly score: number;
  readonly reason: string;
};

export type RoutingSource = 'model' | 'examples' | 'caller' | 'thread';

/** Which domains get which stand-alone question, best first. */
export type Routing = {
  readonly domains: readonly RoutedDomain[];
  readonly tools: readonly { readonly tool: string; readonly reason: string }[];
  readonly source: RoutingSource;
};
