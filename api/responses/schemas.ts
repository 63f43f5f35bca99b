import { z } from '@hono/zod-openapi';

/** A failure as clients of the Responses protocol read it. */
export const ResponsesError = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.string(),
      param: z.string().nullable(),
      code: z.string().nullable(),
    }),
  })
  .openapi('ResponsesError');

/** The failure response of every route of this protocol. */
export const responsesFailure = {
  default: {
    description: 'A failure',
    content: { 'application/json': { schema: ResponsesError } },
  },
} as const;

/** A response; its items and further fields are those of the protocol. */
export const ResponseBody = z
  .looseObject({
    id: z.string(),
    object: z.literal('response'),
    created_at: z.int(),
    status: z.enum(['queued', 'in_progress', 'completed', 'failed', 'incomplete', 'cancelled']),
    background: z.boolean(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    metadata: z.record(z.string(), z.string()),
    model: z.string(),
    output: z.array(z.looseObject({ type: z.string(), id: z.string() })).readonly(),
    previous_response_id: z.string().nullable(),
    custom_outputs: z.record(z.string(), z.unknown()),
  })
  .openapi('Response');
