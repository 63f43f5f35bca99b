import { z } from '@hono/zod-openapi';
import { Input } from '../responses/create-input.ts';
import { ownHistory } from '../responses/read-input.ts';

const Named = z.string().min(1).max(200).nullish();

/**
 * The body of POST /invocations and /responses. Front ends add fields of their own, so those that are unknown are
 * let through; who asks comes from the credential, whatever the body says.
 */
export const NewInvocation = z
  .looseObject({
    input: Input,
    stream: z.boolean().nullish(),
    background: z.boolean().nullish(),
    model: z.string().nullish(),
    custom_inputs: z.looseObject({ thread_id: Named, session_id: Named }).nullish(),
    context: z.looseObject({ conversation_id: Named }).nullish(),
    tools: z
      .array(z.unknown())
      .max(0, 'must be left out: the service has tools of its own')
      .nullish(),
  })
  .openapi('NewInvocation');
export type NewInvocation = z.infer<typeof NewInvocation>;

/** In this dialect the history has the work as calls. */
export const dialectHistory: ReadonlySet<string> = new Set([
  ...ownHistory,
  'function_call',
  'function_call_output',
]);

/** The name of the conversation; null for a new one. Pure. */
export const conversationIn = ({ custom_inputs: custom, context }: NewInvocation): string | null =>
  custom?.thread_id ?? custom?.session_id ?? context?.conversation_id ?? null;
