import type { BaseMessageChunk, UsageMetadata } from '@langchain/core/messages';
import { ChatOpenAI, ChatOpenAICompletions } from '@langchain/openai';
import { z } from 'zod';
import type { Usage } from '../../domain/investigation.ts';
import { cut } from '../../domain/text.ts';
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
  /** Writes one line to the log. */
  readonly warn: (facts: Readonly<Record<string, unknown>>, message: string) => void;
};

type ConvertDelta = ChatOpenAICompletions['_convertCompletionsDeltaToBaseMessageChunk'];

/**
 * The vendor's client drops a piece of text that comes as a list of parts, and knows no refusals in
 * a stream.
 */
class CompletionsWithParts extends ChatOpenAICompletions {
  protected override _convertCompletionsDeltaToBaseMessageChunk(
    ...[delta, raw, role = 'assistant']: Parameters<ConvertDelta>
  ): BaseMessageChunk {
    const { content, refusal } = Delta.parse(delta);
    if (refusal) throw refusalOf(refusal);
    return super._convertCompletionsDeltaToBaseMessageChunk({ ...delta, content }, raw, role);
  }
}

const TextPart = z.looseObject({ type: z.literal('text'), text: z.string() });
const otherPart = z.unknown().transform(() => '');

const Delta = z.looseObject({
  content: z
    .union([
      z.string(),
      z
        .array(z.union([TextPart.transform(({ text }) => text), otherPart]))
        .transform((parts) => parts.join('')),
    ])
    .nullish()
    .transform((content) => content ?? ''),
  refusal: z.string().nullish(),
});

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
}: ModelSettings): ChatOpenAI {
  const fields = {
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
  };
  return new ChatOpenAI({ ...fields, completions: new CompletionsWithParts(fields) });
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

/** What one call used, as far as the service tells. */
export function usageOf(usage: UsageMetadata | undefined): Partial<Usage> {
  return {
    modelCalls: 1,
    inputTokens: usage?.input_tokens ?? 0,
    outputTokens: usage?.output_tokens ?? 0,
  };
}
