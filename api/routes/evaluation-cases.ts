import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Caller } from '../../domain/caller.ts';
import { AppError } from '../../domain/errors.ts';
import type { CaseDecision, ProposedCase } from '../../domain/feedback.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { invalid, problemResponse } from '../errors.ts';
import { AcceptInput, CaseParams, CasesQuery, ProposedCaseBody } from '../feedback-schemas.ts';
import { wrongCursor } from '../inputs.ts';
import { note } from '../note.ts';
import { jsonOnly } from '../json-only.ts';

const usualPage = 20;

const reply = (description: string) => ({
  description,
  content: { 'application/json': { schema: ProposedCaseBody } },
});

const list = createRoute({
  method: 'get',
  path: '/v1/evaluations/cases',
  summary: 'Questions that feedback proposes for evaluations, newest first',
  request: { query: CasesQuery },
  responses: {
    200: {
      description: 'A page of them',
      content: {
        'application/json': {
          schema: z.object({
            cases: z.array(ProposedCaseBody).readonly(),
            nextCursor: z.string().nullable(),
          }),
        },
      },
    },
    ...problemResponse,
  },
});
const accept = createRoute({
  method: 'post',
  path: '/v1/evaluations/cases/{id}/accept',
  summary: 'Make a proposed question a part of the suite feedback',
  middleware: jsonOnly,
  request: {
    params: CaseParams,
    body: { required: true, content: { 'application/json': { schema: AcceptInput } } },
  },
  responses: { 200: reply('It is asked from now on'), ...problemResponse },
});
const reject = createRoute({
  method: 'post',
  path: '/v1/evaluations/cases/{id}/reject',
  summary: 'Ask a proposed question in no evaluation',
  request: { params: CaseParams },
  responses: { 200: reply('It is not asked'), ...problemResponse },
});

async function decide(
  deps: AppDeps,
  caller: Caller,
  id: string,
  decision: CaseDecision,
): Promise<ProposedCase> {
  const decided = await deps.feedback.decide(id, decision);
  if (decided === null) throw new AppError('input.not_found', 'There is no such case.');
  await note(deps, caller, decision.state, id);
  return decided;
}

/** GET /v1/evaluations/cases, POST …/{id}/accept, POST …/{id}/reject. */
export function addEvaluationCases(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  app.openapi(list, async (c) => {
    const { state = null, limit = usualPage, cursor = null } = c.req.valid('query');
    if (cursor !== null && (await deps.feedback.find(cursor)) === null)
      throw invalid([{ path: 'cursor', message: wrongCursor }]);
    return c.json(await deps.feedback.list({ state, limit, cursor }), 200);
  });
  app.openapi(accept, async (c) => {
    const { question = null, domains = null } = c.req.valid('json');
    const by = c.get('principal').id;
    const decision = { state: 'accepted', by, question, domains } as const;
    return c.json(await decide(deps, c.get('principal'), c.req.valid('param').id, decision), 200);
  });
  app.openapi(reject, async (c) => {
    const by = c.get('principal').id;
    const decision = { state: 'rejected', by, question: null, domains: null } as const;
    return c.json(await decide(deps, c.get('principal'), c.req.valid('param').id, decision), 200);
  });
}
