import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { admissionIds } from '../adapters/admission-ids.ts';
import { mayAsk } from '../domain/access.ts';
import { admit, locationOf } from '../domain/admit.ts';
import type { AdmitRequest } from '../domain/admit.ts';
import type { Investigation, InvestigationRow } from '../domain/investigation.ts';
import { foldInvestigation } from '../domain/resource.ts';
import type { AppDeps, AppEnv } from './deps.ts';
import { readResource, readRow } from './read.ts';
import { renewToken } from './renew-token.ts';
import { InvestigationBody } from './schemas.ts';

export const admittedResponse = {
  description: 'Admitted. Location leads to the investigation.',
  headers: z.object({ Location: z.string() }),
  content: { 'application/json': { schema: InvestigationBody } },
};

/**
 * Admits what a caller asks, within the limits and the access of the API.
 *
 * Effect: as `admit`; takes a turn of the caller's rate limit; renews the token of one that was admitted before.
 *
 * @throws {AppError} as `admit`.
 */
export async function admitFor(deps: AppDeps, request: AdmitRequest): Promise<InvestigationRow> {
  const row = await admit(
    {
      ...deps,
      takeTurn: async ({ id }) => deps.rateLimits?.take('question', id),
      mayAsk: (principal, domain) => mayAsk(deps.domainAccess, principal, domain),
      ...admissionIds,
    },
    request,
  );
  // A key that was sent again names one that may wait for a token.
  await renewToken(deps, request.principal, row);
  return row;
}

/**
 * Sets Location and gives the resource of an admitted investigation.
 *
 * Effect: reads the log of one that a repeated key named, which may have run for a while; a new one has no
 * further events.
 */
export async function replyAdmitted(
  deps: AppDeps,
  c: Context<AppEnv>,
  row: InvestigationRow,
): Promise<Investigation> {
  c.header('Location', locationOf(row.id));
  return row.status === 'queued'
    ? foldInvestigation(row, [])
    : readResource(deps, await readRow(deps, c.get('principal'), row.id));
}
