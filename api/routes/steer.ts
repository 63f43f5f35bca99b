import { createRoute, type z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { mostBudgetSeconds } from '../../domain/admit.ts';
import { AppError } from '../../domain/errors.ts';
import type { SteerAction } from '../../domain/events.ts';
import type { Investigation } from '../../domain/investigation.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { problemResponse } from '../errors.ts';
import { SteerInput } from '../inputs.ts';
import { jsonOnly } from '../json-only.ts';
import { readResource, readRow } from '../read.ts';
import { steerRefusal } from '../steer-refusal.ts';
import { IdParams, resourceResponse } from './investigation.ts';

const steerDeadlineMs = 5_000;

const steer = createRoute({
  method: 'post',
  path: '/v1/investigations/{id}/steer',
  summary: 'Change a running investigation',
  middleware: jsonOnly,
  request: {
    params: IdParams,
    body: { required: true, content: { 'application/json': { schema: SteerInput } } },
  },
  responses: { 200: resourceResponse('As it is after the change'), ...problemResponse },
});

/**
 * An answer that names no question is meant for the one that the lane shows now: sent again, it must
 * not answer the next one.
 */
function withQuestion(input: z.infer<typeof SteerInput>, { lanes }: Investigation): SteerAction {
  if (input.action !== 'answer') return input;
  const shown = lanes.find(({ domain }) => domain === input.domain)?.questionId ?? '';
  return { ...input, questionId: input.questionId ?? shown };
}

/** POST /v1/investigations/{id}/steer. */
export function addSteer(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  app.openapi(steer, async (c) => {
    const owner = c.get('principal').id;
    const { id } = c.req.valid('param');
    const row = await readRow(deps, c.get('principal'), id);
    const resource = await readResource(deps, row);
    const action = withQuestion(c.req.valid('json'), resource);
    const reason = steerRefusal(resource, row, action, {
      nowMs: Date.now(),
      mostSeconds: mostBudgetSeconds(deps.limits)[row.mode],
    });
    if (reason !== null) throw new AppError('input.conflict', reason);
    const ref = { id: row.id, owner };
    await deps.engine.steer(ref, c.get('requestId'), action, steerDeadlineMs);
    return c.json(await readResource(deps, await readRow(deps, c.get('principal'), id)), 200);
  });
}
