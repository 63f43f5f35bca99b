import { Cron } from 'croner';

/** A schedule as Databricks keeps it: a Quartz expression of 6 or 7 fields, and a time zone. */
export type QuartzSchedule = { readonly expression: string; readonly timeZone: string };

const placeOf = { dayOfMonth: 3, dayOfWeek: 5 } as const;

/** Quartz writes the last Friday `6L`, and the last day of a week `L`. */
const lastWeekday = (field: string): string =>
  field === 'L' ? '7' : field.replace(/^(\w+)L$/, '$1#L');

function parse({ expression, timeZone }: QuartzSchedule): Cron | string {
  const fields = expression.trim().split(/\s+/);
  if (fields.length < 6 || fields.length > 7)
    return `expected 6 or 7 fields, as in "0 0 6 * * ?", and found ${fields.length === 1 && fields[0] === '' ? 0 : fields.length}`;
  const open = [fields[placeOf.dayOfMonth], fields[placeOf.dayOfWeek]].filter((f) => f === '?');
  if (open.length !== 1) return 'expected "?" for the day of the month or for the day of the week';
  const pattern = fields.map((field, n) => (n === placeOf.dayOfWeek ? lastWeekday(field) : field));
  try {
    return new Cron(pattern.join(' '), {
      paused: true,
      mode: '6-or-7-parts',
      alternativeWeekdays: true,
      sloppyRanges: true,
      timezone: timeZone,
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * What is wrong with a schedule; null when nothing is.
 *
 * Pure.
 */
export function quartzProblem(schedule: QuartzSchedule): string | null {
  try {
    // An unknown zone is only found when it is used.
    new Intl.DateTimeFormat('en', { timeZone: schedule.timeZone });
  } catch {
    return `${schedule.timeZone} is no time zone`;
  }
  const cron = parse(schedule);
  if (typeof cron === 'string') return cron;
  return cron.nextRun() === null ? 'it never comes due' : null;
}

/**
 * The newest time at which a schedule was due, at or before an instant; null when there is none.
 *
 * Pure.
 *
 * @param atMs Epoch milliseconds.
 */
export function lastDueMs(schedule: QuartzSchedule, atMs: number): number | null {
  const cron = parse(schedule);
  if (typeof cron === 'string') return null;
  // What comes before is without the instant itself.
  return cron.previousRuns(1, new Date(atMs + 1000))[0]?.getTime() ?? null;
}
