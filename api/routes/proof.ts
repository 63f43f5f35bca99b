import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { AppError } from '../../domain/errors.ts';
import { makeProof } from '../../proof/make-proof.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { problemResponse } from '../errors.ts';
import { note } from '../note.ts';
import { readResource, readReadable } from '../read.ts';
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
    const row = await readReadable(deps, c.get('principal'), c.req.valid('param').id);
    const investigation = await readResource(deps, row);
    const { answer, id } = investigation;
    if (answer === null)
      throw new AppError(
        'input.conflict',
        'The investigation has no answer, so there is no proof.',
      );
    if (row.rowsDeletedAtMs !== null)
      throw new AppError(
        'input.conflict',
        'The rows of this investigation are kept no longer (EVIDENCE_KEPT_DAYS), so there is no proof.',
      );
    await note(deps, c.get('principal'), 'exported', row.id);
    const proof = await makeProof({
      investigation,
      answer,
      evidence: await deps.store.evidence(row),
      catalogueSha256: deps.catalogueSha256,
      madeAtMs: Date.now(),
    });
    return c.body(proof, 200, {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="proof-${id}.zip"`,
    });
  });
}
