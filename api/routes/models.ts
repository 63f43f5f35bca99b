import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { mayAsk } from '../../domain/access.ts';
import { AppError } from '../../domain/errors.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { models } from '../responses/models.ts';
import type { Model } from '../responses/models.ts';
import { responsesFailure } from '../responses/schemas.ts';

const ModelBody = z
  .object({
    id: z.string(),
    object: z.literal('model'),
    created: z.int(),
    owned_by: z.string(),
  })
  .openapi('Model');

const list = createRoute({
  method: 'get',
  path: '/v1/models',
  summary: 'The names that a request may have as its model',
  responses: {
    200: {
      description: 'Those that you may ask',
      content: {
        'application/json': {
          schema: z.object({ object: z.literal('list'), data: z.array(ModelBody) }),
        },
      },
    },
    ...responsesFailure,
  },
});

const get = createRoute({
  method: 'get',
  path: '/v1/models/{id}',
  summary: 'One of these names',
  request: { params: z.object({ id: z.string() }) },
  responses: {
    200: { description: 'It', content: { 'application/json': { schema: ModelBody } } },
    ...responsesFailure,
  },
});

/** When the first of them could be asked, epoch seconds: the protocol wants a time. */
const created = 1_764_000_000;

const bodyOf = ({ id }: Model) => ({
  id,
  object: 'model' as const,
  created,
  owned_by: 'health-monitor',
});

/** GET /v1/models and /v1/models/{id}. */
export function addModels(app: OpenAPIHono<AppEnv>, { domainAccess }: AppDeps): void {
  const isOpen = (c: { get: (name: 'principal') => AppEnv['Variables']['principal'] }) => {
    const principal = c.get('principal');
    return ({ domains }: Model): boolean =>
      (domains ?? []).every((domain) => mayAsk(domainAccess, principal, domain));
  };
  app.openapi(list, (c) =>
    c.json({ object: 'list' as const, data: models.filter(isOpen(c)).map(bodyOf) }, 200),
  );
  app.openapi(get, (c) => {
    const { id } = c.req.valid('param');
    const found = models.filter(isOpen(c)).find((model) => model.id === id);
    if (found !== undefined) return c.json(bodyOf(found), 200);
    throw new AppError('input.not_found', `There is no model ${id}.`, {
      problems: [{ path: 'model', message: 'is unknown' }],
    });
  });
}
