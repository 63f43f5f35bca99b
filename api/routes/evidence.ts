import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { accepts } from 'hono/accepts';
import { AppError } from '../../domain/errors.ts';
import type { InvestigationRow } from '../../domain/investigation.ts';
import { toCsv } from '../csv.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { problemResponse } from '../errors.ts';
import { note } from '../note.ts';
import { readReadable } from '../read.ts';
import { EvidenceBody } from '../schemas.ts';
import { IdParams } from './investigation.ts';

const list = createRoute({
  method: 'get',
  path: '/v1/investigations/{id}/evidence',
  summary: 'All tables of an investigation, in the order they came in',
  request: { params: IdParams },
  responses: {
    200: {
      description: 'The tables',
      content: {
        'application/json': {
          schema: z.object({
            evidence: z.array(EvidenceBody).readonly(),
            nextCursor: z.string().nullable(),
          }),
        },
      },
    },
    ...problemResponse,
  },
});

const one = createRoute({
  method: 'get',
  path: '/v1/investigations/{id}/evidence/{evidenceId}',
  summary: 'One table; as CSV by Accept',
  request: { params: IdParams.extend({ evidenceId: z.string() }) },
  responses: {
    200: {
      description: 'The table',
      content: {
        'application/json': { schema: EvidenceBody },
        'text/csv': { schema: z.string() },
      },
    },
    ...problemResponse,
  },
});

/** A citation may name a table whose rows were kept no longer. */
function notThere({ rowsDeletedAtMs }: InvestigationRow): AppError {
  const message =
    rowsDeletedAtMs === null
      ? 'There is no such evidence.'
      : `The rows of this investigation were deleted on ${new Date(rowsDeletedAtMs).toISOString().slice(0, 10)}, when their time was over (EVIDENCE_KEPT_DAYS). Its answer is kept; ask again for new rows.`;
  return new AppError('input.not_found', message, {
    problems: [{ path: 'evidenceId', message: 'names no evidence of this investigation' }],
  });
}

/** GET /v1/investigations/{id}/evidence and …/evidence/{evidenceId}. */
export function addEvidence(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  app.openapi(list, async (c) => {
    const row = await readReadable(deps, c.get('principal'), c.req.valid('param').id);
    return c.json({ evidence: await deps.store.evidence(row), nextCursor: null }, 200);
  });

  app.openapi(one, async (c): Promise<Response> => {
    const { id, evidenceId } = c.req.valid('param');
    const row = await readReadable(deps, c.get('principal'), id);
    const evidence = await deps.store.evidenceById(row, evidenceId);
    if (evidence === null) throw notThere(row);
    const wanted = accepts(c, {
      header: 'Accept',
      supports: ['application/json', 'text/csv'],
      default: 'application/json',
    });
    if (wanted === 'application/json') return c.json(evidence);
    await note(deps, c.get('principal'), 'exported', row.id);
    return c.body(toCsv(evidence), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${evidence.domain}-${evidence.id}.csv"`,
    });
  });
}
