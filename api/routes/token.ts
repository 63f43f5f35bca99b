import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { AppError } from '../../domain/errors.ts';
import { hasEnded } from '../../domain/investigation.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { problemResponse } from '../errors.ts';
import { readRow } from '../read.ts';
import { IdParams } from './investigation.ts';

const renew = createRoute({
  method: 'post',
  path: '/v1/investigations/{id}/token',
  summary:
    'Let an investigation go on that waits because your sign-in at the workspace has expired',
  description:
    'Every other request of its owner to it does the same: the token comes from the proxy of Databricks Apps, not from the client.',
  request: { params: IdParams },
  responses: {
    200: {
      description: 'The workspace is asked with the token of this request from now on',
      content: {
        'application/json': {
          schema: z.object({ askedAs: z.string(), expiresAt: z.iso.datetime().nullable() }),
        },
      },
    },
    ...problemResponse,
  },
});

/** POST /v1/investigations/{id}/token. */
export function addToken(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  app.openapi(renew, async (c) => {
    const principal = c.get('principal');
    // It has renewed the token of one that can be renewed.
    const { askedAs = null, status } = await readRow(deps, principal, c.req.valid('param').id);
    if (askedAs === null)
      throw new AppError('input.conflict', 'The workspace is asked as the service for it.');
    if (hasEnded(status))
      throw new AppError('input.conflict', `The investigation is ${status}: nothing is asked.`);
    const { workspaceUser = null } = principal;
    if (workspaceUser === null)
      throw new AppError('auth.denied', 'Databricks Apps handed over no token with this request.');
    const { expiresAtMs } = workspaceUser;
    const expiresAt = expiresAtMs === null ? null : new Date(expiresAtMs).toISOString();
    return c.json({ askedAs, expiresAt }, 200);
  });
}
