import type { EndStatus, Investigation } from '../../domain/investigation.ts';
import type { ServiceClient } from '../service-client.ts';
import type { OutputOptions } from './arguments.ts';
import { createClarifier } from './clarification.ts';
import type { ReadReply } from './clarification.ts';
import { isProof, resultText, saveNew, saveReport } from './show.ts';
import { createWatcher } from './watch.ts';

const exitCodes: Readonly<Record<EndStatus, number>> = {
  completed: 0,
  partial: 2,
  failed: 1,
  cancelled: 1,
};
const failedCode = 1;
export const interruptedCode = 130;

/** After a cancel an investigation ends within 2 s. */
const cancelMs = 4_000;

/** How questions are asked and shown in one run of the command. */
export type Asking = {
  readonly client: ServiceClient;
  /** Whether the service was started by this command and ends with it. */
  readonly endsWithUs: boolean;
  /** For progress. */
  readonly news: NodeJS.WriteStream;
  /** For the result. */
  readonly out: NodeJS.WriteStream;
  readonly output: OutputOptions;
  /** Reads an answer to a question of Genie. */
  readonly readReply: ReadReply;
  /** Aborted by Ctrl-C. */
  readonly interrupted: AbortSignal;
};

/** The body of a new question, or the id of an investigation to show or to try again. */
export type Target =
  | { readonly question: string }
  | { readonly follow: string }
  | { readonly retry: string; readonly body: object };

/**
 * Asks, or comes back to an investigation, shows its progress until the end, then the result.
 *
 * Effect: HTTP to the service; writes to `news` and `out`; may write a report.
 *
 * @returns The exit code, and the session to go on in; null after Ctrl-C.
 */
export async function investigate(
  asking: Asking,
  target: Target,
): Promise<{ readonly code: number; readonly sessionId: string | null }> {
  const { client, endsWithUs, news, interrupted } = asking;
  const { id } = await begin(client, target);
  // A page would be gone with the service.
  if (!endsWithUs) news.write(`${client.url}/i/${id}\n`);
  try {
    await watch(asking, id);
  } catch (error) {
    if (!interrupted.aborted) throw error;
    await leave(asking, id);
    return { code: interruptedCode, sessionId: null };
  }
  const investigation = await client.get(id);
  await show(investigation, asking);
  const code =
    investigation.status in exitCodes ? exitCodes[investigation.status as EndStatus] : failedCode;
  return { code, sessionId: investigation.sessionId };
}

function begin(client: ServiceClient, target: Target): Promise<Investigation> {
  if ('follow' in target) return client.get(target.follow);
  return 'retry' in target ? client.retry(target.retry, target.body) : client.ask(target);
}

async function watch({ client, news, interrupted, readReply }: Asking, id: string): Promise<void> {
  using watcher = createWatcher(news);
  const clarify = createClarifier(client, id, (question) =>
    watcher.whilePaused(() => readReply(question)),
  );
  const onLost = (): void => watcher.say('The connection was lost; trying again …');
  for await (const event of client.follow(id, interrupted, onLost)) {
    watcher.see(event);
    await clarify(event);
  }
}

async function show(investigation: Investigation, asking: Asking): Promise<void> {
  const { client, out, news, output } = asking;
  const { save } = output;
  const isReport = save !== null && !isProof(save);
  const evidence = output.json && !isReport ? [] : await client.evidence(investigation.id);
  if (isReport) {
    saveReport(save, investigation, evidence);
    news.write(`The report is in ${save}\n`);
  }
  out.write(resultText(investigation, evidence, output, out));
  if (save === null || isReport) return;
  saveNew(save, await client.proof(investigation.id));
  news.write(`The proof is in ${save}. Check it with: npm run verify -- ${save}\n`);
}

/** A service that ran before continues with the question; one that we started stops, so we cancel. */
async function leave({ client, endsWithUs, news }: Asking, id: string): Promise<void> {
  if (!endsWithUs) {
    news.write(`The investigation goes on. Come back with: npm run ask -- --follow ${id}\n`);
    return;
  }
  news.write('Cancelling the investigation …\n');
  await client.cancel(id);
  const signal = AbortSignal.timeout(cancelMs);
  const log = client.follow(id, signal, () => {});
  // An investigation that has not ended by then ends at the next start of the stack.
  while (!signal.aborted && (await log.next().catch(() => ({ done: true }))).done !== true);
}
