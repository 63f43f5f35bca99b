import { domains } from '../domain/domains.ts';
import type { Domain } from '../domain/domains.ts';
import type { AgentCard } from '../domain/reasoner-port.ts';
import type { Agent } from './agent.ts';

/** The agent of each domain, from `agents/<domain>.ts`. */
export const agents: Readonly<Record<Domain, Agent>> = Object.fromEntries(
  await Promise.all(domains.map(async (domain) => [domain, await readAgent(domain)] as const)),
) as Record<Domain, Agent>;

async function readAgent(domain: Domain): Promise<Agent> {
  const { agent } = (await import(`./${domain}.ts`)) as { readonly agent?: Agent };
  if (agent?.domain === domain) return agent;
  throw new Error(`agents/${domain}.ts must export \`agent\`, defined for the domain ${domain}.`);
}

/** The agents' descriptions for routing; a domain without a Genie space is not available. */
export function agentCards(spaces: Readonly<Record<Domain, string | null>>): readonly AgentCard[] {
  return Object.values(agents).map(({ domain, asks, examples, keywords }) => ({
    domain,
    asks,
    examples,
    keywords,
    available: spaces[domain] !== null,
  }));
}
