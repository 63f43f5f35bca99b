import type { Webhook } from '../domain/evaluation-ports.ts';

const timeoutMs = 10_000;

/** Writes one line to the log. */
type Warn = (facts: Readonly<Record<string, unknown>>, message: string) => void;

/**
 * A webhook of Slack's shape, which Teams and others take too: `{ text }`. A message that cannot be sent is
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
  return {
    linkOf: (id) => `${service}${path}/${id}`,
    send: async (text) => {
      try {
        const reply = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ text }),
          // What leads elsewhere would take the message to a host that no setting names.
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
        });
        await reply.body?.cancel();
        if (!reply.ok) warn({ host, status: reply.status }, 'the webhook refused the message');
      } catch (error) {
        const reason = error instanceof Error ? error.name : String(error);
        warn({ host, reason }, 'the webhook was not reached');
      }
    },
  };
}
