import { z } from '@hono/zod-openapi';
import {
  alertAggregations,
  alertOperators,
  conditionText,
  proposalStatuses,
} from '../domain/proposals.ts';
import type { Proposal } from '../domain/proposals.ts';
import type { EvidenceId } from '../domain/ids.ts';
import { text } from './inputs.ts';

const Hash = z.string().regex(/^[0-9a-f]{64}$/, 'must be the hash that the proposal shows');
const Threshold = z.union([z.number(), z.string().max(200), z.boolean()], {
  error: 'must be a number, a text, true or false',
});
const Schedule = z.strictObject({ cron: text(120), timeZone: text(64) });
const Subscriber = z
  .string()
  .regex(/^([^\s@,]+@[^\s@,]+\.[^\s@,]+|[\w-]{1,64})$/, 'must be an e-mail address or an id');

const condition = {
  column: text(200),
  aggregation: z.enum(alertAggregations).nullable(),
  operator: z.enum(alertOperators),
  threshold: Threshold,
  whenEmpty: z.enum(['OK', 'TRIGGERED', 'UNKNOWN']),
};

/** The body of POST …/approve. */
export const ApprovalInput = z.strictObject({ hash: Hash }).openapi('Approval');

/** The body of PATCH …/proposals/{pid}: what is to be other than proposed. */
export const ProposalChange = z
  .strictObject({
    hash: Hash,
    condition: z.strictObject(condition).partial().optional(),
    schedule: Schedule.optional(),
    notifies: z.array(Subscriber).max(20).optional(),
  })
  .openapi('ProposalChange');

export const ProposalParams = z.object({ id: z.string(), pid: z.string() });

/** A proposal as an investigation shows it. */
export const ProposalBody = z
  .object({
    id: z.string(),
    kind: z.literal('alert'),
    summary: z.string(),
    status: z.enum(proposalStatuses),
    hash: z.string(),
    detail: z.string().nullable(),
    alertId: z.string().nullable(),
    content: z.object({
      title: z.string(),
      reason: z.string(),
      evidenceId: z.custom<EvidenceId>().openapi({ type: 'string' }),
      certified: z.string(),
      sql: z.string(),
      columns: z.array(z.object({ name: z.string(), type: z.string() })).readonly(),
      condition: z.object(condition),
      schedule: z.object({ cron: z.string(), timeZone: z.string() }),
      notifies: z.array(z.string()).readonly(),
      warehouseId: z.string(),
    }),
  })
  .openapi('Proposal');

export const AlertParams = z.object({ pid: z.string() });

/** An alert that was made from a proposal, as the workspace has it now. */
export const AlertBody = z
  .object({
    id: z.string().openapi({ description: 'Of its proposal' }),
    investigationId: z.string(),
    title: z.string(),
    condition: z.string(),
    alertId: z.string(),
    state: z
      .string()
      .openapi({ description: 'OK, TRIGGERED, UNKNOWN or ERROR; deleted where it is gone' }),
    paused: z.boolean(),
    lastEvaluatedAt: z.string().nullable(),
    url: z.string().nullable(),
  })
  .openapi('Alert');

/** What an alert watches, in words. Pure. */
export const watchedBy = ({ content }: Proposal): string => conditionText(content.condition);
