import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { withoutSaid } from '../../language/preferences-said.ts';
import type { Routed } from '../../domain/reasoner-port.ts';
import { explanationIntent } from '../../language/why.ts';
import { wantsOnlyBoard } from '../../language/needs/board-alone.ts';
import { askNoDomain, chooseTools, withProposed } from '../../tools/choose-tools.ts';
import { accessDenied, mayAsk } from '../../domain/access.ts';
import { degradedParts } from '../../domain/answer.ts';
import { chooseByRuleAtMs, defaultBudgetSeconds } from '../../domain/budget.ts';
import { domains } from '../../domain/domains.ts';
import type { Domain } from '../../domain/domains.ts';
import { AppError } from '../../domain/errors.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { KnownMemory } from '../../domain/memory-port.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { problemResponse } from '../errors.ts';
import { RouteInput } from '../inputs.ts';
import { jsonOnly } from '../json-only.ts';
import { DegradedDetail, Routing } from '../schemas.ts';

export const RoutePreview = Routing.extend({
  denied: z
    .array(z.object({ domain: z.enum(domains), reason: z.string() }))
    .openapi({ description: 'Chosen domains that would not be asked for you' }),
  degraded: z.array(z.string()).readonly(),
  degradedDetail: DegradedDetail,
});

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
        'application/json': { schema: RoutePreview },
      },
    },
    ...problemResponse,
  },
});

/** The message only tells what its writer prefers. */
const nothingAsked: Pick<Routed, 'routing' | 'degraded'> = {
  routing: { domains: [], tools: [], source: 'examples' },
  degraded: [],
};

/** POST /v1/route. */
export function addRoute(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  app.openapi(route, async (c) => {
    const { question, sessionId } = c.req.valid('json');
    const principal = c.get('principal');
    await deps.rateLimits?.take('preview', principal.id);
    const { history } = await memoryOf(deps, principal.id, sessionId);
    const signal = AbortSignal.any([c.req.raw.signal, deps.stopping]);
    const modelByMs = chooseByRuleAtMs(Date.now(), defaultBudgetSeconds.standard);
    // As a run does: what the question tells beside it is not asked.
    const asked = withoutSaid(question);
    const request = {
      question: asked ?? question,
      cards: deps.agents,
      history,
      modelByMs,
      tools: deps.tools,
    };
    const { routing: reasoned, degraded } =
      asked === null ? nothingAsked : await deps.reasoner.route(request, signal);
    const tools =
      asked === null
        ? []
        : withProposed(
            chooseTools(deps.reasoner.needsOf(asked), deps.tools),
            reasoned.tools,
            deps.tools,
          );
    const routing = askNoDomain({ ...reasoned, tools }, asked !== null && wantsOnlyBoard(asked));
    const isOpen = ({ domain }: { domain: Domain }): boolean =>
      mayAsk(deps.domainAccess, principal, domain);
    const denied = routing.domains
      .filter((one) => !isOpen(one))
      .map(({ domain }) => ({ domain, reason: accessDenied(domain) }));
    const reply = {
      ...routing,
      intent: routing.domains.length === 0 ? null : explanationIntent(question),
      domains: routing.domains.filter(isOpen),
      denied,
      degraded: degradedParts(degraded),
      degradedDetail: degraded,
    };
    return c.json(reply, 200);
  });
}

/** What a run of the session would know. */
async function memoryOf(
  { memory }: AppDeps,
  owner: string,
  session: SessionId | undefined,
): Promise<KnownMemory> {
  const known = await memory.known(owner, session ?? null);
  if (known !== null) return known;
  throw new AppError('input.not_found', 'There is no such session.', {
    problems: [{ path: 'sessionId', message: 'names no session of yours' }],
  });
}
