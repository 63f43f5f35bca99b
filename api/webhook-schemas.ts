import { z } from '@hono/zod-openapi';
import { deliveryStates, webhookBodies, webhookEvents } from '../domain/own-webhooks.ts';
import { list, Time } from './schema-parts.ts';

const WebhookId = z.string().openapi({ pattern: '^whk_[0-9a-f]{32}$' });
const Secret = z.string().openapi({
  description: 'Signs messages; it is shown in this reply alone',
  example: `whsec_${'A'.repeat(43)}=`,
});

/** The body of POST /v1/webhooks. */
export const NewWebhookInput = z
  .strictObject({
    url: z.url('must be a URL').max(2_000, 'must have at most 2000 characters'),
    body: z.enum(webhookBodies).default('standard'),
    events: z
      .array(z.enum(webhookEvents))
      .min(1, 'must name an event')
      .default([...webhookEvents]),
  })
  .openapi('NewWebhook');

export const WebhookParams = z.object({ id: z.string() });

const fields = {
  id: WebhookId,
  target: z.string().openapi({ description: 'Its origin: the path may be a secret' }),
  body: z.enum(webhookBodies),
  events: list(z.enum(webhookEvents)),
  createdAt: Time,
  disabledAt: Time.nullable(),
};

export const WebhookBody = z.object(fields).openapi('Webhook');
export const WebhookWithSecret = z
  .object({ ...fields, secret: Secret })
  .openapi('WebhookWithSecret');

export const DeliveryBody = z
  .object({
    id: z.string().openapi({ description: 'The `webhook-id` of every attempt' }),
    event: z.enum([...webhookEvents, 'webhook.test']),
    subject: z.string(),
    at: Time,
    state: z.enum(deliveryStates),
    endedAt: Time.nullable(),
    attempts: list(
      z.object({
        at: Time,
        status: z.int().nullable(),
        problem: z.string().nullable(),
        tookMs: z.int().nullable(),
      }),
    ),
  })
  .openapi('WebhookDelivery');
