import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { cancelRun } from '../cancel-run.ts';
import type { AppEnv, RouteDeps } from '../deps.ts';
import { invalid } from '../errors.ts';
import { wholeNumber } from '../inputs.ts';
import { noted } from '../note.ts';
import { pageOf, readAsked, readProjection } from '../responses/read-asked.ts';
import { responseIdOf } from '../responses/response-object.ts';
import type { Asked } from '../responses/response-object.ts';
import { InputItem } from '../responses/create-input.ts';
import { responsesFailure } from '../responses/schemas.ts';
import { streamResponse } from '../responses/stream.ts';
import { waitFor } from '../wait-for.ts';
import { replyResponse, responseReply } from './responses.ts';

/** A cancelled run ends within this time, or its response is told as it is, milliseconds. */
const cancelWaitMs = 5_000;

const params = z.object({ id: z.string() });
const IsTrue = z
  .enum(['true', 'false'], { error: 'must be true or false' })
  .transform((text) => text === 'true')
  .openapi({ type: 'boolean' });

const get = createRoute({
  method: 'get',
  path: '/v1/responses/{id}',
  summary: 'A response as it is now, or with `stream` its events after `starting_after`',
  request: {
    params,
    query: z.object({
      stream: IsTrue.optional(),
      starting_after: wholeNumber(Number.MAX_SAFE_INTEGER).optional(),
    }),
  },
  responses: { 200: responseReply('The response'), ...responsesFailure },
});

const cancel = createRoute({
  method: 'post',
  path: '/v1/responses/{id}/cancel',
  summary: 'End a response; one that has ended stays as it is',
  request: { params },
  responses: { 200: responseReply('The response'), ...responsesFailure },
});

const remove = createRoute({
  method: 'delete',
  path: '/v1/responses/{id}',
  summary: 'Delete a response that has ended, with its investigation and evidence',
  request: { params },
  responses: {
    200: {
      description: 'It is deleted',
      content: {
        'application/json': {
          schema: z.object({
            id: z.string(),
            object: z.literal('response'),
            deleted: z.literal(true),
          }),
        },
      },
    },
    ...responsesFailure,
  },
});

const items = createRoute({
  method: 'get',
  path: '/v1/responses/{id}/input_items',
  summary: 'What was sent as the input of a response, newest first',
  request: {
    params,
    query: z.object({
      limit: wholeNumber(100, 1).optional(),
      order: z.enum(['asc', 'desc'], { error: 'must be asc or desc' }).optional(),
      after: z.string().optional(),
    }),
  },
  responses: {
    200: {
      description: 'A page',
      content: {
        'application/json': {
          schema: z.object({
            object: z.literal('list'),
            data: z.array(InputItem),
            first_id: z.string().nullable(),
            last_id: z.string().nullable(),
            has_more: z.boolean(),
          }),
        },
      },
    },
    ...responsesFailure,
  },
});

/** GET and DELETE /v1/responses/{id}, POST …/cancel, GET …/input_items. */
export function addResponse(app: OpenAPIHono<AppEnv>, deps: RouteDeps): void {
  app.openapi(get, async (c): Promise<Response> => {
    const { stream, starting_after: after = -1 } = c.req.valid('query');
    const asked = await readAsked(deps, c.get('principal'), c.req.valid('param').id);
    if (stream !== true) return replyResponse(c, deps, asked);
    const page = pageOf(deps, c, asked.row);
    if (after >= 0) refuseTooNew(after, (await readProjection(deps, asked, page)).count());
    return streamResponse(c, deps, asked, { after, page });
  });

  app.openapi(cancel, async (c): Promise<Response> => {
    const asked = await readAsked(deps, c.get('principal'), c.req.valid('param').id, false);
    await cancelRun(deps, asked.row);
    const signal = AbortSignal.any([c.req.raw.signal, deps.stopping]);
    const row = await waitFor(deps, asked.row, { until: [], ms: cancelWaitMs, signal });
    return replyResponse(c, deps, { ...asked, row });
  });

  app.openapi(remove, async (c) => {
    const { row } = await readAsked(deps, c.get('principal'), c.req.valid('param').id, false);
    await deps.clientRequests.remove(row, noted(deps, c.get('principal')));
    return c.json({ id: responseIdOf(row.id), object: 'response', deleted: true } as const, 200);
  });

  app.openapi(items, async (c) => {
    const asked = await readAsked(deps, c.get('principal'), c.req.valid('param').id);
    const { limit = 20, order = 'desc', after } = c.req.valid('query');
    const all = order === 'desc' ? inputOf(asked).toReversed() : inputOf(asked);
    const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
    if (after !== undefined && from === 0)
      throw invalid([{ path: 'after', message: 'names no item of this input' }]);
    const data = all.slice(from, from + limit);
    const [first_id, last_id] = [data[0]?.id ?? null, data.at(-1)?.id ?? null];
    const has_more = from + limit < all.length;
    return c.json({ object: 'list', data, first_id, last_id, has_more } as const, 200);
  });
}

function refuseTooNew(after: number, count: number): void {
  if (after < count) return;
  const message = `is ahead of the response, whose newest event is ${count - 1}`;
  throw invalid([{ path: 'starting_after', message }]);
}

/** What was asked in another way has one item: the question. */
function inputOf({ row, request }: Asked): readonly (InputItem & { readonly id: string })[] {
  const question = {
    id: `in_${row.id.slice(4)}`,
    type: 'message',
    role: 'user',
    content: [{ type: 'input_text', text: row.question }],
  };
  return (
    (request?.input as readonly (InputItem & { readonly id: string })[] | undefined) ?? [question]
  );
}
