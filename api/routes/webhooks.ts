import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { admissionIds } from '../../adapters/admission-ids.ts';
import { newWebhookSecret } from '../../adapters/webhook-signature.ts';
import type { Caller } from '../../domain/caller.ts';
import { AppError } from '../../domain/errors.ts';
import { mostWebhooks, shownUrl } from '../../domain/own-webhooks.ts';
import type { OwnWebhook } from '../../domain/own-webhooks.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { invalid, problemResponse } from '../errors.ts';
import { jsonOnly } from '../json-only.ts';
import { note } from '../note.ts';
import { json, jsonBody } from '../schema-parts.ts';
import {
  NewWebhookInput,
  WebhookBody,
  WebhookParams,
  WebhookWithSecret,
} from '../webhook-schemas.ts';
import { targetProblem } from '../webhook-target.ts';

const params = { params: WebhookParams } as const;

const create = createRoute({
  method: 'post',
  path: '/v1/webhooks',
  summary: 'Tell an address what happens to what is yours',
  middleware: jsonOnly,
  request: { body: jsonBody(NewWebhookInput) },
  responses: {
    201: { description: 'It is told from now on', ...json(WebhookWithSecret) },
    ...problemResponse,
  },
});
const list = createRoute({
  method: 'get',
  path: '/v1/webhooks',
  summary: 'Your webhooks, oldest first',
  responses: {
    200: {
      description: 'All of them',
      ...json(z.object({ webhooks: z.array(WebhookBody), nextCursor: z.string().nullable() })),
    },
    ...problemResponse,
  },
});
const show = createRoute({
  method: 'get',
  path: '/v1/webhooks/{id}',
  summary: 'A webhook',
  request: params,
  responses: { 200: { description: 'The webhook', ...json(WebhookBody) }, ...problemResponse },
});
const remove = createRoute({
  method: 'delete',
  path: '/v1/webhooks/{id}',
  summary: 'Tell it no longer, and delete its messages',
  request: params,
  responses: { 204: { description: 'It is gone' }, ...problemResponse },
});
const rotate = createRoute({
  method: 'post',
  path: '/v1/webhooks/{id}/rotate',
  summary: 'Make a new secret; the one before signs for another day, too',
  request: params,
  responses: {
    200: { description: 'The webhook with its new secret', ...json(WebhookWithSecret) },
    ...problemResponse,
  },
});

function toBody(webhook: OwnWebhook): z.infer<typeof WebhookBody> {
  const { id, url, body, events, createdAt, disabledAt } = webhook;
  return { id, target: shownUrl(url), body, events, createdAt, disabledAt };
}

/** The webhook that a path names. @throws {AppError} `input.not_found`, the same for those of others. */
export async function readWebhook(
  { webhooks }: Pick<AppDeps, 'webhooks'>,
  owner: string,
  id: string,
): Promise<OwnWebhook> {
  const found = await webhooks.store.find({ id, owner });
  if (found !== null) return found;
  throw new AppError('input.not_found', 'There is no such webhook.', {
    problems: [{ path: 'id', message: 'names no webhook of yours' }],
  });
}

/** @throws {AppError} `input.invalid` for an address that may not be reached; `input.conflict`. */
async function make(
  { webhooks: { store, reach } }: AppDeps,
  caller: Caller,
  { url, body, events }: z.infer<typeof NewWebhookInput>,
  secret: string,
): Promise<OwnWebhook> {
  const problem = targetProblem(url, reach);
  if (problem !== null) throw invalid([{ path: 'url', message: problem }]);
  const made = await store.create({
    id: `whk_${admissionIds.randomHex()}`,
    owner: caller.id,
    url: new URL(url).href,
    body,
    events: [...new Set(events)],
    groups: caller.groups,
    secret,
  });
  if (made === 'url_taken')
    throw new AppError('input.conflict', 'You have a webhook for this address: remove it first.', {
      problems: [{ path: 'url', message: 'is the address of another webhook of yours' }],
    });
  if (made === 'too_many')
    throw new AppError(
      'input.conflict',
      `You have ${mostWebhooks} webhooks, the most there may be.`,
    );
  return made;
}

/** POST and GET /v1/webhooks; GET and DELETE …/{id}; POST …/{id}/rotate. */
export function addWebhooks(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  const { store } = deps.webhooks;
  app.openapi(create, async (c) => {
    const caller = c.get('principal');
    const secret = newWebhookSecret();
    const made = await make(deps, caller, c.req.valid('json'), secret);
    await note(deps, caller, 'asked', made.id);
    c.header('Location', `/v1/webhooks/${made.id}`);
    c.header('Cache-Control', 'no-store');
    return c.json({ ...toBody(made), secret }, 201);
  });
  app.openapi(list, async (c) => {
    const own = await store.list(c.get('principal').id);
    return c.json({ webhooks: own.map(toBody), nextCursor: null }, 200);
  });
  app.openapi(show, async (c) =>
    c.json(toBody(await readWebhook(deps, c.get('principal').id, c.req.valid('param').id)), 200),
  );
  app.openapi(remove, async (c) => {
    const caller = c.get('principal');
    const webhook = await readWebhook(deps, caller.id, c.req.valid('param').id);
    await note(deps, caller, 'deleted', webhook.id);
    await store.remove(webhook);
    return c.body(null, 204);
  });
  app.openapi(rotate, async (c) => {
    const caller = c.get('principal');
    const webhook = await readWebhook(deps, caller.id, c.req.valid('param').id);
    await note(deps, caller, 'changed', webhook.id);
    const secret = newWebhookSecret();
    await store.rotate(webhook, secret);
    c.header('Cache-Control', 'no-store');
    return c.json({ ...toBody(webhook), secret }, 200);
  });
}
