import type { Client } from '@temporalio/client';
import { putSchedule } from './put-schedule.ts';
import type { ScheduleParts } from './put-schedule.ts';
import { translated } from './translated.ts';

/** Work that is done again and again, one run at a time. Durations are as Temporal's, such as `1 hour`. */
export type IntervalWork = {
  readonly scheduleId: string;
  readonly workflowType: string;
  readonly taskQueue: string;
  readonly every: '15 minutes' | '1 hour';
  readonly jitter: '1 minute' | '5 minutes';
};

const deadlineMs = 5_000;

/**
 * Makes the schedule of such work, or brings it in line. A pause of somebody stays.
 *
 * Effect: gRPC with a short deadline.
 *
 * @see https://docs.temporal.io/schedule
 */
export function putIntervalSchedule(
  client: Client,
  { scheduleId, every, jitter, ...names }: IntervalWork,
): Promise<void> {
  const parts: ScheduleParts = {
    spec: { intervals: [{ every }], jitter },
    action: { type: 'startWorkflow', ...names, workflowId: scheduleId, args: [] },
    policies: { overlap: 'SKIP', catchupWindow: every, pauseOnFailure: false },
  };
  return translated(() =>
    client.withDeadline(Date.now() + deadlineMs, () => putSchedule(client, scheduleId, parts)),
  );
}
