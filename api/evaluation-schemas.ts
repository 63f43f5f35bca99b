import { z } from '@hono/zod-openapi';
import { evaluationStatuses, gateVerdicts, suiteNames, verdicts } from '../domain/evaluation.ts';
import { wholeNumber } from './inputs.ts';
import { DomainName, InvestigationIdText, list, orNull, Time } from './schema-parts.ts';

const EvaluationIdText = z.string().regex(/^eva_[0-9a-f]{32}$/, 'must be eva_ and 32 hex digits');
const SuiteInput = z.enum(suiteNames, { error: `must be one of ${suiteNames.join(', ')}` });

const Bar = z.object({
  scorer: z.string(),
  domain: DomainName.nullable(),
  bar: z.number(),
  minimum: z.int(),
  passed: z.int(),
  judged: z.int(),
  errors: z.int(),
  notRun: z.int(),
  share: z.number().nullable(),
  low: z.number(),
  high: z.number(),
  verdict: z.enum(gateVerdicts),
});

export const EvaluationBody = z
  .object({
    id: z.string(),
    workflowId: z.string(),
    suite: z.string(),
    repeats: z.int(),
    trigger: z.enum(['person', 'schedule']),
    status: z.enum(evaluationStatuses),
    cases: z.int(),
    judged: z.int(),
    asOf: Time,
    startedAt: Time,
    finishedAt: Time.nullable(),
    gate: z.union([z.object({ verdict: z.enum(gateVerdicts), bars: list(Bar) }), z.null()]),
    detail: z.string().nullable(),
  })
  .openapi('Evaluation');

export const EvaluationWithCases = EvaluationBody.extend({
  results: list(
    z.object({
      position: z.int(),
      caseId: z.string(),
      repeat: z.int(),
      question: z.string(),
      domains: list(DomainName),
      investigationId: orNull(InvestigationIdText),
      scores: list(
        z.object({
          scorer: z.string(),
          verdict: z.enum(verdicts),
          reason: z.string(),
          evidence: list(z.string()),
          stoppedBy: z.string().nullable(),
        }),
      ),
      figures: z
        .object({
          status: z.string(),
          asked: list(DomainName),
          certified: list(z.string()),
          firstLine: z.string(),
          numbers: list(z.string()),
          tookMs: z.number(),
          genieQuestions: z.int(),
          geniePolls: z.int(),
          tokens: z.int(),
        })
        .nullable(),
      judgedAt: Time.nullable(),
    }),
  ),
}).openapi('EvaluationWithCases');

export const NewEvaluationInput = z
  .strictObject({
    suite: SuiteInput.default('plain'),
    questionIds: z.array(z.string().min(1).max(200)).min(1).max(1_000).optional(),
    repeats: z.int().min(1, 'must be at least 1').max(10, 'must be at most 10').default(1),
  })
  .openapi('NewEvaluation');

export const EvaluationParams = z.object({ id: EvaluationIdText });
export const EvaluationsQuery = z.object({
  limit: wholeNumber(100, 1).optional(),
  cursor: EvaluationIdText.optional(),
});

export const ScheduleBody = z
  .object({
    cron: z.string(),
    timeZone: z.string(),
    suite: z.string(),
    paused: z.boolean(),
    note: z.string().nullable(),
    nextAt: list(Time),
    recent: list(z.object({ at: Time, workflowId: z.string() })),
  })
  .openapi('EvaluationSchedule');

const isTimeZone = (text: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).format(0) !== '';
  } catch {
    return false;
  }
};

export const ScheduleInput = z
  .strictObject({
    cron: z.string().min(1).max(200),
    timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin'),
    suite: SuiteInput,
  })
  .partial()
  .openapi('EvaluationScheduleChange');

export const NoteInput = z.strictObject({ note: z.string().max(500).default('') });

const Instant = z.iso.datetime({
  offset: true,
  error: 'must be a time such as 2026-11-20T02:00:00Z',
});

/** The longest time that is run again at once: a night each day would be 31 evaluations. */
const longestDays = 31;

export const BackfillInput = z
  .strictObject({ from: Instant, to: Instant })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ['to'],
    message: 'must be after from',
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= longestDays * 86_400_000, {
    path: ['from'],
    message: `must be at most ${longestDays} days before to`,
  })
  .openapi('Backfill');
