import { generateText, jsonSchema, streamText, tool } from 'ai';
import type { LanguageModel } from 'ai';
import { expect } from 'vitest';
import { question, right, tooMuch } from './ability.ts';
import type { Programs } from './ability.ts';

/** One pixel. */
const image =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Providers for the AI SDK: it has no call for going on with a response, or for cancelling one. */
export function aiPrograms(
  model: LanguageModel,
  unknown: LanguageModel | null,
  finish = 'stop',
): Programs {
  return {
    asks: async () => {
      expect((await generateText({ model, prompt: question })).text).toMatch(right);
    },
    streams: async () => {
      const stream = streamText({ model, prompt: question });
      const kinds = new Set<string>();
      for await (const { type } of stream.fullStream) kinds.add(type);
      expect([...kinds]).toEqual(expect.arrayContaining(['text-delta', 'finish']));
      expect(await stream.text).toMatch(right);
      expect(await stream.finishReason).toBe(finish);
    },
    'is refused': async () => {
      const content = [
        { type: 'text' as const, text: question },
        { type: 'file' as const, data: image, mediaType: 'image/png' },
      ];
      const given = { maxRetries: 0 };
      const inputSchema = jsonSchema<object>({ type: 'object', properties: {} });
      const f = tool({ inputSchema, execute: () => 'x' });
      const refused: readonly (readonly [Promise<unknown>, RegExp])[] = [
        [generateText({ ...given, model, prompt: question, tools: { f } }), /tools/],
        [generateText({ ...given, model, messages: [{ role: 'user', content }] }), /image/],
        [generateText({ ...given, model, prompt: tooMuch }), /64 kB|Too Large/],
        ...(unknown === null
          ? []
          : [
              [
                generateText({ ...given, model: unknown, prompt: question }),
                /must be one of/,
              ] as const,
            ]),
      ];
      for (const [asked, says] of refused) await expect(asked).rejects.toThrow(says);
    },
  };
}
