import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { admissionIds } from '../../adapters/admission-ids.ts';
import { AppError } from '../../domain/errors.ts';
import type { Evaluation } from '../../domain/evaluation.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { invalid, problemResponse } from '../errors.ts';
import {
  EvaluationBody,
  EvaluationParams,
  EvaluationsQuery,
  EvaluationWithCases,
  NewEvaluationInput,
} from '../evaluation-schemas.ts';
import { wrongCursor } from '../inputs.ts';
import { jsonOnly } from '../json-only.ts';

const usualPage = 20;

const reply = (description: string) => ({
  description,
  content: { 'application/json': { schema: EvaluationBody } },
});

const create = createRoute({
  method: 'post',
  path: '/v1/evaluations',
  summary: 'Run a suite of labelled questions',
  middleware: jsonOnly,
  request: {
    body: { required: true, content: { 'application/json': { schema: NewEvaluationInput } } },
  },
  responses: {
    202: { ...reply('It runs'), headers: z.object({ Location: z.string() }) },
    ...problemResponse,
  },
});
const list = createRoute({
  method: 'get',
  path: '/v1/evaluations',
  summary: 'Evaluations, newest first',
  request: { query: EvaluationsQuery },
  responses: {
    200: {
      description: 'A page of them',
      content: {
        'application/json': {
          schema: z.object({
            evaluations: z.array(EvaluationBody).readonly(),
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
  path: '/v1/evaluations/{id}',
  summary: 'An evaluation with every question and judgement',
  request: { params: EvaluationParams },
  responses: {
    200: {
      description: 'The evaluation',
      content: { 'application/json': { schema: EvaluationWithCases } },
    },
    ...problemResponse,
  },
});
const cancel = createRoute({
  method: 'post',
  path: '/v1/evaluations/{id}/cancel',
  summary: 'End an evaluation; what was judged stays',
  request: { params: EvaluationParams },
  responses: { 202: reply('It will end'), ...problemResponse },
});

/** Refuses while one runs; one whose run is gone is ended. */
async function refuseSecond({ evaluations: { store, engine } }: AppDeps): Promise<void> {
  for (const { id, suite, workflowId } of await store.open()) {
    if (await engine.isRunning(workflowId))
      throw new AppError(
        'input.conflict',
        `An evaluation of ${suite} is running: ${id}. Wait for its end, or cancel it.`,
        { location: `/v1/evaluations/${id}` },
      );
    await store.end(id, { status: 'failed', gate: null, detail: 'Temporal has no run of it.' });
  }
}

async function start(
  { evaluations: { store, engine, now } }: AppDeps,
  body: z.infer<typeof NewEvaluationInput>,
): Promise<Evaluation> {
  const id = `eva_${admissionIds.randomHex()}`;
  const { suite, repeats, questionIds: caseIds = null } = body;
  const evaluation = {
    id,
    workflowId: `evaluation-${id}`,
    suite,
    repeats,
    caseIds,
    trigger: 'person' as const,
    asOf: new Date(now()).toISOString(),
  };
  await store.create(evaluation);
  try {
    await engine.start(evaluation);
  } catch (error) {
    await store.end(id, { status: 'failed', gate: null, detail: 'It could not be started.' });
    throw error;
  }
  return find(store, id);
}

async function find(store: AppDeps['evaluations']['store'], id: string): Promise<Evaluation> {
  const found = await store.find(id);
  if (found === null) throw new AppError('input.not_found', 'There is no such evaluation.');
  return found;
}

/** POST and GET /v1/evaluations, GET /v1/evaluations/{id}, POST …/cancel. */
export function addEvaluations(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  const { store, engine } = deps.evaluations;
  app.openapi(create, async (c) => {
    await refuseSecond(deps);
    const evaluation = await start(deps, c.req.valid('json'));
    c.header('Location', `/v1/evaluations/${evaluation.id}`);
    return c.json(evaluation, 202);
  });
  app.openapi(list, async (c) => {
    const { limit = usualPage, cursor = null } = c.req.valid('query');
    if (cursor !== null && (await store.find(cursor)) === null)
      throw invalid([{ path: 'cursor', message: wrongCursor }]);
    return c.json(await store.list({ limit, cursor }), 200);
  });
  app.openapi(one, async (c) => {
    const { id } = c.req.valid('param');
    const evaluation = await find(store, id);
    return c.json({ ...evaluation, results: await store.cases(id) }, 200);
  });
  app.openapi(cancel, async (c) => {
    const { id } = c.req.valid('param');
    const { status, workflowId } = await find(store, id);
    if (status === 'completed' || status === 'failed')
      throw new AppError('input.conflict', `The evaluation is ${status} already.`);
    if (status === 'running') await engine.cancel(workflowId);
    return c.json(await find(store, id), 202);
  });
}
