import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import type { AIMessageChunk, UsageMetadata } from '@langchain/core/messages';
import { ChatOpenAI } from '@langchain/openai';
import { z } from 'zod';
import { createCiter } from '../../domain/citations.ts';
import type { Citer } from '../../domain/citations.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { AppError } from '../../domain/errors.ts';
import type { Usage } from '../../domain/investigation.ts';
import { domains } from '../../domain/domains.ts';
import type { Composed, ComposeRequest, Routed, RouteRequest } from '../../domain/reasoner-port.ts';
import type { SessionHistory } from '../../domain/memory-port.ts';
import { withinLimits } from './call-limits.ts';
import type { CallLimits, LimitedCall } from './call-limits.ts';
import { toModelFailure } from './model-failure.ts';
import { createFetchWithoutRefused } from './refused-parameters.ts';
import { formatCell } from './format-cell.ts';
import { fillPrompt } from './prompt.ts';

/** Rows of a table that a model is shown; the answer's caveats say when a table was cut. */
const shownRows = 40;

export type ModelSettings = {
  readonly baseUrl: string;
  readonly model: string;
  /** Sent only when it is set: some models refuse any. */
  readonly temperature: number | null;
  /** Called for every request, so that short-lived tokens stay fresh. */
  readonly apiKey: () => Promise<string>;
  /** Writes one line to the log. */
  readonly warn: (facts: Readonly<Record<string, unknown>>, message: string) => void;
};

const Decision = z.object({
  domains: z.array(
    z.object({
      domain: z.enum(domains),
      question: z.string().min(1),
      score: z.number().min(0).max(1),
      reason: z.string(),
    }),
  ),
});

/** A model that chooses domains and writes answers, one call each. */
export type ModelCalls = {
  readonly route: (
    request: RouteRequest,
    limits: CallLimits,
    signal: AbortSignal,
  ) => Promise<Routed>;
  readonly compose: (
    request: ComposeRequest,
    onText: (text: string) => Promise<void>,
    limits: CallLimits,
    signal: AbortSignal,
  ) => Promise<Composed>;
};

/**
 * Calls a model over the OpenAI protocol. A call is made once, but for parameters that the service
 * refuses: they are left out of it and of later calls.
 *
 * Effect: HTTP to the model's endpoint. Calls fail with `ModelFailure`, or with what `onText` threw.
 */
export function createModelCalls(settings: ModelSettings): ModelCalls {
  const { baseUrl, model, temperature, warn } = settings;
  let key: string | null = null;
  const chat = new ChatOpenAI({
    model,
    apiKey: async () => {
      key = await settings.apiKey();
      return key;
    },
    ...(temperature === null ? {} : { temperature }),
    maxRetries: 0,
    configuration: {
      baseURL: baseUrl,
      fetch: createFetchWithoutRefused((parameter) => {
        warn({ parameter, model }, 'the model refuses a parameter; it is left out from now on');
      }),
    },
  });
  const call = async <Result>(
    limits: CallLimits,
    signal: AbortSignal,
    work: (limited: LimitedCall) => Promise<Result>,
  ): Promise<Result> => {
    try {
      return await withinLimits(limits, signal, work);
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof AppError ? error : toModelFailure(error, key);
    }
  };
  return {
    route: (request, limits, signal) =>
      call(limits, signal, (limited) => route(chat, request, limited)),
    compose: (request, onText, limits, signal) =>
      call(limits, signal, (limited) => compose(chat, request, onText, limited)),
  };
}

async function compose(
  chat: ChatOpenAI,
  { question, lanes }: ComposeRequest,
  onText: (text: string) => Promise<void>,
  { signal, arrived }: LimitedCall,
): Promise<Composed> {
  const citer = createCiter();
  const tables = lanes.flatMap(({ evidence }) => evidence.map((it) => tableOf(it, citer)));
  const stream = await chat.stream(
    [
      new SystemMessage(fillPrompt('answer', { tables: tables.join('\n\n') })),
      new HumanMessage(question),
    ],
    { signal },
  );
  let markdown = '';
  let last: AIMessageChunk | null = null;
  let end: string | null = null;
  for await (const chunk of stream) {
    arrived();
    markdown += chunk.text;
    if (chunk.text !== '') await onText(chunk.text);
    if (chunk.usage_metadata) last = chunk;
    end ??= endOf(chunk);
  }
  // A connection that closes in order looks like an end; only the model's own word is one.
  if (end === null || markdown.trim() === '') {
    throw new Error('The model broke off in its answer.');
  }
  if (end === 'length') {
    markdown += cutNotice;
    await onText(cutNotice);
  }
  return {
    markdown,
    citations: citer.citations(),
    followUps: [],
    charts: [],
    degraded: [],
    usage: usageOf(last?.usage_metadata),
  };
}

const cutNotice = '\n\n*The model reached its length limit here.*';

function endOf(chunk: AIMessageChunk): string | null {
  const reason: unknown = chunk.response_metadata['finish_reason'];
  return typeof reason === 'string' && reason !== '' ? reason : null;
}

async function route(
  chat: ChatOpenAI,
  request: RouteRequest,
  { signal }: LimitedCall,
): Promise<Routed> {
  const cards = request.cards.filter(({ available }) => available);
  const lines = cards.map(
    ({ domain, asks, examples }) =>
      `- ${domain}: ${asks} For example: ${examples.slice(0, 4).join(' | ')}`,
  );
  const prompt = fillPrompt('route', {
    domains: lines.join('\n'),
    history: historyOf(request.history),
  });
  // By function calling, because a wrong form of the other kind is asked again behind our back.
  const decide = chat.withStructuredOutput(Decision, {
    method: 'functionCalling',
    name: 'route',
    includeRaw: true,
  });
  const { raw, parsed } = await decide.invoke(
    [new SystemMessage(prompt), new HumanMessage(request.question)],
    { signal },
  );
  const decision = Decision.parse(parsed);
  const usage =
    'usage_metadata' in raw ? (raw.usage_metadata as UsageMetadata | undefined) : undefined;
  return {
    routing: { domains: decision.domains, tools: [], source: 'model' },
    degraded: [],
    usage: usageOf(usage),
  };
}

function historyOf(history: SessionHistory): string {
  if (history.messages.length === 0) return 'Nothing yet.';
  return history.messages
    .map(({ role, content }) => `${role}: ${JSON.stringify(content.slice(0, 500))}`)
    .join('\n');
}

function tableOf(it: Evidence, citer: Citer): string {
  const rows = it.rows.slice(0, shownRows).map((_, row) =>
    it.columns
      .map((column, at) => {
        const cell = formatCell(it.rows[row]?.[at] ?? null, column);
        return `${column.name}: ${cell} ${citer.cell(it, row, column.name)}`;
      })
      .join(' | '),
  );
  return `${it.domain}: ${it.title}, ${it.rowCount} rows ${citer.rowCount(it)}\n${rows.join('\n')}`;
}

function usageOf(usage: UsageMetadata | undefined): Partial<Usage> {
  return {
    modelCalls: 1,
    inputTokens: usage?.input_tokens ?? 0,
    outputTokens: usage?.output_tokens ?? 0,
  };
}
