import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { AppError, asAppError } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { Problem, problemHeaders, problemOf } from '../errors.ts';

/** Lets a client recognise this service among others that could use the port. */
export const serviceName = 'health-monitor';

const checkMs = 3_000;

const healthz = createRoute({
  method: 'get',
  path: '/healthz',
  summary: 'The process runs',
  responses: {
    200: {
      description: 'It does',
      content: {
        'application/json': {
          schema: z.object({ status: z.literal('ok'), service: z.literal(serviceName) }),
        },
      },
    },
  },
});

const Check = z
  .object({ ok: z.boolean(), message: z.string(), tookMs: z.int() })
  .openapi('ReadinessCheck');
type Check = z.infer<typeof Check>;
const Checks = z.object({ database: Check, temporal: Check, workspace: Check });
export const Readiness = z.object({ status: z.literal('ok'), checks: Checks });

const readyz = createRoute({
  method: 'get',
  path: '/readyz',
  summary: 'Whether questions can be answered now; 503 with the same `checks` when not',
  responses: {
    200: {
      description: 'They can',
      content: {
        'application/json': { schema: Readiness },
      },
    },
    503: {
      description: 'They cannot, and why',
      content: { 'application/problem+json': { schema: Problem.extend({ checks: Checks }) } },
    },
  },
});

/** GET /healthz and /readyz. */
export function addHealth(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  app.openapi(healthz, (c) => c.json({ status: 'ok', service: serviceName } as const, 200));

  app.openapi(readyz, async (c) => {
    const [database, temporal, workspace] = await Promise.all([
      check('PostgreSQL', deps.store.ping),
      check('Temporal', deps.engine.ping),
      check(`The workspace ${deps.workspace}`, deps.pingWorkspace),
    ]);
    const checks = { database, temporal, workspace };
    const down = Object.values(checks).filter(({ ok }) => !ok);
    if (down.length === 0) return c.json({ status: 'ok', checks }, 200);
    const told = down.map(({ message }) => message).join(' ');
    const failure = new AppError('dependency.down', told);
    const problem = { ...problemOf(failure, c.get('requestId')), checks };
    return c.json(problem, 503, problemHeaders(failure));
  });
}

async function check(what: string, ping: (signal: AbortSignal) => Promise<void>): Promise<Check> {
  const startedMs = performance.now();
  const verdict = await within(checkMs, what, ping).then(
    () => ({ ok: true, message: `${what} answers.` }),
    (error: unknown) => ({ ok: false, message: asAppError(error).message }),
  );
  return { ...verdict, tookMs: Math.round(performance.now() - startedMs) };
}
