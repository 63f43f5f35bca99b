import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { mostBudgetSeconds } from '../../domain/admit.ts';
import { summaryOf } from '../../domain/resource.ts';
import { admitFor, admittedResponse, replyAdmitted } from '../admit-for.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { invalid, problemResponse } from '../errors.ts';
import { IdempotencyKey, ListQuery, newInvestigationInput, wrongCursor } from '../inputs.ts';
import { jsonOnly } from '../json-only.ts';
import { noted } from '../note.ts';
import { InvestigationSummary } from '../schemas.ts';

const create = (deps: AppDeps) =>
  createRoute({
    method: 'post',
    path: '/v1/investigations',
    summary: 'Ask a question',
    middleware: jsonOnly,
    request: {
      headers: z.object({ 'Idempotency-Key': IdempotencyKey }),
      body: {
        required: true,
        content: {
          'application/json': {
            schema: newInvestigationInput(mostBudgetSeconds(deps.limits), deps.tools),
          },
        },
      },
    },
    responses: {
      202: admittedResponse,
      ...problemResponse,
    },
  });

const list = createRoute({
  method: 'get',
  path: '/v1/investigations',
  summary: 'Your investigations, newest first',
  request: { query: ListQuery },
  responses: {
    200: {
      description: 'A page of them',
      content: {
        'application/json': {
          schema: z.object({
            investigations: z.array(InvestigationSummary),
            nextCursor: z.string().nullable(),
          }),
        },
      },
    },
    ...problemResponse,
  },
});

/** POST and GET /v1/investigations. */
export function addInvestigations(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  app.openapi(create(deps), async (c) => {
    const body = c.req.valid('json');
    const row = await admitFor(deps, {
      principal: c.get('principal'),
      idempotencyKey: c.req.valid('header')['Idempotency-Key'] ?? null,
      question: body.question,
      sessionId: body.sessionId ?? null,
      mode: body.mode,
      budgetSeconds: body.budgetSeconds ?? null,
      domains: body.domains ?? null,
      visibility: body.visibility,
      tools: body.tools ?? null,
      reuseSeconds: body.reuseSeconds ?? null,
      audit: noted(deps, c.get('principal')),
      dailyQuestions: c.get('principal').dailyQuestions,
    });
    return c.json(await replyAdmitted(deps, c, row), 202);
  });

  app.openapi(list, async (c) => {
    const { sessionId, status, domain, q, limit, cursor } = c.req.valid('query');
    const owner = c.get('principal').id;
    if (cursor !== undefined && (await deps.store.find({ id: cursor, owner })) === null) {
      throw invalid([{ path: 'cursor', message: wrongCursor }]);
    }
    const page = await deps.store.list(owner, {
      sessionId: sessionId ?? null,
      status: status ?? null,
      domain: domain ?? null,
      text: q ?? null,
      limit: limit ?? 20,
      cursor: cursor ?? null,
    });
    const investigations = page.rows.map(summaryOf);
    return c.json({ investigations, nextCursor: page.nextCursor }, 200);
  });
}
