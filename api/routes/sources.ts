import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDeps, AppEnv } from '../deps.ts';
import { problemResponse } from '../errors.ts';
import { readReadable, readResource } from '../read.ts';
import { ToolSource } from '../schemas.ts';
import { IdParams } from './investigation.ts';

const list = createRoute({
  method: 'get',
  path: '/v1/investigations/{id}/sources',
  summary: 'What tools found, by the markers under which an answer cites it',
  request: { params: IdParams },
  responses: {
    200: {
      description: 'The sources, in the order of the tools',
      content: {
        'application/json': {
          schema: z.object({
            sources: z.array(ToolSource).readonly(),
            nextCursor: z.string().nullable(),
          }),
        },
      },
    },
    ...problemResponse,
  },
});

/** GET /v1/investigations/{id}/sources. */
export function addSources(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  app.openapi(list, async (c) => {
    const row = await readReadable(deps, c.get('principal'), c.req.valid('param').id);
    const { tools } = await readResource(deps, row);
    const sources = tools.flatMap(({ data }) => data?.sources ?? []);
    return c.json({ sources, nextCursor: null }, 200);
  });
}
