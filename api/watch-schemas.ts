import { z } from '@hono/zod-openapi';
import { watchCheckKinds, watchEventKinds, watchOperators, watchStates } from '../domain/watch.ts';
import { longestQuestion, text } from './inputs.ts';
import { scheduleByDefault, ScheduleBody, ScheduleInput, whole } from './own-schedule-schemas.ts';
import { list, orNull, Time } from './schema-parts.ts';

const mostStatements = 1_440;
const mostTimes = 10;
const longestSnoozeHours = 24 * 30;

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 22:00');

const ConditionInput = z.strictObject({
  column: text(200),
  operator: z.enum(watchOperators, { error: `must be one of ${watchOperators.join(', ')}` }),
  threshold: z.number('must be a number'),
  recoversAt: z.number('must be a number').optional(),
  times: whole(1, mostTimes).default(2),
});

const QuietInput = z
  .strictObject({ from: Clock, to: Clock })
  .refine(({ from, to }) => from !== to, 'has no length: from and to are the same');

const parts = {
  name: text(200),
  parameters: z.record(z.string(), z.string().max(500)),
  condition: ConditionInput,
  schedule: ScheduleInput,
  quietHours: QuietInput.nullable(),
  statementsPerDay: whole(1, mostStatements),
  investigate: z.boolean(),
};

/** The body of POST /v1/watches. */
export const NewWatchInput = z
  .strictObject({
    ...parts,
    name: parts.name.optional(),
    question: text(longestQuestion).openapi({
      description: 'The id of a certified question, or its words',
    }),
    parameters: parts.parameters.default({}),
    schedule: parts.schedule.default(scheduleByDefault),
    quietHours: parts.quietHours.default(null),
    statementsPerDay: parts.statementsPerDay.default(300),
    investigate: parts.investigate.default(true),
  })
  .openapi('NewWatch');
export type NewWatchInput = z.infer<typeof NewWatchInput>;

/** The body of PATCH /v1/watches/{id}; what is left out stays. */
export const WatchChangeInput = z.strictObject(parts).partial().openapi('WatchChange');
export type WatchChangeInput = z.infer<typeof WatchChangeInput>;

/** The body of POST …/snooze; 0 hours end it. */
export const SnoozeInput = z
  .strictObject({
    hours: z
      .number('must be a number')
      .min(0, 'must be at least 0')
      .max(longestSnoozeHours, `must be at most ${longestSnoozeHours}`),
  })
  .openapi('Snooze');

export const WatchParams = z.object({ id: z.string() });

const Detail = z.object({ reason: z.string(), remedy: z.string() });

const fields = {
  id: z.string().openapi({ pattern: '^wat_[0-9a-f]{32}$' }),
  name: z.string(),
  question: z.object({ id: z.string(), text: z.string() }),
  parameters: z.record(z.string(), z.string()),
  condition: z.object({
    column: z.string(),
    operator: z.enum(watchOperators),
    threshold: z.number(),
    recoversAt: z.number(),
    times: z.int(),
    text: z.string(),
  }),
  schedule: ScheduleBody,
  quietHours: orNull(z.object({ from: z.string(), to: z.string() })),
  statementsPerDay: z.int(),
  statementsToday: z.int(),
  investigate: z.boolean(),
  state: z.enum(watchStates).openapi({
    description: 'unknown: the newest check could not be evaluated, detail says why',
  }),
  detail: orNull(Detail),
  objects: list(
    z.object({
      label: z.string(),
      state: z.enum(['ok', 'firing']),
      streak: z.int(),
      value: z.number().nullable(),
      since: Time,
      isTold: z.boolean(),
      acknowledgedAt: Time.nullable(),
    }),
  ),
  pausedAt: Time.nullable(),
  snoozedUntil: Time.nullable(),
  checkedAt: Time.nullable(),
  createdAt: Time,
};

/** A watch in a list. */
export const WatchBody = z.object(fields).openapi('Watch');

/** A watch with its newest lines and checks, newest first. */
export const WatchWithLog = z
  .object({
    ...fields,
    events: list(
      z.object({
        n: z.int(),
        at: Time,
        kind: z.enum(watchEventKinds),
        objects: list(z.object({ label: z.string(), value: z.number().nullable() })),
        held: z.enum(['quiet_hours', 'snoozed']).nullable(),
        detail: orNull(Detail),
        investigationId: z.string().nullable(),
      }),
    ),
    checks: list(z.object({ at: Time, kind: z.enum(watchCheckKinds), beyond: z.int() })),
  })
  .openapi('WatchWithLog');
