import { setTimeout as delay } from 'node:timers/promises';
import { bodyOf } from '../client/index.ts';
import type { ApiClient, components } from '../client/index.ts';
import { runServiceCommand } from './run-service-command.ts';
import { readWebhooksArguments, usage } from './webhooks/arguments.ts';
import type { WebhooksCommand } from './webhooks/arguments.ts';
import { deliveryLines, webhookLines } from './webhooks/lines.ts';

/** What a command asks; the service checks it. */
type NewWebhook = components['schemas']['NewWebhook'];
type WithSecret = components['schemas']['WebhookWithSecret'];

/** What a test waits for its first reply; the target has 10 s. */
const waitMs = 15_000;
const lookMs = 250;

/** The secret alone goes to standard output, so that a script can take it from there. */
function tellSecret({ secret, ...webhook }: WithSecret): void {
  for (const line of webhookLines([webhook])) console.error(line);
  console.error('The secret that signs its messages is shown once:');
  console.log(secret);
}

const one = '/v1/webhooks/{id}';
const of = (id: string) => ({ params: { path: { id } } });

/** Sends a test and tells how it was replied to. @returns Whether it was taken. */
async function test(api: ApiClient, id: string): Promise<boolean> {
  const made = await bodyOf(api.POST(`${one}/test`, of(id)));
  const untilMs = Date.now() + waitMs;
  for (;;) {
    const { deliveries } = await bodyOf(api.GET(`${one}/deliveries`, of(id)));
    const found = deliveries.find((delivery) => delivery.id === made.id) ?? made;
    const isTried = found.attempts.some(({ tookMs }) => tookMs !== null);
    if (found.state !== 'pending' || isTried || Date.now() > untilMs) {
      for (const line of deliveryLines([found])) console.log(line);
      return found.state === 'taken';
    }
    await delay(lookMs);
  }
}

async function run(
  api: ApiClient,
  command: Exclude<WebhooksCommand, { name: 'help' }>,
): Promise<boolean> {
  const tell = (lines: readonly string[]): true => {
    for (const line of lines) console.log(line);
    return true;
  };
  switch (command.name) {
    case 'list':
      return tell(webhookLines((await bodyOf(api.GET('/v1/webhooks'))).webhooks));
    case 'add':
      tellSecret(await bodyOf(api.POST('/v1/webhooks', { body: command.body as NewWebhook })));
      return true;
    case 'remove':
      await api.DELETE(one, of(command.id));
      return tell([`${command.id} is told nothing any more.`]);
    case 'rotate':
      tellSecret(await bodyOf(api.POST(`${one}/rotate`, of(command.id))));
      return true;
    case 'deliveries': {
      const { deliveries } = await bodyOf(api.GET(`${one}/deliveries`, of(command.id)));
      return tell(deliveryLines(deliveries));
    }
    case 'test':
      return test(api, command.id);
  }
}

await runServiceCommand({ usage, read: readWebhooksArguments, run });
