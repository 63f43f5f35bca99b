import type { Webhook } from '../domain/evaluation-ports.ts';
import { createPost } from './webhook-post.ts';

/** Writes one line to the log. */
type Warn = (facts: Readonly<Record<string, unknown>>, message: string) => void;

/**
 * The webhook of the installation, of Slack's shape, which Teams and others take too: `{ text }`. A message that cannot be sent is
 * logged by its host, as the path of such an address is a secret, and fails nothing.
 *
 * Effect: one POST a message.
 *
 * @param service Address of the API that links lead to.
 * @param path What of it they lead to.
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export function createWebhook(
  url: string,
  service: string,
  warn: Warn,
  path = '/v1/evaluations',
): Webhook {
  const { host } = new URL(url);
  // Whoever sets it may mean a host of their own network.
  const post = createPost('any');
  return {
    linkOf: (id) => `${service}${path}/${id}`,
    send: async (text) => {
      const end = await post(url, JSON.stringify({ text }), {});
      if (end.kind !== 'replied')
        warn({ host, reason: end.problem }, 'the webhook was not reached');
      else if (end.status < 200 || end.status > 299)
        warn({ host, status: end.status }, 'the webhook refused the message');
    },
  };
}
