import { setTimeout as delay } from 'node:timers/promises';
import { endSignal, loadConfig, loadDotEnv } from '../config/index.ts';
import type { Delivery } from '../domain/own-webhooks.ts';
import { findService } from './find-service.ts';
import { runCommand } from './run-command.ts';
import { deleteResource, read, send } from './service-client.ts';
import { readWebhooksArguments, usage } from './webhooks/arguments.ts';
import type { WebhooksCommand } from './webhooks/arguments.ts';
import { deliveryLines, webhookLines } from './webhooks/lines.ts';
import type { ShownWebhook } from './webhooks/lines.ts';

type Access = { readonly url: string; readonly token: string | null };
type WithSecret = ShownWebhook & { readonly secret: string };
type Page = { readonly deliveries: readonly Delivery[] };

/** What a test waits for its first reply; the target has 10 s. */
const waitMs = 15_000;
const lookMs = 250;

/** The secret alone goes to standard output, so that a script can take it from there. */
function tellSecret({ secret, ...webhook }: WithSecret): void {
  for (const line of webhookLines([webhook])) console.error(line);
  console.error('The secret that signs its messages is shown once:');
  console.log(secret);
}

/** Sends a test and tells how it was replied to. @returns Whether it was taken. */
async function test(self: string, token: string | null): Promise<boolean> {
  const made = await send<Delivery>(`${self}/test`, {}, { token });
  const untilMs = Date.now() + waitMs;
  for (;;) {
    const { deliveries } = await read<Page>(`${self}/deliveries`, token);
    const found = deliveries.find(({ id }) => id === made.id) ?? made;
    const isTried = found.attempts.some(({ tookMs }) => tookMs !== null);
    if (found.state !== 'pending' || isTried || Date.now() > untilMs) {
      for (const line of deliveryLines([found])) console.log(line);
      return found.state === 'taken';
    }
    await delay(lookMs);
  }
}

async function run(
  { url, token }: Access,
  command: Exclude<WebhooksCommand, { name: 'help' }>,
): Promise<boolean> {
  const all = `${url}/v1/webhooks`;
  const tell = (lines: readonly string[]): true => {
    for (const line of lines) console.log(line);
    return true;
  };
  if (command.name === 'list')
    return tell(
      webhookLines((await read<{ webhooks: readonly ShownWebhook[] }>(all, token)).webhooks),
    );
  if (command.name === 'add') {
    tellSecret(await send<WithSecret>(all, command.body, { token }));
    return true;
  }
  const self = `${all}/${encodeURIComponent(command.id)}`;
  switch (command.name) {
    case 'remove':
      await deleteResource(self, token);
      return tell([`${command.id} is told nothing any more.`]);
    case 'rotate':
      tellSecret(await send<WithSecret>(`${self}/rotate`, {}, { token }));
      return true;
    case 'deliveries':
      return tell(deliveryLines((await read<Page>(`${self}/deliveries`, token)).deliveries));
    case 'test':
      return test(self, token);
  }
}

await runCommand(async () => {
  const command = readWebhooksArguments(process.argv.slice(2));
  if (command.name === 'help') {
    console.log(usage);
    return true;
  }
  loadDotEnv();
  const service = await findService(loadConfig(), (line) => console.error(line), endSignal());
  try {
    return await run(service, command);
  } finally {
    await service.stop();
  }
});
