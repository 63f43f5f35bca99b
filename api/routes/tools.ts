import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDeps, AppEnv } from '../deps.ts';
import { problemResponse } from '../errors.ts';

const Tool = z
  .object({
    tool: z.string(),
    describes: z.string(),
    effect: z.enum(['read', 'write']),
    timeoutSeconds: z.number(),
    available: z.boolean(),
    why: z.string().nullable().openapi({ description: 'Why it is not available' }),
  })
  .openapi('Tool');

const list = createRoute({
  method: 'get',
  path: '/v1/tools',
  summary: 'The tools beside the domains, and whether each can be used',
  responses: {
    200: {
      description: 'All tools',
      content: {
        'application/json': {
          schema: z.object({ tools: z.array(Tool), nextCursor: z.string().nullable() }),
        },
      },
    },
    ...problemResponse,
  },
});

/** GET /v1/tools. */
export function addTools(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  app.openapi(list, (c) => {
    const tools = deps.tools.map(({ tool, describes, effect, timeoutMs, why }) => ({
      tool,
      describes,
      effect,
      timeoutSeconds: timeoutMs / 1000,
      available: why === null,
      why,
    }));
    return c.json({ tools, nextCursor: null }, 200);
  });
}
