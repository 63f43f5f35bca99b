import { askedAsOf } from '../../domain/on-behalf.ts';
import { readInputs } from '../../activities/synthesise/inputs.ts';
import { noNames } from '../../language/known-names.ts';
import { writeAnswer } from '../../activities/synthesise/write-answer.ts';
import { settingsOfModel } from '../../adapters/connect.ts';
import { createReasoner } from '../../adapters/model/reasoner.ts';
import { readPrompt } from '../../adapters/model/prompt.ts';
import type { Config } from '../../config/index.ts';
import type { Answer } from '../../domain/answer.ts';
import { clockOf } from '../../domain/clock.ts';
import type { LogEvent } from '../../domain/events.ts';
import { hasEnded } from '../../domain/investigation.ts';
import type { Investigation } from '../../domain/investigation.ts';
import type { Reasoner } from '../../domain/reasoner-port.ts';
import type { InvestigationSummary } from '../../domain/resource.ts';
import { compareAnswers } from '../../eval/compare-answers.ts';
import type { ClaimTurn } from '../../eval/compare-answers.ts';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { createCertify } from '../../worker/certify.ts';
import { columnsMeant } from '../../wordings/metrics/domain-of.ts';
import { createNearest } from '../../worker/nearest.ts';
import { createStatementOf } from '../../worker/statement-of.ts';
import { createUnknownLimits } from '../../worker/unknown-limits.ts';
import { bodyOf } from '../../client/index.ts';
import { createApi, createServiceClient, ours } from '../service-client.ts';
import { isByModel, storedInputs, writtenAtMs } from './stored-inputs.ts';
import type { StoredInvestigation } from './stored-inputs.ts';

/** An answer to write again, and with what instead of what it was written with. */
export type ReplayRequest = {
  readonly id: string;
  readonly model: string | null;
  /** File of a prompt for answers. */
  readonly prompt: string | null;
};

/** How long a model may take. */
const modelMs = 300_000;
/** Earlier turns of a session that were remembered: ten messages. */
const turnsBefore = 5;

/** Where the service is, and the credential that it takes. */
type Service = { readonly url: string; readonly token: string | null };

/** The turns of a session before an investigation, as they were remembered. */
async function historyOf(
  { url, token }: Service,
  { id, sessionId, createdAt }: Investigation,
): Promise<StoredInvestigation['history']> {
  const query = { limit: 100, sessionId };
  const { investigations } = await ours<{ investigations: InvestigationSummary[] }>(
    createApi(url, token).GET('/v1/investigations', { params: { query } }),
  );
  const before = investigations.filter((one) => one.createdAt < createdAt && one.id !== id);
  const client = createServiceClient(url, token);
  const turns = await Promise.all(before.slice(0, turnsBefore).map((one) => client.get(one.id)));
  const messages = turns.toReversed().flatMap(({ question, answer, lanes, memory }) => {
    const asked = lanes.map(({ domain }) => domain).toSorted();
    if (memory?.status !== 'saved' || answer === null) return [];
    return [
      { role: 'user' as const, content: question, domains: asked },
      { role: 'assistant' as const, content: answer.markdown, domains: asked },
    ];
  });
  return { messages };
}

async function readStored(
  service: Service,
  id: string,
  signal: AbortSignal,
): Promise<StoredInvestigation> {
  const { url, token } = service;
  const client = createServiceClient(url, token);
  const investigation = await client.get(id);
  if (!hasEnded(investigation.status) || investigation.answer === null)
    throw new Error(`${id} is ${investigation.status} and has no answer to write again.`);
  const [evidence, history, { agents }] = await Promise.all([
    client.evidence(id),
    historyOf(service, investigation),
    bodyOf(createApi(url, token).GET('/v1/agents')),
  ]);
  const gone = investigation.lanes
    .flatMap(({ evidenceIds }) => evidenceIds)
    .filter((one) => !evidence.some((table) => table.id === one));
  if (gone.length > 0)
    throw new Error(`The rows of ${id} are deleted: it cannot be written again.`);
  const events: LogEvent[] = [];
  for await (const event of client.follow(id, signal, () => {})) events.push(event);
  const available = agents.flatMap((one) => (one.available ? [one.domain] : []));
  return { investigation, evidence, events, history, available };
}

/** The model that writes instead, or that would write a question asked now. */
function reasonerFor({ model, prompt }: ReplayRequest, config: Config): Reasoner {
  const { endpoint, name } = config.model;
  if (endpoint === null) throw new Error('No model is set: LLM_ENDPOINT is empty.');
  const isUrl = name !== null || endpoint.includes('://');
  const chosen = {
    ...config.model,
    ...(model === null ? {} : isUrl ? { name: model } : { endpoint: model }),
  };
  if (prompt !== null) readPrompt('answer', prompt);
  const settings = settingsOfModel({ ...config, model: chosen }, () => {});
  return createReasoner(
    settings === null
      ? null
      : { ...settings, ...(prompt === null ? {} : { answerPrompt: prompt }) },
  );
}

/**
 * Writes an answer again from its stored evidence, without Genie and without storing anything. By rule, as it
 * was, or by a model where one wrote it or is asked for.
 *
 * Effect: reads the service; calls of a model.
 */
export async function rewrite(
  url: string,
  request: ReplayRequest,
  config: Config,
  signal: AbortSignal,
): Promise<{ readonly before: Answer; readonly now: Answer; readonly byModel: boolean }> {
  const stored = await readStored({ url, token: config.api.token }, request.id, signal);
  const { id, answer: before } = stored.investigation;
  if (before === null) throw new Error(`${id} has no answer.`);
  const byModel = request.model !== null || request.prompt !== null || isByModel(stored);
  const catalogue = loadCatalogue();
  const byRule = createReasoner(null);
  const { spaces, ...inputs } = storedInputs(stored);
  const pinned = config.pinnedNow ?? config.local.now;
  const deps = {
    ...inputs,
    reasoner: byModel ? reasonerFor(request, config) : byRule,
    byRule,
    certify: createCertify(catalogue),
    nearest: createNearest(catalogue),
    columnsMeant,
    knownNames: () => noNames,
    statementOf: createStatementOf(catalogue),
    unknownLimits: createUnknownLimits(catalogue),
    now: clockOf(pinned ?? new Date(writtenAtMs(stored)).toISOString()),
    // Names that were looked up are read from what was stored; nothing runs.
    askedAs: askedAsOf(null),
    warehouse: { id: '', run: () => Promise.reject(new Error('No statement runs again.')) },
    settings: { ...settingsOf(config), spaces },
  };
  const at = { signal, attempt: 1 };
  const hasTools = stored.investigation.tools.length > 0;
  const asked = { ref: { id, owner: '' }, hasTools, forModel: byModel };
  const from = await readInputs(deps, asked, signal);
  const nobody = async (): Promise<void> => {};
  const text = { write: nobody, restart: nobody, flush: nobody };
  const writing = {
    modelByMs: Date.now() + modelMs,
    byRule: byModel ? null : 'It is written again.',
  };
  const { answer } = await writeAnswer(deps, writing, from, text, at);
  const { degraded, degradedDetail } = before;
  // How it was written the first time is no part of what it says.
  return { before, now: byModel ? answer : { ...answer, degraded, degradedDetail }, byModel };
}

const settingsOf = ({ limits, memory, timeZone }: Config) => ({
  genieTimeoutMs: limits.genieTimeoutMs,
  genieFirstLookMs: limits.genieFirstLookMs,
  genieQuestionsPerMinute: limits.genieQuestionsPerMinute,
  memoryTtlHours: memory.ttlHours,
  timeZone,
  maxBudgetSeconds: limits.maxBudgetSeconds,
  maxDeepBudgetSeconds: limits.maxDeepBudgetSeconds,
});

const lineOf = ({ text, before, now }: ClaimTurn): string => {
  if (before === null) return `+ ${text} (${now})`;
  return now === null ? `- ${text} (${before})` : `~ ${text}: ${before} → ${now}`;
};

const firstLine = ({ markdown }: Answer): string => markdown.trim().split('\n', 1)[0] ?? '';

/**
 * Two answers as lines: whether they are the same, and what differs, claim by claim; `+` is new, `-` is gone,
 * `~` is judged otherwise. Pure.
 */
export function replayLines(before: Answer, now: Answer): readonly string[] {
  const { same, kept, turns } = compareAnswers(before, now);
  if (same) return ['The same answer, byte for byte.'];
  const reasons = now.degradedDetail
    .filter(({ reason }) => !before.degradedDetail.some((one) => one.reason === reason))
    .map(({ reason }) => reason);
  return [
    `- ${firstLine(before)}`,
    `+ ${firstLine(now)}`,
    `${kept} claims are the same, ${turns.length} are not; confidence ${before.confidence} → ${now.confidence}.`,
    ...turns.map(lineOf),
    ...reasons,
  ];
}
