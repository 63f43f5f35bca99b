import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv, RouteDeps } from '../deps.ts';
import { problemResponse } from '../errors.ts';
import { VisibilityInput, wholeNumber } from '../inputs.ts';
import { jsonOnly } from '../json-only.ts';
import { note } from '../note.ts';
import { readReadable, readResource, readRow } from '../read.ts';
import { InvestigationBody } from '../schemas.ts';
import { waitFor } from '../wait-for.ts';

export const IdParams = z.object({ id: z.string() });

export const resourceResponse = (description: string) => ({
  description,
  content: { 'application/json': { schema: InvestigationBody } },
});

const get = createRoute({
  method: 'get',
  path: '/v1/investigations/{id}',
  summary: 'One investigation; with waitSeconds when its status changes or the time is up',
  request: { params: IdParams, query: z.object({ waitSeconds: wholeNumber(60).optional() }) },
  responses: { 200: resourceResponse('The whole of it'), ...problemResponse },
});

const patch = createRoute({
  method: 'patch',
  path: '/v1/investigations/{id}',
  summary: 'Change who may read it',
  middleware: jsonOnly,
  request: {
    params: IdParams,
    body: {
      required: true,
      content: {
        'application/json': { schema: z.strictObject({ visibility: VisibilityInput }) },
      },
    },
  },
  responses: { 200: resourceResponse('As it is now'), ...problemResponse },
});

/** GET and PATCH /v1/investigations/{id}. */
export function addInvestigation(app: OpenAPIHono<AppEnv>, deps: RouteDeps): void {
  app.openapi(get, async (c) => {
    const waitMs = (c.req.valid('query').waitSeconds ?? 0) * 1000;
    const row = await readReadable(deps, c.get('principal'), c.req.valid('param').id);
    const signal = AbortSignal.any([c.req.raw.signal, deps.stopping]);
    return c.json(
      await readResource(
        deps,
        await waitFor(deps, row, { until: ['started'], ms: waitMs, signal }),
      ),
      200,
    );
  });

  app.openapi(patch, async (c) => {
    const row = await readRow(deps, c.get('principal'), c.req.valid('param').id);
    const { visibility } = c.req.valid('json');
    if (visibility === 'team') await note(deps, c.get('principal'), 'shared', row.id);
    await deps.store.setVisibility(row, visibility);
    return c.json(await readResource(deps, { ...row, visibility }), 200);
  });
}
