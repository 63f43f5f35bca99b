import { styleText } from 'node:util';
import { ConfigError, loadConfig, loadDotEnv } from '../config/index.ts';
import type { EndStatus, Investigation } from '../domain/investigation.ts';
import { answerText } from './ask/answer-text.ts';
import { readAskArguments } from './ask/arguments.ts';
import type { AskArguments } from './ask/arguments.ts';
import { findService } from './find-service.ts';
import type { FoundService } from './local-stack.ts';
import { createServiceClient } from './service-client.ts';
import type { ServiceClient } from './service-client.ts';
import { UsageError } from './usage-error.ts';
import { createWatcher } from './ask/watch.ts';

const exitCodes: Readonly<Record<EndStatus, number>> = {
  completed: 0,
  partial: 2,
  failed: 1,
  cancelled: 1,
};
const failedCode = 1;
const interruptedCode = 130;

/** After a cancel an investigation ends within 2 s. */
const cancelMs = 4_000;

const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => interrupted.abort());
}

async function main(): Promise<number> {
  const args = readAskArguments(process.argv.slice(2));
  loadDotEnv();
  // With --json standard output is for the resource alone.
  const news = args.json ? process.stderr : process.stdout;
  const say = (line: string): void => {
    news.write(`${line}\n`);
  };
  const service = await findService(loadConfig(), say, interrupted.signal);
  try {
    return await investigate(service, args, news);
  } finally {
    if (service.startedHere) say('Stopping the service …');
    await service.stop();
  }
}

async function investigate(
  service: FoundService,
  { what, fields, json }: AskArguments,
  news: NodeJS.WriteStream,
): Promise<number> {
  const client = createServiceClient(service.url);
  const { id } =
    'follow' in what
      ? await client.get(what.follow)
      : await client.ask({ question: what.question, ...fields });
  news.write(`${service.url}/v1/investigations/${id}\n`);
  try {
    await watch(client, id, news);
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
    await leave(service, client, id, news);
    return interruptedCode;
  }
  const investigation = await client.get(id);
  process.stdout.write(await text(client, investigation, json));
  return investigation.status in exitCodes
    ? exitCodes[investigation.status as EndStatus]
    : failedCode;
}

async function watch(client: ServiceClient, id: string, news: NodeJS.WriteStream): Promise<void> {
  using watcher = createWatcher(news);
  const onLost = (): void => watcher.say('The connection was lost; trying again …');
  for await (const event of client.follow(id, interrupted.signal, onLost)) watcher.see(event);
}

async function text(
  client: ServiceClient,
  investigation: Investigation,
  json: boolean,
): Promise<string> {
  if (json) return `${JSON.stringify(investigation, null, 2)}\n`;
  const stream = process.stdout;
  const emphasis = (words: string): string => styleText('bold', words, { stream });
  return `\n${answerText(investigation, await client.evidence(investigation.id), emphasis)}`;
}

/** Somebody else's service goes on with the question; our own ends, and the question with it. */
async function leave(
  service: FoundService,
  client: ServiceClient,
  id: string,
  news: NodeJS.WriteStream,
): Promise<void> {
  if (!service.startedHere) {
    news.write(`It goes on without you. Come back with: npm run ask -- --follow ${id}\n`);
    return;
  }
  news.write('Cancelling the investigation …\n');
  await client.cancel(id);
  const signal = AbortSignal.timeout(cancelMs);
  const log = client.follow(id, signal, () => {});
  // What has not ended by then is ended at the next start of the stack.
  while (!signal.aborted && (await log.next().catch(() => ({ done: true }))).done !== true);
}

/** What somebody at a terminal can act on is one message; anything else is ours, with its stack. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const told = error instanceof UsageError || error instanceof ConfigError;
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return told || !(error instanceof TypeError) ? `${error.message}${cause}` : String(error.stack);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!interrupted.signal.aborted) console.error(explain(error));
  process.exitCode = interrupted.signal.aborted ? interruptedCode : failedCode;
}
// A connection that is being given up would keep this process alive, and an exit would cut off what a
// slow pipe has not taken yet.
for (const stream of [process.stdout, process.stderr]) {
  await new Promise((flushed) => stream.write('', flushed));
}
process.exit();
