import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDeps, AppEnv } from '../deps.ts';
import { problemResponse } from '../errors.ts';
import { SteerInput } from '../inputs.ts';
import { jsonOnly } from '../json-only.ts';
import { readResource, readRow } from '../read.ts';
import { steerRun } from '../steer-run.ts';
import { IdParams, resourceResponse } from './investigation.ts';

const steer = createRoute({
  method: 'post',
  path: '/v1/investigations/{id}/steer',
  summary: 'Change a running investigation',
  middleware: jsonOnly,
  request: {
    params: IdParams,
    body: { required: true, content: { 'application/json': { schema: SteerInput } } },
  },
  responses: { 200: resourceResponse('As it is after the change'), ...problemResponse },
});

/** POST /v1/investigations/{id}/steer. */
export function addSteer(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  app.openapi(steer, async (c) => {
    const caller = c.get('principal');
    const { id } = c.req.valid('param');
    await steerRun(deps, caller, id, c.req.valid('json'), c.get('requestId'));
    return c.json(await readResource(deps, await readRow(deps, caller, id)), 200);
  });
}
