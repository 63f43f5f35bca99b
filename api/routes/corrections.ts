import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { AppError } from '../../domain/errors.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { problemResponse } from '../errors.ts';
import { readRow } from '../read.ts';
import { CorrectionBody } from '../correction-schemas.ts';
import { IdParams } from './investigation.ts';

const list = createRoute({
  method: 'get',
  path: '/v1/corrections',
  summary: 'Answers of yours that were corrected and that you have not seen since, newest first',
  responses: {
    200: {
      description: 'At most a hundred',
      content: {
        'application/json': {
          schema: z.object({
            corrections: z.array(CorrectionBody),
            nextCursor: z.string().nullable(),
          }),
        },
      },
    },
    ...problemResponse,
  },
});

const seen = createRoute({
  method: 'post',
  path: '/v1/investigations/{id}/correction/seen',
  summary: 'Be told no more of a correction; it stays with the answer',
  request: { params: IdParams },
  responses: {
    200: {
      description: 'The correction',
      content: { 'application/json': { schema: CorrectionBody } },
    },
    ...problemResponse,
  },
});

const most = 100;

/** GET /v1/corrections; POST /v1/investigations/{id}/correction/seen. */
export function addCorrections(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  app.openapi(list, async (c) => {
    const corrections = await deps.corrections.unseen(c.get('principal').id, most);
    return c.json({ corrections: [...corrections], nextCursor: null }, 200);
  });

  app.openapi(seen, async (c) => {
    const row = await readRow(deps, c.get('principal'), c.req.valid('param').id);
    await deps.corrections.seen(row);
    const correction = await deps.corrections.of(row);
    if (correction === null)
      throw new AppError('input.not_found', 'Nothing of this answer was corrected.');
    return c.json(correction, 200);
  });
}
