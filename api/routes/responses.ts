import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ClientRequest } from '../../domain/client-requests.ts';
import type { AppEnv, RouteDeps } from '../deps.ts';
import { IdempotencyKey } from '../inputs.ts';
import { jsonOnly } from '../json-only.ts';
import { askFor, repeatOf, sessionFor } from '../responses/ask.ts';
import { NewResponse } from '../responses/create-input.ts';
import { defaultModel, models } from '../responses/models.ts';
import type { Model } from '../responses/models.ts';
import { askedOf, pageOf, readProjection } from '../responses/read-asked.ts';
import { readInput } from '../responses/read-input.ts';
import type { ReadInput } from '../responses/read-input.ts';
import type { Asked } from '../responses/response-object.ts';
import { ResponseBody, responsesFailure } from '../responses/schemas.ts';
import { streamResponse } from '../responses/stream.ts';
import { eventStream } from '../streamed-event.ts';
import { waitFor } from '../wait-for.ts';

/** Some gateways cut a reply that takes longer; the client reads the rest by the id, milliseconds. */
export const longestWaitMs = 100_000;

export const responseReply = (description: string) => ({
  description,
  content: {
    'application/json': { schema: ResponseBody },
    ...eventStream,
  },
});

const create = createRoute({
  method: 'post',
  path: '/v1/responses',
  summary: 'Ask a question as a client of the OpenAI Responses protocol',
  description:
    'With `stream` the events of the protocol, with `background` at once; else when it has ended, or as `in_progress` after 100 s.',
  middleware: jsonOnly,
  request: {
    headers: z.object({
      'Idempotency-Key': IdempotencyKey,
      'X-Stainless-Retry-Count': z.string().optional(),
    }),
    body: { required: true, content: { 'application/json': { schema: NewResponse } } },
  },
  responses: { 200: responseReply('The response'), ...responsesFailure },
});

/** POST /v1/responses. */
export function addResponses(app: OpenAPIHono<AppEnv>, deps: RouteDeps): void {
  app.openapi(create, async (c): Promise<Response> => {
    const body = c.req.valid('json');
    const caller = c.get('principal');
    const { question, after, items } = readInput(body.input);
    const model = models.find(({ id }) => id === body.model) ?? defaultModel;
    const row = await askFor(deps, {
      caller,
      question,
      model,
      sessionId: await sessionFor(deps, caller, { ...conversationOf(body), after }),
      request: requestOf(body, model, items),
      body: await c.req.text(),
      ...repeatOf(c.req.valid('header')),
    });
    const asked = await askedOf(deps, caller, row);
    if (body.stream === true)
      return streamResponse(c, deps, asked, { after: -1, page: pageOf(deps, c, row) });
    if (body.background === true) return replyResponse(c, deps, asked);
    const signal = AbortSignal.any([c.req.raw.signal, deps.stopping]);
    const ended = await waitFor(deps, row, { until: [], ms: longestWaitMs, signal });
    return replyResponse(c, deps, { ...asked, row: ended });
  });
}

const conversationOf = ({ previous_response_id: previous, conversation }: NewResponse) => ({
  previous: previous ?? null,
  conversation: typeof conversation === 'string' ? conversation : (conversation?.id ?? null),
});

const requestOf = (body: NewResponse, { id }: Model, input: ReadInput['items']): ClientRequest => ({
  model: id,
  background: body.background ?? false,
  previousResponseId: body.previous_response_id ?? null,
  instructions: body.instructions ?? null,
  metadata: body.metadata ?? {},
  input,
});

/** Replies with a response as it is now. Effect: reads its log. */
export async function replyResponse(
  c: Context<AppEnv>,
  deps: RouteDeps,
  asked: Asked,
): Promise<Response> {
  const projection = await readProjection(deps, asked, pageOf(deps, c, asked.row));
  return c.json(projection.response(), 200);
}
