import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { AppError } from '../../domain/errors.ts';
import type { EvaluationEngine, ScheduleState } from '../../domain/evaluation-ports.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { problemResponse } from '../errors.ts';
import { BackfillInput, NoteInput, ScheduleBody, ScheduleInput } from '../evaluation-schemas.ts';
import { jsonOnly } from '../json-only.ts';
import { jsonBody } from '../schema-parts.ts';

const responses = {
  200: {
    description: 'The schedule',
    content: { 'application/json': { schema: ScheduleBody } },
  },
  ...problemResponse,
} as const;
const show = createRoute({
  method: 'get',
  path: '/v1/evaluations/schedule',
  summary: 'When evaluations start by themselves',
  responses,
});
const change = createRoute({
  method: 'put',
  path: '/v1/evaluations/schedule',
  summary: 'Change when they start; what is left out stays',
  middleware: jsonOnly,
  request: { body: jsonBody(ScheduleInput) },
  responses,
});
const pause = createRoute({
  method: 'post',
  path: '/v1/evaluations/schedule/pause',
  summary: 'Start none until it is resumed',
  middleware: jsonOnly,
  request: { body: jsonBody(NoteInput) },
  responses,
});
const resume = createRoute({
  method: 'post',
  path: '/v1/evaluations/schedule/resume',
  summary: 'End the pause',
  middleware: jsonOnly,
  request: { body: jsonBody(NoteInput) },
  responses,
});
const trigger = createRoute({
  method: 'post',
  path: '/v1/evaluations/schedule/trigger',
  summary: 'Start one now; while one runs, one waits',
  responses,
});
const backfill = createRoute({
  method: 'post',
  path: '/v1/evaluations/schedule/backfill',
  summary: 'Start what would have started between two times',
  middleware: jsonOnly,
  request: { body: jsonBody(BackfillInput) },
  responses,
});

async function stateOf(schedule: EvaluationEngine['schedule']): Promise<ScheduleState> {
  const state = await schedule.describe();
  if (state !== null) return state;
  throw new AppError('input.not_found', 'There is no schedule: EVALUATION_CRON is off.');
}

/** GET and PUT /v1/evaluations/schedule, POST …/pause, …/resume, …/trigger, …/backfill. */
export function addEvaluationSchedule(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  const { schedule } = deps.evaluations.engine;
  app.openapi(show, async (c) => c.json(await stateOf(schedule), 200));
  app.openapi(change, async (c) => {
    const now = await stateOf(schedule);
    const { cron = now.cron, timeZone = now.timeZone, suite = now.suite } = c.req.valid('json');
    await schedule.change({ cron, timeZone, suite });
    return c.json(await stateOf(schedule), 200);
  });
  app.openapi(pause, async (c) => {
    await schedule.pause(c.req.valid('json').note);
    return c.json(await stateOf(schedule), 200);
  });
  app.openapi(resume, async (c) => {
    await schedule.resume(c.req.valid('json').note);
    return c.json(await stateOf(schedule), 200);
  });
  app.openapi(trigger, async (c) => {
    await schedule.trigger();
    return c.json(await stateOf(schedule), 200);
  });
  app.openapi(backfill, async (c) => {
    const { from, to } = c.req.valid('json');
    await schedule.backfill(Date.parse(from), Date.parse(to));
    return c.json(await stateOf(schedule), 200);
  });
}
