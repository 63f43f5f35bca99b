import { mayAsk } from '../domain/access.ts';
import { spaceSettingOf } from '../domain/domains.ts';
import type { Principal } from '../domain/ids.ts';
import type { AgentCard } from '../domain/reasoner-port.ts';
import type { AppDeps } from './deps.ts';

/** The domains, and whether a principal can ask each. Pure. */
export const agentsFor = ({ agents, domainAccess, suggestions }: AppDeps, principal: Principal) =>
  agents.map((card) => {
    const allowed = mayAsk(domainAccess, principal, card.domain);
    const { domain, asks, examples } = card;
    return {
      domain,
      asks,
      examples,
      suggestions: suggestions[domain],
      available: card.available && allowed,
      why: why(card, allowed),
    };
  });

function why({ domain, available }: AgentCard, allowed: boolean): string | null {
  if (!available) return `${spaceSettingOf(domain)} is not set.`;
  return allowed ? null : 'DOMAIN_ACCESS gives it to groups that you are not in.';
}
