import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { SignMessage } from '../domain/own-webhook-ports.ts';

/** Bytes of a secret, within the 24 to 64 of the specification. */
const secretBytes = 32;

/** A new secret. Effect: randomness. */
export const newWebhookSecret = (): string =>
  `whsec_${randomBytes(secretBytes).toString('base64')}`;

/**
 * Signs messages with every secret that is valid, so that a receiver may hold either while it changes.
 *
 * Effect: reads the clock, as the time of the attempt is signed.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const signMessage: SignMessage = (id, body, secrets) => {
  const now = new Date();
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': secrets.map((one) => new Webhook(one).sign(id, now, body)).join(' '),
  };
};
