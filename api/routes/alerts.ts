import type { Caller } from '../../domain/caller.ts';
import { note } from '../note.ts';
import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { AppError } from '../../domain/errors.ts';
import type { Alerts, LiveAlert } from '../../domain/proposal-ports.ts';
import type { Proposal } from '../../domain/proposals.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { problemResponse } from '../errors.ts';
import { AlertBody, AlertParams, watchedBy } from '../proposal-schemas.ts';

const one = (description: string) => ({
  200: { description, content: { 'application/json': { schema: AlertBody } } },
  ...problemResponse,
});

const list = createRoute({
  method: 'get',
  path: '/v1/alerts',
  summary: 'The alerts that were made from your proposals, as the workspace has them now',
  responses: {
    200: {
      description: 'Newest first',
      content: {
        'application/json': {
          schema: z.object({ alerts: z.array(AlertBody), nextCursor: z.string().nullable() }),
        },
      },
    },
    ...problemResponse,
  },
});

const pause = createRoute({
  method: 'post',
  path: '/v1/alerts/{pid}/pause',
  summary: 'Check an alert no longer',
  request: { params: AlertParams },
  responses: one('As it is now'),
});

const resume = createRoute({
  method: 'post',
  path: '/v1/alerts/{pid}/resume',
  summary: 'Check an alert again',
  request: { params: AlertParams },
  responses: one('As it is now'),
});

const remove = createRoute({
  method: 'delete',
  path: '/v1/alerts/{pid}',
  summary: 'Move an alert to the trash of the workspace, and forget its proposal',
  request: { params: AlertParams },
  responses: { 204: { description: 'It is gone' }, ...problemResponse },
});

function toBody(proposal: Proposal, alertId: string, live: LiveAlert | null) {
  const isThere = live !== null && !live.isTrashed;
  return {
    id: proposal.id,
    investigationId: proposal.investigation.id,
    title: live?.title ?? proposal.content.title,
    condition: watchedBy(proposal),
    alertId,
    state: isThere ? live.state : 'deleted',
    paused: live?.isPaused ?? false,
    lastEvaluatedAt: live?.lastEvaluatedAt ?? null,
    url: isThere ? live.url : null,
  };
}

/** The applied proposal in the path and its alert. */
async function read(deps: AppDeps, owner: string, pid: string) {
  const proposal = await deps.proposals.store.find({ id: pid, owner });
  if (proposal?.alertId == null)
    throw new AppError('input.not_found', 'There is no such alert of yours.');
  return { proposal, alertId: proposal.alertId };
}

/** GET /v1/alerts; POST …/{pid}/pause and …/resume; DELETE …/{pid}. */
export function addAlerts(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  const { store, alerts } = deps.proposals;
  const live = async (port: Alerts, proposal: Proposal, alertId: string) =>
    toBody(proposal, alertId, await port.read(alertId));

  app.openapi(list, async (c) => {
    const applied = await store.applied(c.get('principal').id);
    const found = applied.flatMap((proposal) =>
      proposal.alertId === null ? [] : [live(alerts, proposal, proposal.alertId)],
    );
    return c.json({ alerts: await Promise.all(found), nextCursor: null }, 200);
  });

  const set = async (caller: Caller, pid: string, isPaused: boolean) => {
    const { proposal, alertId } = await read(deps, caller.id, pid);
    await note(deps, caller, isPaused ? 'paused' : 'resumed', pid);
    await alerts.setPaused(alertId, isPaused);
    const what = isPaused ? 'alert paused' : 'alert resumed';
    deps.log.info({ audit: what, proposalId: pid, alertId }, what);
    return live(alerts, proposal, alertId);
  };

  app.openapi(pause, async (c) =>
    c.json(await set(c.get('principal'), c.req.valid('param').pid, true), 200),
  );

  app.openapi(resume, async (c) =>
    c.json(await set(c.get('principal'), c.req.valid('param').pid, false), 200),
  );

  app.openapi(remove, async (c) => {
    const { pid } = c.req.valid('param');
    const { proposal, alertId } = await read(deps, c.get('principal').id, pid);
    await note(deps, c.get('principal'), 'deleted', pid);
    await alerts.remove(alertId);
    await store.forget(proposal);
    deps.log.info({ audit: 'alert deleted', proposalId: pid, alertId }, 'alert deleted');
    return c.body(null, 204);
  });
}
