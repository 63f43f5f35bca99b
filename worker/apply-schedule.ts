import { AppError } from '../domain/errors.ts';
import type { EvaluationEngine } from '../domain/evaluation-ports.ts';
import type { Config } from '../config/index.ts';
import { isLocalHost } from './local-host.ts';

/**
 * Brings the schedule of the nightly evaluation in line with the settings. Off this machine it asks few
 * questions: others pay for them.
 *
 * Effect: calls to Temporal.
 *
 * @throws {Error} When Temporal refuses the expression.
 */
export async function applySchedule(
  schedule: EvaluationEngine['schedule'],
  { evaluation: { cron }, timeZone, databricks: { host } }: Config,
  warn: (facts: object, message: string) => void,
): Promise<void> {
  const suite = host !== null && isLocalHost(host) ? 'plain' : 'probe';
  try {
    await schedule.apply(cron === null ? null : { cron, timeZone, suite });
  } catch (err) {
    if (err instanceof AppError && err.code === 'input.invalid')
      throw new Error(`EVALUATION_CRON: found "${cron}"; ${err.message}`, { cause: err });
    // The next start of a worker tries again; investigations do not wait for it.
    warn({ err }, 'the schedule of the evaluation could not be set');
  }
}
