import { z } from '@hono/zod-openapi';
import { domains } from '../domain/domains.ts';
import { caseStates, ratings } from '../domain/feedback.ts';
import type { InvestigationId } from '../domain/ids.ts';
import { DomainsInput, longestQuestion, text, wholeNumber } from './inputs.ts';

const Time = z.string().openapi({ format: 'date-time' });
const CaseIdText = z.string().regex(/^case_[0-9a-f]{32}$/, 'must be case_ and 32 hex digits');

const longestComment = 2_000;

/** The body of POST …/feedback. */
export const FeedbackInput = z
  .strictObject({
    rating: z.enum(ratings, { error: `must be ${ratings.join(' or ')}` }),
    comment: text(longestComment).optional(),
    claim: text(longestComment).optional(),
  })
  .openapi('Feedback');

export const ProposedCaseBody = z
  .object({
    id: z.string(),
    investigationId: z.custom<InvestigationId>().openapi({ type: 'string' }),
    rating: z.enum(ratings),
    comment: z.string().nullable(),
    claim: z.string().nullable(),
    question: z.string(),
    domains: z.array(z.enum(domains)).readonly().nullable(),
    state: z.enum(caseStates),
    givenAt: Time,
    decidedAt: Time.nullable(),
  })
  .openapi('ProposedCase');

export const CaseParams = z.object({ id: CaseIdText });
export const CasesQuery = z.object({
  state: z.enum(caseStates, { error: `must be one of ${caseStates.join(', ')}` }).optional(),
  limit: wholeNumber(100, 1).optional(),
  cursor: CaseIdText.optional(),
});

/** The body of POST …/accept: other words for the question, and to which domains it must go. */
export const AcceptInput = z
  .strictObject({
    question: text(longestQuestion).optional(),
    domains: DomainsInput.optional(),
  })
  .openapi('AcceptedCase');
