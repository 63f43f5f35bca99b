import { parseArgs } from 'node:util';
import { webhookBodies, webhookEvents } from '../../domain/own-webhooks.ts';
import { orUsage, UsageError } from '../usage-error.ts';

export const usage = `npm run webhooks -- add https://example.com/hook [--body slack] [--events investigation.finished,watch.fired]
npm run webhooks -- list
npm run webhooks -- test | deliveries | rotate | remove <id>

add tells an address what happens to what is yours, and shows the secret that signs the messages, once.
  --body    ${webhookBodies.join(', ')} (default standard: signed after Standard Webhooks)
  --events  some of ${webhookEvents.join(', ')} (default all)
test sends a message and waits for the reply. deliveries shows the newest messages with every attempt.
rotate makes another secret; the one before signs for a day, too.
Exit code: 0 done, 1 refused.`;

const verbs = ['test', 'deliveries', 'rotate', 'remove'] as const;
export type WebhookVerb = (typeof verbs)[number];

/** What the command line asks for; `body` is that of the request. */
export type WebhooksCommand =
  | { readonly name: 'help' }
  | { readonly name: 'list' }
  | { readonly name: 'add'; readonly body: object }
  | { readonly name: WebhookVerb; readonly id: string };

const options = {
  body: { type: 'string' },
  events: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

const refuse = (reason: string): never => {
  throw new UsageError(reason, usage);
};

/**
 * Reads the command line.
 *
 * @throws {UsageError} What is wrong with it, with the usage.
 */
export function readWebhooksArguments(args: readonly string[]): WebhooksCommand {
  const { values, positionals } = orUsage(usage, () =>
    parseArgs({ args: [...args], options, allowPositionals: true }),
  );
  if (values.help) return { name: 'help' };
  const [name = '', word = '', ...more] = positionals;
  if (more.length > 0) refuse(`“${more.join(' ')}” has no effect here.`);
  if (name === 'add') return readAdd(word, values);
  if ((values.body ?? values.events) !== undefined) refuse('--body and --events are of add.');
  if (name === 'list' && word === '') return { name };
  return readOne(name, word);
}

function readAdd(
  url: string,
  { body, events }: { readonly body?: string; readonly events?: string },
): WebhooksCommand {
  if (url === '') refuse('Say which address is to be told: add https://…');
  const named = events?.split(',').map((one) => one.trim());
  const given = { ...(body === undefined ? {} : { body }), ...(named && { events: named }) };
  return { name: 'add', body: { url, ...given } };
}

/** A command about one webhook, which is named by its id. */
function readOne(name: string, id: string): WebhooksCommand {
  const verb = verbs.find((one) => one === name);
  if (verb === undefined) return refuse(name === '' ? 'Say what to do.' : `There is no “${name}”.`);
  return id === ''
    ? refuse(`Say which webhook, by its id as list shows it: ${name} whk_…`)
    : { name: verb, id };
}
