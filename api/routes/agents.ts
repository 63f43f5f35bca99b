import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { domains } from '../../domain/domains.ts';
import { agentsFor } from '../agents-for.ts';
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
    const agents = agentsFor(deps, c.get('principal'));
    return c.json({ agents, nextCursor: null }, 200);
  });
}
