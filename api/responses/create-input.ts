import { z } from '@hono/zod-openapi';
import { models } from './models.ts';

/** Fields of the protocol that change nothing here: they are for models, and clients send them by habit. */
const unused = [
  'access_programs',
  'context_management',
  'include',
  'max_output_tokens',
  'max_tool_calls',
  'moderation',
  'parallel_tool_calls',
  'prompt_cache_key',
  'prompt_cache_options',
  'prompt_cache_retention',
  'reasoning',
  'safety_identifier',
  'service_tier',
  'store',
  'stream_options',
  'temperature',
  'tool_choice',
  'top_logprobs',
  'top_p',
  'truncation',
  'user',
] as const;

const ignored = Object.fromEntries(unused.map((name) => [name, z.unknown().optional()])) as Record<
  (typeof unused)[number],
  z.ZodOptional<z.ZodUnknown>
>;

const notOurs = (message: string) =>
  z.unknown().superRefine((value, issues) => {
    const isEmpty =
      value === undefined || value === null || (Array.isArray(value) && !value.length);
    if (!isEmpty) issues.addIssue({ code: 'custom', message });
  });

const Metadata = z
  .record(z.string().max(64, 'has a key of more than 64 characters'), z.string().max(512))
  .refine((pairs) => Object.keys(pairs).length <= 16, 'has more than 16 pairs');

const modelNames = models.map(({ id }) => id);

/** An item of the input; which types are read depends on the dialect. */
export const InputItem = z
  .looseObject({
    type: z.string().optional(),
    role: z.string().optional(),
    id: z.string().nullish(),
  })
  .openapi('ResponseInputItem');
export type InputItem = z.infer<typeof InputItem>;

export const Input = z.union([z.string(), z.array(InputItem).min(1, 'is empty')], {
  error: 'must be text or a list of items',
});

/** The body of POST /v1/responses. */
export const NewResponse = z
  .strictObject({
    input: Input,
    model: z.enum(modelNames, { error: `must be one of ${modelNames.join(', ')}` }).nullish(),
    stream: z.boolean().nullish(),
    background: z.boolean().nullish(),
    instructions: z.string().nullish(),
    metadata: Metadata.nullish(),
    previous_response_id: z.string().nullish(),
    conversation: z.union([z.string(), z.object({ id: z.string() })]).nullish(),
    text: z
      .looseObject({
        format: z
          .looseObject({
            type: z.literal('text', { error: 'must be text: an answer has no other form' }),
          })
          .optional(),
      })
      .nullish(),
    tools: notOurs('must be left out: the service has tools of its own').optional(),
    prompt: notOurs('must be left out: the service has prompts of its own').optional(),
    image: notOurs('must be left out: answers are text').optional(),
    ...ignored,
  })
  .superRefine(({ previous_response_id: previous, conversation }, issues) => {
    if (previous && conversation)
      issues.addIssue({
        code: 'custom',
        path: ['conversation'],
        message: 'cannot be given together with previous_response_id',
      });
  })
  .openapi('NewResponse');
export type NewResponse = z.infer<typeof NewResponse>;
