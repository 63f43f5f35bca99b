import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Evidence } from '../../domain/evidence.ts';
import type { AppEnv, RouteDeps } from '../deps.ts';
import { IdempotencyKey, wholeNumber } from '../inputs.ts';
import { conversationIn, dialectHistory, NewInvocation } from '../invocations/input.ts';
import { createDialectProjection } from '../invocations/projection.ts';
import { dialectFailure } from '../invocations/schemas.ts';
import { clientSession } from '../invocations/session.ts';
import { jsonOnly } from '../json-only.ts';
import { readLog } from '../read.ts';
import { askFor, repeatOf } from '../responses/ask.ts';
import { defaultModel, models } from '../responses/models.ts';
import { askedOf, pageOf, readAsked } from '../responses/read-asked.ts';
import { readInput } from '../responses/read-input.ts';
import type { Asked } from '../responses/response-object.ts';
import { streamForm } from '../responses/stream.ts';
import { waitFor } from '../wait-for.ts';
import { longestWaitMs, responseReply } from './responses.ts';

/** Where clients look for an agent of Databricks. */
const places = [
  {
    path: '/invocations',
    summary: 'Ask a question as a client of an agent on Databricks, such as its chat template',
  },
  {
    path: '/responses',
    summary: 'The same, for clients of its Responses API that have an address without a version',
  },
  {
    path: '/serving-endpoints/{name}/invocations',
    summary: 'The same, for clients of a serving endpoint; every name is this service',
  },
] as const;

/** Parameters of a path that has some. */
const paramsOf = (path: string) =>
  path.includes('{') ? { params: z.object({ name: z.string() }) } : {};

const post = ({ path, summary }: (typeof places)[number]) =>
  createRoute({
    method: 'post',
    path,
    summary,
    middleware: jsonOnly,
    request: {
      ...paramsOf(path),
      headers: z.object({
        'Idempotency-Key': IdempotencyKey,
        'X-Stainless-Retry-Count': z.string().optional(),
      }),
      body: { required: true, content: { 'application/json': { schema: NewInvocation } } },
    },
    responses: { 200: responseReply('The answer, with `custom_outputs`'), ...dialectFailure },
  });

const get = createRoute({
  method: 'get',
  path: '/responses/{id}',
  summary: 'What a client of an agent on Databricks asked, or its events after `starting_after`',
  request: {
    params: z.object({ id: z.string() }),
    query: z.object({
      stream: z.enum(['true', 'false'], { error: 'must be true or false' }).optional(),
      starting_after: wholeNumber(Number.MAX_SAFE_INTEGER).optional(),
    }),
  },
  responses: { 200: responseReply('It'), ...dialectFailure },
});

/** POST /invocations, /responses and /serving-endpoints/{name}/invocations, GET /responses/{id}. */
export function addInvocations(app: OpenAPIHono<AppEnv>, deps: RouteDeps): void {
  for (const place of places) {
    app.openapi(post(place), async (c): Promise<Response> => {
      const body = c.req.valid('json');
      const caller = c.get('principal');
      const { question, items } = readInput(body.input, dialectHistory);
      const model = models.find(({ id }) => id === body.model) ?? defaultModel;
      const row = await askFor(deps, {
        caller,
        question,
        model,
        ...(await clientSession(deps, caller, conversationIn(body))),
        request: {
          model: model.id,
          background: body.background === true,
          previousResponseId: null,
          instructions: null,
          metadata: {},
          input: items,
        },
        body: await c.req.text(),
        ...repeatOf(c.req.valid('header')),
      });
      const asked = await askedOf(deps, caller, row);
      if (body.stream === true) return stream(c, deps, asked, -1);
      if (body.background === true) return reply(c, deps, asked);
      const signal = AbortSignal.any([c.req.raw.signal, deps.stopping]);
      const ended = await waitFor(deps, row, { until: [], ms: longestWaitMs, signal });
      return reply(c, deps, { ...asked, row: ended });
    });
  }

  app.openapi(get, async (c): Promise<Response> => {
    const asked = await readAsked(deps, c.get('principal'), c.req.valid('param').id);
    const { stream: wanted, starting_after: after = -1 } = c.req.valid('query');
    return wanted === 'true' ? stream(c, deps, asked, after) : reply(c, deps, asked);
  });
}

async function reply(c: Context<AppEnv>, deps: RouteDeps, asked: Asked): Promise<Response> {
  const evidence = await deps.store.evidence(asked.row);
  const page = pageOf(deps, c, asked.row);
  const projection = createDialectProjection({ asked, page, evidence: () => evidence });
  for (const event of await readLog(deps, asked.row)) projection.next(event);
  return c.json(projection.response(), 200);
}

/** Clients of this dialect read the type from the data, and some are confused by a name beside it. */
function stream(c: Context<AppEnv>, deps: RouteDeps, asked: Asked, after: number): Response {
  let evidence: readonly Evidence[] = [];
  const page = pageOf(deps, c, asked.row);
  const { next } = createDialectProjection({ asked, page, evidence: () => evidence });
  const form = {
    next,
    encode: (event: object) => `data: ${JSON.stringify(event)}\n\n`,
    // MLflow's client passes over empty lines, and fails at a comment.
    keepAlive: '\n',
    last: 'data: [DONE]\n\n',
    beforeEnd: async () => {
      evidence = await deps.store.evidence(asked.row);
    },
  };
  return streamForm(c, deps, { row: asked.row, after, form });
}
