import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { AppError } from '../../domain/errors.ts';
import { hasEnded } from '../../domain/investigation.ts';
import type { InvestigationRow } from '../../domain/investigation.ts';
import { cancelRun } from '../cancel-run.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { problemResponse } from '../errors.ts';
import { readResource, readRow } from '../read.ts';
import { IdParams, resourceResponse } from './investigation.ts';

const cancel = createRoute({
  method: 'post',
  path: '/v1/investigations/{id}/cancel',
  summary: 'End an investigation; what was found stays',
  request: { params: IdParams },
  responses: { 202: resourceResponse('It will end'), ...problemResponse },
});

/** POST /v1/investigations/{id}/cancel. */
export function addCancel(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  app.openapi(cancel, async (c) => {
    const principal = c.get('principal');
    const { id } = c.req.valid('param');
    const row = refuseEnded(await readRow(deps, principal, id));
    await cancelRun(deps, row);
    // It may have ended before the flag was set: then there was nothing left to cancel.
    const now = refuseEnded(await readRow(deps, principal, id));
    return c.json(await readResource(deps, now), 202);
  });
}

function refuseEnded(row: InvestigationRow): InvestigationRow {
  if (!hasEnded(row.status) || row.status === 'cancelled') return row;
  throw new AppError('input.conflict', `The investigation is ${row.status} already.`);
}
