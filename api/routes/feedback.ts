import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { admissionIds } from '../../adapters/admission-ids.ts';
import { AppError } from '../../domain/errors.ts';
import { hasEnded } from '../../domain/investigation.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { problemResponse } from '../errors.ts';
import { FeedbackInput, ProposedCaseBody } from '../feedback-schemas.ts';
import { jsonOnly } from '../json-only.ts';
import { readResource, readRow } from '../read.ts';
import { IdParams } from './investigation.ts';

const give = createRoute({
  method: 'post',
  path: '/v1/investigations/{id}/feedback',
  summary: 'Say whether an answer was good; it proposes the question for evaluations',
  middleware: jsonOnly,
  request: {
    params: IdParams,
    body: { required: true, content: { 'application/json': { schema: FeedbackInput } } },
  },
  responses: {
    201: {
      description: 'What is stored, and the question that it proposes',
      content: { 'application/json': { schema: ProposedCaseBody } },
    },
    ...problemResponse,
  },
});

/** POST /v1/investigations/{id}/feedback. */
export function addFeedback(app: OpenAPIHono<AppEnv>, deps: AppDeps): void {
  app.openapi(give, async (c) => {
    const owner = c.get('principal').id;
    const row = await readRow(deps, c.get('principal'), c.req.valid('param').id);
    if (!hasEnded(row.status))
      throw new AppError('input.conflict', 'There is no answer yet: wait for the end.');
    const { rating, comment = null, claim = null } = c.req.valid('json');
    const { routing } = await readResource(deps, row);
    const given = await deps.feedback.give({
      caseId: `case_${admissionIds.keyedHex(owner, row.id)}`,
      id: row.id,
      owner,
      rating,
      comment,
      claim,
      question: row.question,
      // Where a good answer came from is right; where a bad one should have come from is not known.
      domains: rating === 'up' ? (routing?.domains.map(({ domain }) => domain) ?? []) : null,
    });
    return c.json(given, 201);
  });
}
