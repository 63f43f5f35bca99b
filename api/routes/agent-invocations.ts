import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { admissionIds } from '../../adapters/admission-ids.ts';
import { AppError } from '../../domain/errors.ts';
import { investigationId } from '../../domain/ids.ts';
import type { InvestigationRow } from '../../domain/investigation.ts';
import type { AppEnv, RouteDeps } from '../deps.ts';
import { wholeNumber } from '../inputs.ts';
import { createAgentEvents, encodeAgentEvent } from '../invocations/agent-events.ts';
import { AgentInvocation, messagesIn } from '../invocations/agent-input.ts';
import { dialectHistory } from '../invocations/input.ts';
import { agentServerFailure, InvocationState } from '../invocations/schemas.ts';
import { clientSession } from '../invocations/session.ts';
import { tellInvocation } from '../invocations/tell-invocation.ts';
import { jsonOnly } from '../json-only.ts';
import { readRow } from '../read.ts';
import { askFor } from '../responses/ask.ts';
import { defaultModel } from '../responses/models.ts';
import { readInput } from '../responses/read-input.ts';
import { streamForm } from '../responses/stream.ts';
import { eventStream } from '../streamed-event.ts';
import { waitFor } from '../wait-for.ts';
import { longestWaitMs } from './responses.ts';

const state = (description: string) => ({
  description,
  content: {
    'application/json': { schema: InvocationState },
    ...eventStream,
  },
});

const create = createRoute({
  method: 'post',
  path: '/api/invocations',
  summary: "Ask a question as a client of Databricks' agent server",
  description:
    'The same id with the same request is the same invocation, with another one a conflict. With `stream` its events, with `background` at once.',
  middleware: jsonOnly,
  request: {
    headers: z.object({
      'X-Databricks-Session-Id': z.string().max(200).optional(),
      'X-Routing-Key': z.string().max(200).optional(),
    }),
    body: { required: true, content: { 'application/json': { schema: AgentInvocation } } },
  },
  responses: {
    200: state('It has ended'),
    202: state('It runs: look again at `status_url`'),
    500: state('It failed'),
    ...agentServerFailure,
  },
});

const params = z.object({ id: z.uuid('must be a UUID') });

const get = createRoute({
  method: 'get',
  path: '/api/invocations/{id}',
  summary: 'An invocation as it is now',
  request: { params },
  responses: { 200: state('It'), ...agentServerFailure },
});

const events = createRoute({
  method: 'get',
  path: '/api/invocations/{id}/events',
  summary: 'The events of an invocation behind `after`',
  request: {
    params,
    query: z.object({ after: wholeNumber(Number.MAX_SAFE_INTEGER).optional() }),
  },
  responses: {
    200: { description: 'Events', content: eventStream },
    ...agentServerFailure,
  },
});

/** The key under which an invocation is admitted, so that its id finds it again. */
const keyOf = (id: string): string => `invocation:${id.toLowerCase()}`;

/** POST /api/invocations, GET …/{id} and …/{id}/events. */
export function addAgentInvocations(app: OpenAPIHono<AppEnv>, deps: RouteDeps): void {
  app.openapi(create, async (c): Promise<Response> => {
    const body = c.req.valid('json');
    const row = await askFor(deps, await askingOf(c, deps, body));
    if (body.background === true) return c.json(await tellInvocation(deps, row, body.id), 202);
    if (body.stream === true) return stream(c, deps, row, 0);
    const signal = AbortSignal.any([c.req.raw.signal, deps.stopping]);
    const ended = await waitFor(deps, row, { until: [], ms: longestWaitMs, signal });
    const told = await tellInvocation(deps, ended, body.id);
    return c.json(told, statusOf[told.status]);
  });

  app.openapi(get, async (c): Promise<Response> => {
    const { id } = c.req.valid('param');
    return c.json(await tellInvocation(deps, await find(c, deps, id), id), 200);
  });

  app.openapi(events, async (c): Promise<Response> => {
    const row = await find(c, deps, c.req.valid('param').id);
    return stream(c, deps, row, c.req.valid('query').after ?? 0);
  });
}

/** What a client that waited for the end gets. */
const statusOf = { queued: 202, active: 202, completed: 200, failed: 500 } as const;

async function askingOf(c: Context<AppEnv>, deps: RouteDeps, body: AgentInvocation) {
  const caller = c.get('principal');
  const name =
    c.req.header('X-Databricks-Session-Id') ?? c.req.header('X-Routing-Key') ?? body.session_id;
  const { question, items } = readInput(messagesIn(body.input), dialectHistory);
  return {
    caller,
    question,
    model: defaultModel,
    ...(await clientSession(deps, caller, name ?? null)),
    request: {
      model: defaultModel.id,
      background: body.background === true,
      previousResponseId: null,
      instructions: null,
      metadata: {},
      input: items,
    },
    body: '',
    key: keyOf(body.id),
    isAgain: false,
  };
}

async function find(c: Context<AppEnv>, deps: RouteDeps, id: string): Promise<InvestigationRow> {
  const caller = c.get('principal');
  const own = investigationId(admissionIds.keyedHex(caller.id, keyOf(id)));
  return readRow(deps, caller, own).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'input.not_found') throw error;
    throw new AppError('input.not_found', `There is no invocation ${id} of yours.`);
  });
}

function stream(
  c: Context<AppEnv>,
  deps: RouteDeps,
  row: InvestigationRow,
  after: number,
): Response {
  const form = { next: createAgentEvents(), encode: encodeAgentEvent, last: '' };
  return streamForm(c, deps, { row, after, form });
}
