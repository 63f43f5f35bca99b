import { z } from '@hono/zod-openapi';

const ServingError = z
  .object({ error_code: z.string(), message: z.string() })
  .openapi('ServingError');

/** The failure response of the routes that a serving endpoint has. */
export const dialectFailure = {
  default: {
    description: 'A failure',
    content: { 'application/json': { schema: ServingError } },
  },
} as const;

const AgentServerError = z.object({ detail: z.string() }).openapi('AgentServerError');

/** The failure response of the routes that the agent server has. */
export const agentServerFailure = {
  default: {
    description: 'A failure',
    content: { 'application/json': { schema: AgentServerError } },
  },
} as const;

/** An invocation as the agent server tells it. */
export const InvocationState = z
  .object({
    id: z.string(),
    status: z.enum(['queued', 'active', 'completed', 'failed']),
    session_id: z.string(),
    status_url: z.string(),
    events_url: z.string(),
    output: z
      .object({ output: z.string(), custom_outputs: z.record(z.string(), z.unknown()) })
      .optional(),
    error: z.string().optional(),
  })
  .openapi('InvocationState');
export type InvocationState = z.infer<typeof InvocationState>;
