import { readFileSync } from 'node:fs';
import { ClosedOutput, ConfigError, loadConfig, loadDotEnv, endSignal } from '../config/index.ts';
import { plainText } from '../domain/plain-text.ts';
import { loadCatalogue } from '../sql/catalogue.ts';
import { suggestedQuestions } from '../sql/suggested-questions.ts';
import { readAskArguments, usage } from './ask/arguments.ts';
import type { AskArguments } from './ask/arguments.ts';
import { converse, readLine } from './ask/conversation.ts';
import { interruptedCode, investigate } from './ask/investigate.ts';
import type { Asking } from './ask/investigate.ts';
import { listText } from './ask/list-text.ts';
import { memoryCommand } from './ask/memory.ts';
import { refusalText } from './ask/refusal-text.ts';
import { refuseFile } from './ask/show.ts';
import { suggestionsText } from './ask/suggestions.ts';
import { findService } from './find-service.ts';
import type { Service } from './find-service.ts';
import { createServiceClient, ServiceRefusal } from './service-client.ts';
import { UsageError } from './usage-error.ts';

const failedCode = 1;
/** Investigations that `--list` shows. */
const listed = 20;
const { stdin, stdout, stderr } = process;

const interrupted = endSignal();

async function main(): Promise<number> {
  const args = readAskArguments(process.argv.slice(2));
  const { command, output } = args;
  if (command.name === 'help') return print(`${usage}\n`);
  if (command.name === 'version') return print(`${version()}\n`);
  // Before a question is asked that would be lost.
  if (output.save !== null) refuseFile(output.save);
  if (command.name === 'suggest') return suggest(args);
  return withService(args, async (service) => {
    if (command.name === 'list') return list(service, args);
    if (command.name === 'memory')
      return print(await memoryCommand(service, command.words, output.json));
    const asking = askingOf(service, args);
    if (command.name === 'ask') return ask(asking, command.question, args);
    const target =
      command.name === 'follow' ? { follow: command.id } : { retry: command.id, body: args.fields };
    return (await investigate(asking, target)).code;
  });
}

function print(text: string): 0 {
  stdout.write(text);
  return 0;
}

function version(): string {
  const file = new URL('../package.json', import.meta.url);
  const { name, version: own } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return `${name} ${own}`;
}

/** Shows what can be asked; on a terminal it then reads questions and goes on in one session. */
async function suggest(args: AskArguments): Promise<number> {
  const suggestions = suggestedQuestions(loadCatalogue().questions);
  const isInteractive = stdin.isTTY && stdout.isTTY;
  print(suggestionsText(suggestions, isInteractive));
  if (!isInteractive) return 0;
  let code = 0;
  let session = args.fields['sessionId'];
  // The service is looked for, or started, when there is a question for it.
  const held: { service: Promise<Service> | null } = { service: null };
  const askOne = async (question: string): Promise<boolean> => {
    const asking = askingOf(await (held.service ??= open(args)), args);
    session ??= args.continues ? await newestSession(asking) : undefined;
    const fields = { ...args.fields, ...(session === undefined ? {} : { sessionId: session }) };
    const done = await investigate(asking, { question, ...fields });
    ({ code } = done);
    session = done.sessionId ?? session;
    return code !== interruptedCode;
  };
  try {
    await converse({
      input: stdin,
      output: stdout,
      signal: interrupted,
      suggestions: suggestions.map(({ question }) => question),
      ask: async (question) => {
        try {
          return await askOne(question);
        } catch (error) {
          if (interrupted.aborted) throw error;
          stderr.write(`${explain(error)}\n`);
          return held.service !== null;
        }
      },
    });
  } finally {
    const service = await held.service?.catch(() => null);
    if (service) await close(service, args);
  }
  return code === interruptedCode ? code : 0;
}

async function ask(asking: Asking, question: string, args: AskArguments): Promise<number> {
  const session = args.continues ? { sessionId: await newestSession(asking) } : {};
  return (await investigate(asking, { question, ...args.fields, ...session })).code;
}

/** @throws {Error} When the caller has not asked anything yet. */
async function newestSession({ client }: Asking): Promise<string> {
  const [newest] = await client.list(1);
  if (newest === undefined)
    throw new Error('There is no session to continue. Ask without --continue first.');
  return newest.sessionId;
}

async function list(service: Service, { output }: AskArguments): Promise<number> {
  const investigations = await createServiceClient(service.url, service.token).list(listed);
  if (output.json) return print(`${JSON.stringify(investigations, null, 2)}\n`);
  return print(listText(investigations, Date.now(), (stdout.isTTY && stdout.columns) || null));
}

/** With --json standard output is for the resource alone. */
const newsOf = ({ output }: AskArguments): NodeJS.WriteStream => (output.json ? stderr : stdout);

function askingOf(service: Service, args: AskArguments): Asking {
  return {
    client: createServiceClient(service.url, service.token),
    endsWithUs: service.startedHere,
    news: newsOf(args),
    out: stdout,
    output: args.output,
    readReply: async (question) => {
      if (!stdin.isTTY || !stdout.isTTY || args.output.json) return null;
      stdout.write(`${plainText(question)}\nAnswer, or Enter to go on without.\n`);
      return readLine({ input: stdin, output: stdout, signal: interrupted });
    },
    interrupted,
  };
}

function open(args: AskArguments): Promise<Service> {
  loadDotEnv();
  const news = newsOf(args);
  const say = (line: string): void => {
    news.write(`${line}\n`);
  };
  return findService(loadConfig(), say, interrupted);
}

async function close(service: Service, args: AskArguments): Promise<void> {
  if (service.startedHere) newsOf(args).write('Stopping the service …\n');
  await service.stop();
}

async function withService(
  args: AskArguments,
  work: (service: Service) => Promise<number>,
): Promise<number> {
  const service = await open(args);
  try {
    return await work(service);
  } finally {
    await close(service, args);
  }
}

/** An error that the user can act on is one message; any other is a bug and shown with its stack. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ServiceRefusal) return refusalText(error);
  const isExpected = error instanceof UsageError || error instanceof ConfigError;
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return isExpected || !(error instanceof TypeError)
    ? `${error.message}${cause}`
    : String(error.stack);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!interrupted.aborted) console.error(explain(error));
  process.exitCode = interrupted.aborted ? interruptedCode : failedCode;
}
// Who stopped reading, as in `… | head -1`, has what they wanted.
if (interrupted.reason instanceof ClosedOutput) process.exitCode = 0;
// A connection that is being closed would keep this process alive, and an exit would cut off what a
// slow pipe has not taken yet.
for (const stream of [stdout, stderr]) {
  await new Promise((flushed) => stream.write('', flushed));
}
process.exit();
