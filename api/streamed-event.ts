import { z } from '@hono/zod-openapi';

/** An event of a stream, whose fields are those of its lines. OpenAPI 3.1 has no schema of a whole stream. */
const StreamedEvent = z
  .object({ id: z.string().optional(), event: z.string().optional(), data: z.string() })
  .openapi('StreamedEvent', { description: 'One server-sent event; `data` is JSON or `[DONE]`' });

/** How a reply is declared that may be a stream of server-sent events. */
export const eventStream = { 'text/event-stream': { schema: StreamedEvent } } as const;
