import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppDeps, AppEnv } from '../deps.ts';
import { problemResponse } from '../errors.ts';
import { jsonOnly } from '../json-only.ts';

/** What `npm run doctor -- --json` prints. */
export const Diagnosis = z
  .object({
    ok: z.boolean(),
    target: z.string().nullable(),
    checks: z
      .array(
        z.object({
          id: z.string(),
          title: z.string(),
          status: z.enum(['ok', 'warn', 'fail', 'skipped']),
          detail: z.string(),
          hint: z.string().nullable().openapi({ description: 'What to do' }),
          tookMs: z.number(),
        }),
      )
      .readonly(),
  })
  .openapi('Diagnosis');
export type Diagnosis = z.infer<typeof Diagnosis>;

const diagnosis = createRoute({
  method: 'post',
  path: '/v1/diagnosis',
  summary: 'Check everything that an installation needs; may start a stopped warehouse',
  middleware: jsonOnly,
  request: {
    body: { required: true, content: { 'application/json': { schema: z.strictObject({}) } } },
  },
  responses: {
    200: {
      description: 'What was found',
      content: { 'application/json': { schema: Diagnosis } },
    },
    ...problemResponse,
  },
});

/** POST /v1/diagnosis. */
export function addDiagnosis(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  // Several people who look at once see the same checks.
  let running: Promise<Diagnosis> | null = null;
  app.openapi(diagnosis, async (c) => {
    running ??= deps.diagnose(deps.stopping).finally(() => {
      running = null;
    });
    return c.json(await running, 200);
  });
}
