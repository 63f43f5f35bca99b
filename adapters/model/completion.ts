import { z } from 'zod';

/**
 * Replies of the OpenAI chat protocol as services really send them, read into the one form that the
 * vendor's client understands: every field may be missing, null or of another type. Source of the form:
 * https://platform.openai.com/docs/api-reference/chat
 */

const TextPart = z.looseObject({ type: z.literal('text'), text: z.string() });
const otherPart = z.unknown().transform(() => '');

/** Text, or a list of parts of which the text is kept. */
const Content = z
  .union([
    z.string(),
    z
      .array(z.union([TextPart.transform(({ text }) => text), otherPart]))
      .transform((parts) => parts.join('')),
  ])
  .catch('');

const Word = z.string().nullable().catch(null);
const Count = z.int().nonnegative().catch(0);

const UsageOfCall = z
  .object({ prompt_tokens: Count, completion_tokens: Count })
  .transform((usage) => ({
    ...usage,
    total_tokens: usage.prompt_tokens + usage.completion_tokens,
  }));

/** Some services send the arguments of a call as an object, not as its JSON. */
const Arguments = z
  .union([z.string(), z.unknown().transform((value) => JSON.stringify(value) ?? '')])
  .catch('');

const Call = z
  .looseObject({
    function: z.looseObject({ name: z.string().catch('route'), arguments: Arguments }),
  })
  .transform(({ function: { name, arguments: args } }) => ({
    id: 'call',
    type: 'function' as const,
    function: { name, arguments: args },
  }));

const said = { content: Content, refusal: Word };
const nothing = { content: '', refusal: null };

/** A whole reply. */
export const Completion = z.object({
  choices: z
    .array(
      z.object({
        message: z
          .object({ ...said, tool_calls: z.array(Call).catch([]) })
          .catch({ ...nothing, tool_calls: [] }),
        finish_reason: Word,
      }),
    )
    .catch([]),
  usage: UsageOfCall.optional().catch(undefined),
});
export type Completion = z.infer<typeof Completion>;

/** A piece of a streamed reply. */
export const CompletionChunk = z.object({
  choices: z
    .array(z.object({ delta: z.object(said).catch(nothing), finish_reason: Word }))
    .catch([]),
  usage: UsageOfCall.optional().catch(undefined),
});
export type CompletionChunk = z.infer<typeof CompletionChunk>;
