import { z } from '@hono/zod-openapi';
import { digestStatuses, mostQuestions } from '../domain/digest.ts';
import { statuses } from '../domain/investigation.ts';
import { longestQuestion, text } from './inputs.ts';
import { ScheduleBody, ScheduleInput } from './own-schedule-schemas.ts';
import { list, Time } from './schema-parts.ts';

/** The body of POST /v1/digests. */
export const NewDigestInput = z
  .strictObject({
    name: text(200),
    questions: z
      .array(text(longestQuestion))
      .min(1, 'must have a question')
      .max(mostQuestions, `must have at most ${mostQuestions} questions`),
    schedule: ScheduleInput.default({ cron: '0 7 * * *', timeZone: 'UTC' }),
    post: z.boolean().default(false),
  })
  .openapi('NewDigest');

export const DigestParams = z.object({ id: z.string() });

const fields = {
  id: z.string().openapi({ pattern: '^dig_[0-9a-f]{32}$' }),
  name: z.string(),
  questions: list(z.string()),
  schedule: ScheduleBody,
  post: z.boolean(),
  pausedAt: Time.nullable(),
  createdAt: Time,
};

/** A digest in a list. */
export const DigestBody = z.object(fields).openapi('Digest');

/** A digest with its newest reports, newest first. */
export const DigestWithRuns = z
  .object({
    ...fields,
    runs: list(
      z.object({
        at: Time,
        status: z.enum(digestStatuses),
        markdown: z.string().nullable(),
        parts: list(
          z.object({
            question: z.string(),
            investigationId: z.string().nullable(),
            status: z.enum([...statuses, 'refused', 'open']),
            line: z.string().nullable(),
          }),
        ),
        finishedAt: Time.nullable(),
        postedAt: Time.nullable(),
      }),
    ),
  })
  .openapi('DigestWithRuns');
