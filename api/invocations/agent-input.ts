import { z } from '@hono/zod-openapi';
import { invalid } from '../errors.ts';
import { InputItem } from '../responses/create-input.ts';

const Messages = z.union([z.string(), z.array(InputItem).min(1)]);

/** What an agent is asked; the protocol leaves it to the agent. */
const AgentInput = z.union([
  Messages,
  z.looseObject({ messages: Messages }),
  z.looseObject({ input: Messages }),
  z.looseObject({ question: z.string() }),
]);

/** The body of POST /api/invocations. */
export const AgentInvocation = z
  .strictObject({
    id: z.uuid('must be a UUID'),
    input: z.unknown(),
    background: z.boolean().optional(),
    stream: z.boolean().optional(),
    session_id: z.string().min(1).max(200).optional(),
  })
  .openapi('AgentInvocation');
export type AgentInvocation = z.infer<typeof AgentInvocation>;

/**
 * The messages of an input in any of the forms that clients send.
 *
 * Pure.
 *
 * @throws {AppError} `input.invalid`.
 */
export function messagesIn(input: unknown): string | readonly InputItem[] {
  const { data } = AgentInput.safeParse(input);
  if (data === undefined)
    throw invalid([
      {
        path: 'input',
        message: 'must be text, messages, or an object with messages or a question',
      },
    ]);
  if (typeof data === 'string' || Array.isArray(data)) return data;
  if ('messages' in data) return data.messages as string | readonly InputItem[];
  return ('input' in data ? data.input : data['question']) as string | readonly InputItem[];
}
