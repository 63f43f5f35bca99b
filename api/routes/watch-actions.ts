import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AuditAction } from '../../domain/audit.ts';
import type { Caller } from '../../domain/caller.ts';
import type { Watch } from '../../domain/watch.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { jsonOnly } from '../json-only.ts';
import { note } from '../note.ts';
import { SnoozeInput, WatchParams } from '../watch-schemas.ts';
import { readWatch, showWatch, watchResponse } from './watches.ts';

const one = { request: { params: WatchParams }, responses: watchResponse } as const;

const pause = createRoute({
  method: 'post',
  path: '/v1/watches/{id}/pause',
  summary: 'Check no longer until it is resumed',
  ...one,
});
const resume = createRoute({
  method: 'post',
  path: '/v1/watches/{id}/resume',
  summary: 'Check again',
  ...one,
});
const acknowledge = createRoute({
  method: 'post',
  path: '/v1/watches/{id}/acknowledge',
  summary: 'Be told no more of what fires now until it recovers',
  ...one,
});
const snooze = createRoute({
  method: 'post',
  path: '/v1/watches/{id}/snooze',
  summary: 'Go on checking, and tell nobody for some hours; 0 ends it',
  middleware: jsonOnly,
  request: {
    params: WatchParams,
    body: { required: true, content: { 'application/json': { schema: SnoozeInput } } },
  },
  responses: watchResponse,
});

const hourMs = 3_600_000;

/** POST /v1/watches/{id}/pause, …/resume, …/snooze and …/acknowledge. */
export function addWatchActions(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  const { store, schedules } = deps.watches;
  const act = async (
    caller: Caller,
    id: string,
    audit: AuditAction,
    work: (watch: Watch) => Promise<void>,
  ) => {
    const watch = await readWatch(deps, caller, id);
    await note(deps, caller, audit, watch.id);
    await work(watch);
    return showWatch(deps, caller, watch.id);
  };
  /** The row counts: a run of a paused watch asks nothing, should the schedule not be paused. */
  const setPaused = (isPaused: boolean) => async (watch: Watch) => {
    await store.setPaused(watch, isPaused);
    await schedules.put({ ...watch, pausedAt: isPaused ? new Date().toISOString() : null });
  };
  app.openapi(pause, async (c) =>
    c.json(await act(c.get('principal'), c.req.valid('param').id, 'paused', setPaused(true)), 200),
  );
  app.openapi(resume, async (c) =>
    c.json(
      await act(c.get('principal'), c.req.valid('param').id, 'resumed', setPaused(false)),
      200,
    ),
  );
  app.openapi(acknowledge, async (c) =>
    c.json(
      await act(c.get('principal'), c.req.valid('param').id, 'changed', store.acknowledge),
      200,
    ),
  );
  app.openapi(snooze, async (c) => {
    const { hours } = c.req.valid('json');
    const untilMs = hours === 0 ? null : Date.now() + hours * hourMs;
    const { id } = c.req.valid('param');
    const work = (watch: Watch) => store.snooze(watch, untilMs);
    return c.json(await act(c.get('principal'), id, 'changed', work), 200);
  });
}
