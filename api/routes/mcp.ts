import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv, RouteDeps } from '../deps.ts';
import { problemResponse } from '../errors.ts';
import { replyMcp } from '../mcp/server.ts';
import { pageOf } from '../responses/read-asked.ts';
import { json } from '../schema-parts.ts';
import { eventStream } from '../streamed-event.ts';

const Message = z
  .looseObject({
    jsonrpc: z.literal('2.0'),
    id: z.union([z.string(), z.int(), z.null()]).optional(),
  })
  .openapi('JsonRpcMessage');

/** A failure before the message is read has the form of the protocol, too. */
const failure = {
  default: {
    description: 'A failure',
    content: { ...json(Message).content, ...problemResponse.default.content },
  },
} as const;

const mcp = createRoute({
  method: 'post',
  path: '/mcp',
  summary: 'The Model Context Protocol, without sessions',
  responses: {
    200: {
      description: 'The reply; a stream where the tool tells its progress',
      content: {
        'application/json': { schema: Message },
        ...eventStream,
      },
    },
    ...failure,
  },
});

/** What clients of earlier revisions try where there are sessions. */
const withSession = (method: 'get' | 'delete') =>
  createRoute({
    method,
    path: '/mcp',
    summary: 'Refused: there are no sessions',
    responses: {
      405: {
        description: 'Only POST',
        content: { 'application/json': { schema: Message } },
      },
      ...failure,
    },
  });

/** POST /mcp. The library reads and checks the message. */
export function addMcp(app: OpenAPIHono<AppEnv>, deps: RouteDeps): void {
  app.openapi(mcp, (c): Promise<Response> => {
    const call = {
      deps,
      caller: c.get('principal'),
      requestId: c.get('requestId'),
      page: (row: Parameters<typeof pageOf>[2]) => pageOf(deps, c, row),
    };
    return replyMcp(call, c.req.raw);
  });
  for (const method of ['get', 'delete'] as const) {
    app.openapi(withSession(method), (c) => {
      c.header('Allow', 'POST');
      const error = { code: -32_000, message: 'There are no sessions: send a POST.' };
      return c.json({ jsonrpc: '2.0' as const, error }, 405);
    });
  }
}
