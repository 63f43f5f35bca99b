import { z } from '@hono/zod-openapi';
import type { InputProblem } from '../domain/errors.ts';
import type { OwnSchedule } from '../domain/own-schedules.ts';
import { cronProblem } from '../language/cron.ts';
import { text } from './inputs.ts';

/** More often would be a load, and no number of the system tables moves faster. */
const leastMinutes = 5;
const mostMinutes = 10_080;
const minutesByDefault = 60;

/** A whole number of a body. */
export const whole = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.int(error).min(min, error).max(max, error);
};

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
};

/** When a watch or a digest runs. */
export const ScheduleInput = z
  .strictObject({
    cron: text(120).optional(),
    everyMinutes: whole(leastMinutes, mostMinutes).optional(),
    timeZone: z
      .string()
      .refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin')
      .default('UTC'),
  })
  .refine(
    ({ cron, everyMinutes }) => cron === undefined || everyMinutes === undefined,
    'has cron and everyMinutes: leave one out',
  );

type ScheduleInput = z.infer<typeof ScheduleInput>;

export const scheduleByDefault: ScheduleInput = { everyMinutes: minutesByDefault, timeZone: 'UTC' };

export const ScheduleBody = z.object({
  cron: z.string().nullable(),
  everyMinutes: z.int().nullable(),
  timeZone: z.string(),
});

/** The schedule of a body. Pure. */
export const scheduleOf = ({ cron, everyMinutes, timeZone }: ScheduleInput): OwnSchedule => ({
  cron: cron ?? null,
  everyMinutes: cron === undefined ? (everyMinutes ?? minutesByDefault) : null,
  timeZone,
});

/** What is wrong with the cron expression of a schedule. Pure, but for the clock. */
export function scheduleProblems({ cron, timeZone }: OwnSchedule): readonly InputProblem[] {
  const message = cron === null ? null : cronProblem(cron, timeZone, leastMinutes);
  return message === null ? [] : [{ path: 'schedule.cron', message }];
}
