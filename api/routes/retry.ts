import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { mayAsk } from '../../domain/access.ts';
import { AppError } from '../../domain/errors.ts';
import type { Principal } from '../../domain/ids.ts';
import type { InvestigationRow } from '../../domain/investigation.ts';
import { retryPlan } from '../../domain/retry.ts';
import { admitFor, admittedResponse, replyAdmitted } from '../admit-for.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { problemResponse } from '../errors.ts';
import { IdempotencyKey, RetryInput } from '../inputs.ts';
import { jsonOnly } from '../json-only.ts';
import { noted } from '../note.ts';
import { readResource, readRow } from '../read.ts';
import { IdParams } from './investigation.ts';

const retry = createRoute({
  method: 'post',
  path: '/v1/investigations/{id}/retry',
  summary: 'Try again what has no answer, in a new investigation; late answers are collected first',
  middleware: jsonOnly,
  request: {
    params: IdParams,
    headers: z.object({ 'Idempotency-Key': IdempotencyKey }),
    body: { required: true, content: { 'application/json': { schema: RetryInput } } },
  },
  responses: { 202: admittedResponse, ...problemResponse },
});

/**
 * Its tables were read with the rights of whom the workspace was asked as: they are copied for no others.
 *
 * @throws {AppError} `input.conflict`.
 */
function refuseOtherRights(
  { sealToken }: AppDeps,
  { workspaceUser = null }: Principal,
  { askedAs = null }: InvestigationRow,
): void {
  const now = sealToken === null ? null : (workspaceUser?.name ?? null);
  if (now !== askedAs)
    throw new AppError(
      'input.conflict',
      `The workspace was asked as ${askedAs ?? 'the service'} for it, and is asked as ${now ?? 'the service'} now: ask the question anew.`,
    );
}

/** POST /v1/investigations/{id}/retry. */
export function addRetry(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  app.openapi(retry, async (c) => {
    const principal = c.get('principal');
    const row = await readRow(deps, principal, c.req.valid('param').id);
    const named = c.req.valid('json').domains ?? null;
    refuseOtherRights(deps, principal, row);
    const plan = retryPlan(await readResource(deps, row), named, (domain) =>
      mayAsk(deps.domainAccess, principal, domain),
    );
    if (plan.refusal !== null) throw new AppError('input.conflict', plan.refusal);
    const { question, sessionId, mode, budgetSeconds, visibility } = row;
    const admitted = await admitFor(deps, {
      principal,
      idempotencyKey: c.req.valid('header')['Idempotency-Key'] ?? null,
      question,
      sessionId,
      mode,
      budgetSeconds,
      domains: plan.domains,
      visibility,
      tools: row.namedTools ?? null,
      retryOf: row.id,
      ...(plan.questions === null ? {} : { questions: plan.questions }),
      audit: noted(deps, principal),
      dailyQuestions: principal.dailyQuestions,
    });
    return c.json(await replyAdmitted(deps, c, admitted), 202);
  });
}
