import type { Domain } from '../domain/domains.ts';
import type { AgentCard } from '../domain/reasoner-port.ts';
import type { Agent } from './agent.ts';
import { cost } from './cost.ts';
import { performance } from './performance.ts';
import { quality } from './quality.ts';
import { reliability } from './reliability.ts';
import { security } from './security.ts';
import { unified } from './unified.ts';

/** The domain agents; a new one is its file and its row here. */
export const agents = {
  cost,
  security,
  performance,
  reliability,
  quality,
  unified,
} as const satisfies Record<Domain, Agent>;

/**
 * What a reasoner needs to know of each agent; a domain without a space is not available.
 *
 * Pure.
 */
export function agentCards(spaces: Readonly<Record<Domain, string | null>>): readonly AgentCard[] {
  return Object.values(agents).map(({ domain, asks, examples, keywords }) => ({
    domain,
    asks,
    examples,
    keywords,
    available: spaces[domain] !== null,
  }));
}
