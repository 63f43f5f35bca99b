import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDeps, AppEnv } from '../deps.ts';
import { problemResponse } from '../errors.ts';
import { note } from '../note.ts';
import { json } from '../schema-parts.ts';
import { DeliveryBody, WebhookParams } from '../webhook-schemas.ts';
import { readWebhook } from './webhooks.ts';

const usualPage = 20;

const test = createRoute({
  method: 'post',
  path: '/v1/webhooks/{id}/test',
  summary: 'Send it a message that says nothing else',
  request: { params: WebhookParams },
  responses: { 202: { description: 'The message', ...json(DeliveryBody) }, ...problemResponse },
});
const list = createRoute({
  method: 'get',
  path: '/v1/webhooks/{id}/deliveries',
  summary: 'Its messages, newest first, with each attempt',
  request: {
    params: WebhookParams,
    query: z.object({
      limit: z.coerce.number().int().min(1).max(100).optional(),
      cursor: z.string().max(64).optional(),
    }),
  },
  responses: {
    200: {
      description: 'A page of them',
      ...json(z.object({ deliveries: z.array(DeliveryBody), nextCursor: z.string().nullable() })),
    },
    ...problemResponse,
  },
});

/** POST /v1/webhooks/{id}/test and GET …/{id}/deliveries. */
export function addWebhookDeliveries(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  const { store, start, outbox } = deps.webhooks;
  app.openapi(test, async (c) => {
    const caller = c.get('principal');
    const webhook = await readWebhook(deps, caller.id, c.req.valid('param').id);
    await note(deps, caller, 'asked', webhook.id);
    const made = await store.test(webhook);
    // Where it cannot be started now, the outbox starts it.
    await start(made).then(
      () => outbox.started(made),
      (err: unknown) => deps.log.warn({ err, deliveryId: made.id }, 'a test waits to be sent'),
    );
    const [newest] = await store.deliveries(webhook, { limit: 1, before: null });
    if (newest === undefined) throw new Error(`The message ${made.id} was not stored.`);
    return c.json(newest, 202);
  });
  app.openapi(list, async (c) => {
    const webhook = await readWebhook(deps, c.get('principal').id, c.req.valid('param').id);
    const { limit = usualPage, cursor = null } = c.req.valid('query');
    const found = await store.deliveries(webhook, { limit: limit + 1, before: cursor });
    const deliveries = found.slice(0, limit);
    const nextCursor = found.length > limit ? (deliveries.at(-1)?.id ?? null) : null;
    return c.json({ deliveries, nextCursor }, 200);
  });
}
