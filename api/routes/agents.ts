import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { mayAsk } from '../../domain/access.ts';
import { domains, spaceSettingOf } from '../../domain/domains.ts';
import type { AgentCard } from '../../domain/reasoner-port.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { problemResponse } from '../errors.ts';

const Agent = z
  .object({
    domain: z.enum(domains),
    asks: z.string(),
    examples: z.array(z.string()).readonly(),
    suggestions: z
      .array(z.string())
      .readonly()
      .openapi({ description: 'Certified questions to begin with' }),
    available: z.boolean(),
    why: z.string().nullable().openapi({ description: 'Why it is not available' }),
  })
  .openapi('Agent');

export const AgentList = z.object({ agents: z.array(Agent), nextCursor: z.string().nullable() });

const list = createRoute({
  method: 'get',
  path: '/v1/agents',
  summary: 'The domains, and whether each can be asked',
  responses: {
    200: {
      description: 'All domains',
      content: {
        'application/json': { schema: AgentList },
      },
    },
    ...problemResponse,
  },
});

/** GET /v1/agents. */
export function addAgents(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  app.openapi(list, (c) => {
    const principal = c.get('principal');
    const agents = deps.agents.map((card) => {
      const allowed = mayAsk(deps.domainAccess, principal, card.domain);
      const { domain, asks, examples } = card;
      return {
        domain,
        asks,
        examples,
        suggestions: deps.suggestions[domain],
        available: card.available && allowed,
        why: why(card, allowed),
      };
    });
    return c.json({ agents, nextCursor: null }, 200);
  });
}

function why({ domain, available }: AgentCard, allowed: boolean): string | null {
  if (!available) return `${spaceSettingOf(domain)} is not set.`;
  return allowed ? null : 'DOMAIN_ACCESS gives it to groups that you are not in.';
}
