import { Cron } from 'croner';

/** Runs that are looked at: a day and more of the densest schedules. */
const runs = 300;

function read(cron: string, timeZone: string): Cron | string {
  if (cron.trim().split(/\s+/).length !== 5) return 'must have five fields, as in "0 6 * * *"';
  try {
    // Temporal needs both, the day of the month and the day of the week, to fit.
    return new Cron(cron, { paused: true, mode: '5-part', timezone: timeZone, domAndDow: true });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * What is wrong with a cron expression of five fields; null when nothing is.
 *
 * Pure, but for the clock.
 *
 * @param timeZone IANA, of the runtime.
 * @param leastMinutes The shortest time between two runs that is accepted.
 */
export function cronProblem(cron: string, timeZone: string, leastMinutes: number): string | null {
  const parsed = read(cron, timeZone);
  if (typeof parsed === 'string') return parsed;
  const times = parsed.nextRuns(runs).map((time) => time.getTime());
  if (times.length === 0) return 'never comes due';
  const isTooOften = times.some(
    (time, n) => n > 0 && time - (times[n - 1] ?? 0) < leastMinutes * 60_000,
  );
  return isTooOften ? `comes due more often than every ${leastMinutes} minutes` : null;
}
