import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDeps, AppEnv } from '../deps.ts';
import { problemResponse } from '../errors.ts';
import { readProof } from '../read-proof.ts';
import { IdParams } from './investigation.ts';

const get = createRoute({
  method: 'get',
  path: '/v1/investigations/{id}/proof',
  summary: 'The answer with all rows behind it, to be checked without the service',
  request: { params: IdParams },
  responses: {
    200: {
      description: 'A zip file for `npm run verify`',
      content: { 'application/zip': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...problemResponse,
  },
});

/** GET /v1/investigations/{id}/proof. */
export function addProof(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  app.openapi(get, async (c): Promise<Response> => {
    const { fileName, bytes } = await readProof(deps, c.get('principal'), c.req.valid('param').id);
    return c.body(bytes, 200, {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${fileName}"`,
    });
  });
}
