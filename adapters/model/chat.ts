import type { UsageMetadata } from '@langchain/core/messages';
import { ChatOpenAICompletions } from '@langchain/openai';
import type { Usage } from '../../domain/investigation.ts';
import { cut } from '../../domain/text.ts';
import { Completion, CompletionChunk } from './completion.ts';
import { ModelFailure } from './model-failure.ts';
import { createFetchWithoutRefused } from './refused-parameters.ts';

/** How a model is reached. */
export type ModelSettings = {
  readonly baseUrl: string;
  readonly model: string;
  /** Sent only when it is set: some models refuse any. */
  readonly temperature: number | null;
  /** Called for every request, so that short-lived tokens stay fresh. */
  readonly apiKey: () => Promise<string>;
  /** Origins that an answer may link to, beside Databricks' documentation. */
  readonly links?: readonly string[];
  /** Where users work: a name of the IANA list, UTC without one. */
  readonly timeZone?: string;
  /** The clock of the data, epoch milliseconds; the real one without it. */
  readonly now?: () => number;
  /** File of another prompt for answers than that of `prompts/`. */
  readonly answerPrompt?: string;
  /** Writes one line to the log. */
  readonly warn: (facts: Readonly<Record<string, unknown>>, message: string) => void;
};

type Call = ChatOpenAICompletions['completionWithRetry'];

/**
 * The vendor's client for chat completions. Its wider class would take names of models that contain
 * `codex` and others to another protocol, which only OpenAI has.
 */
class Chat extends ChatOpenAICompletions {
  /** The vendor's client reads what services send as if all of them kept to OpenAI's types. */
  override completionWithRetry = (async (...args: Parameters<Call>) => {
    const reply: unknown = await super.completionWithRetry(...args);
    return isStream(reply) ? readChunks(reply) : readCompletion(reply);
  }) as Call;
}

function isStream(reply: unknown): reply is AsyncIterable<unknown> {
  return typeof reply === 'object' && reply !== null && Symbol.asyncIterator in reply;
}

/** Fields that the vendor's client copies into what it makes of a reply. */
const copied = { id: 'completion', created: 0, model: 'model' };

function readCompletion(reply: unknown): object {
  const { choices, usage } = Completion.parse(reply);
  const [choice] = choices;
  if (choice === undefined) throw new ModelFailure('its reply has no choice', 'temporary');
  const { message, finish_reason } = choice;
  if (message.refusal) throw refusalOf(message.refusal);
  return {
    ...copied,
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', ...message },
        finish_reason,
      },
    ],
    ...(usage === undefined ? {} : { usage }),
  };
}

async function* readChunks(chunks: AsyncIterable<unknown>): AsyncGenerator<object> {
  for await (const chunk of chunks) {
    const { choices, usage } = CompletionChunk.parse(chunk);
    const [choice] = choices;
    if (choice?.delta.refusal) throw refusalOf(choice.delta.refusal);
    yield {
      ...copied,
      object: 'chat.completion.chunk',
      choices:
        choice === undefined
          ? []
          : [
              {
                index: 0,
                delta: { role: 'assistant', ...choice.delta },
                finish_reason: choice.finish_reason,
              },
            ],
      ...(usage === undefined ? {} : { usage }),
    };
  }
}

/** The longest part of a refusal that is told. */
const longestRefusal = 120;

function refusalOf(refusal: string): ModelFailure {
  return new ModelFailure(`it refused: ${cut(refusal.trim(), longestRefusal)}`, 'permanent');
}

/**
 * Opens the client of a model over the OpenAI protocol. It makes each call once, but for parameters
 * that the service refuses: they are left out of it and of later calls.
 *
 * Effect: none until it is called.
 */
export function createChat({
  baseUrl,
  model,
  temperature,
  apiKey,
  warn,
}: ModelSettings): ChatOpenAICompletions {
  return new Chat({
    model,
    apiKey,
    ...(temperature === null ? {} : { temperature }),
    maxRetries: 0,
    configuration: {
      baseURL: baseUrl,
      fetch: createFetchWithoutRefused((parameter) => {
        warn({ parameter, model }, 'the model refuses a parameter; it is left out from now on');
      }),
    },
  });
}

/** Why the model stopped, in the protocol's own word; null when it did not say. */
export function finishReason(metadata: Readonly<Record<string, unknown>>): string | null {
  const reason = metadata['finish_reason'];
  return typeof reason === 'string' && reason !== '' ? reason : null;
}

/** A reply that the service's content filter stopped before there was any. */
export function filtered(): ModelFailure {
  return new ModelFailure('a content filter of its service stopped it', 'permanent');
}

/** The tokens of one call, as far as the service tells. */
export function tokensOf(usage: UsageMetadata | undefined): Partial<Usage> {
  return { inputTokens: usage?.input_tokens ?? 0, outputTokens: usage?.output_tokens ?? 0 };
}
