import { randomUUID } from 'node:crypto';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { AppError } from '../domain/errors.ts';
import { guard, routeOf } from './auth/guard.ts';
import type { AppDeps, AppEnv } from './deps.ts';
import { errorReply } from './error-reply.ts';
import { inputFailure, toAppError } from './errors.ts';
import { createLogFeeds } from './log-feed.ts';
import { createOpenStreams } from './open-streams.ts';
import { addAgentInvocations } from './routes/agent-invocations.ts';
import { addAgents } from './routes/agents.ts';
import { addAlerts } from './routes/alerts.ts';
import { addCancel } from './routes/cancel.ts';
import { addCorrections } from './routes/corrections.ts';
import { addDocument } from './routes/document.ts';
import { addDigests } from './routes/digests.ts';
import { addEvaluationCases } from './routes/evaluation-cases.ts';
import { addDiagnosis } from './routes/diagnosis.ts';
import { addEvaluationSchedule } from './routes/evaluation-schedule.ts';
import { addEvaluations } from './routes/evaluations.ts';
import { addEvents } from './routes/events.ts';
import { addEvidence } from './routes/evidence.ts';
import { addFeedback } from './routes/feedback.ts';
import { addHealth } from './routes/health.ts';
import { addInvocations } from './routes/invocations.ts';
import { addInvestigation } from './routes/investigation.ts';
import { addInvestigations } from './routes/investigations.ts';
import { addMemory } from './routes/memory.ts';
import { addPage } from './routes/page.ts';
import { addProof } from './routes/proof.ts';
import { addProposals } from './routes/proposals.ts';
import { addMcp } from './routes/mcp.ts';
import { addModels } from './routes/models.ts';
import { addResponse } from './routes/response.ts';
import { addResponses } from './routes/responses.ts';
import { addRoute } from './routes/route.ts';
import { addSessions } from './routes/sessions.ts';
import { addSources } from './routes/sources.ts';
import { addSignInOidc } from './routes/sign-in-oidc.ts';
import { addSignIn } from './routes/sign-in.ts';
import { addRetry } from './routes/retry.ts';
import { addSteer } from './routes/steer.ts';
import { addToken } from './routes/token.ts';
import { addTools } from './routes/tools.ts';
import { addWatchActions } from './routes/watch-actions.ts';
import { addWatches } from './routes/watches.ts';
import { addWebhookDeliveries } from './routes/webhook-deliveries.ts';
import { addWebhooks } from './routes/webhooks.ts';

/** 64 kB. The longest question with every character escaped is below it. */
const maxBodyBytes = 64_000;

/** Paths whose callers must be known; a route among them needs a row of the permissions. */
const guarded = [
  '/v1/*',
  '/mcp',
  '/invocations',
  '/responses',
  '/responses/*',
  '/serving-endpoints/*',
  '/api/*',
] as const;

const resources = [
  addHealth,
  addSignIn,
  addSignInOidc,
  addInvestigations,
  addInvestigation,
  addEvents,
  addEvidence,
  addSources,
  addProof,
  addCancel,
  addSteer,
  addToken,
  addRetry,
  addFeedback,
  addProposals,
  addAlerts,
  addWatches,
  addWatchActions,
  addDigests,
  addWebhooks,
  addWebhookDeliveries,
  addCorrections,
  addResponses,
  addResponse,
  addModels,
  addMcp,
  addInvocations,
  addAgentInvocations,
  addRoute,
  addMemory,
  addSessions,
  addAgents,
  addTools,
  addDiagnosis,
  // Before the one that would take `schedule` and `cases` for ids.
  addEvaluationSchedule,
  addEvaluationCases,
  addEvaluations,
] as const;

/**
 * Creates the HTTP API. Every failure is answered as problem+json, every request makes one log line.
 *
 * Effect: none until requests come.
 */
export function createApp(deps: AppDeps): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) throw inputFailure(result.error, result.target === 'json' ? 'body' : '');
    },
  });
  app.onError((error, c) => errorReply(error, c));
  app.notFound((c) =>
    errorReply(new AppError('input.not_found', `There is no ${c.req.method} ${c.req.path}.`), c),
  );
  app.use(logged(deps));
  app.use(
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: () => {
        const message = `must be at most ${maxBodyBytes / 1000} kB`;
        throw new AppError('input.too_large', `The body ${message}.`, {
          problems: [{ path: 'body', message }],
        });
      },
    }),
  );
  for (const path of guarded) app.use(path, guard(deps));
  const streams = createOpenStreams(deps.mostStreams, deps.meter);
  const routeDeps = { ...deps, feeds: createLogFeeds(deps), streams };
  for (const add of resources) add(app, routeDeps);
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key, or an access token of the issuer',
  });
  addDocument(app);
  // Takes every path that nothing above has.
  addPage(app, deps);
  return app;
}

/**
 * Measures each request and writes one log line for it, without query and body, which contain what users ask. For a stream the
 * line is written when the stream starts.
 */
function logged({ log, meter }: AppDeps): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const startedMs = performance.now();
    const requestId = randomUUID();
    c.set('requestId', requestId);
    await next();
    c.res.headers.set('x-request-id', requestId);
    const measured = { method: c.req.method, route: routeOf(c) ?? 'none' };
    const tookMs = performance.now() - startedMs;
    meter.observe('health_monitor_http_request_seconds', measured, tookMs / 1000);
    const status = String(c.res.status);
    meter.count('health_monitor_http_requests_total', { ...measured, status });
    const failure = c.error ? toAppError(c.error) : null;
    const line = {
      requestId,
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      tookMs: Math.round(tookMs),
      principal: c.get('principal')?.id ?? null,
      ...(failure ? { code: failure.code } : {}),
    };
    if (failure?.code === 'bug') log.error({ ...line, err: c.error }, 'request');
    else log.info(line, 'request');
  };
}
