import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { chooseByRuleAtMs, defaultBudgetSeconds } from '../../domain/budget.ts';
import { AppError } from '../../domain/errors.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { Investigation } from '../../domain/investigation.ts';
import type { SessionHistory } from '../../domain/memory-port.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { problemResponse } from '../errors.ts';
import { RouteInput } from '../inputs.ts';
import { jsonOnly } from '../json-only.ts';
import { readResource } from '../read.ts';
import { DegradedDetail, Routing } from '../schemas.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/route',
  summary: 'Which domains a question would go to; asks none of them',
  middleware: jsonOnly,
  request: {
    body: { required: true, content: { 'application/json': { schema: RouteInput } } },
  },
  responses: {
    200: {
      description: 'Domains, best first, each with its own question',
      content: {
        'application/json': {
          schema: Routing.extend({
            degraded: z.array(z.string()).readonly(),
            degradedDetail: DegradedDetail,
          }),
        },
      },
    },
    ...problemResponse,
  },
});

/** POST /v1/route. */
export function addRoute(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  app.openapi(route, async (c) => {
    const { question, sessionId } = c.req.valid('json');
    const history = await historyOf(deps, c.get('principal').id, sessionId);
    const signal = AbortSignal.any([c.req.raw.signal, deps.stopping]);
    const modelByMs = chooseByRuleAtMs(Date.now(), defaultBudgetSeconds.standard);
    const request = { question, cards: deps.agents, history, modelByMs };
    const routed = await deps.reasoner.route(request, signal);
    const degraded = [...new Set(routed.degraded.map(({ part }) => part))];
    return c.json({ ...routed.routing, degraded, degradedDetail: routed.degraded }, 200);
  });
}

/** The last ten messages are the questions and answers of the last five investigations. */
const rememberedInvestigations = 5;

async function historyOf(
  deps: AppDeps,
  owner: string,
  session: SessionId | undefined,
): Promise<SessionHistory> {
  if (session === undefined) return { messages: [] };
  if (!(await deps.store.sessionExists(owner, session))) {
    throw new AppError('input.not_found', 'There is no such session.', {
      problems: [{ path: 'sessionId', message: 'names no session of yours' }],
    });
  }
  const { rows } = await deps.store.list(owner, {
    sessionId: session,
    status: null,
    text: null,
    limit: rememberedInvestigations,
    cursor: null,
  });
  const told = await Promise.all(rows.toReversed().map((row) => readResource(deps, row)));
  return { messages: told.flatMap(messagesOf) };
}

function messagesOf({ question, answer, lanes }: Investigation): SessionHistory['messages'] {
  if (answer === null) return [];
  const domains = lanes.map((lane) => lane.domain);
  return [
    { role: 'user', content: question, domains },
    { role: 'assistant', content: answer.markdown, domains },
  ];
}
