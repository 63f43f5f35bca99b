import { ScheduleAlreadyRunning } from '@temporalio/client';
import type { Client, ScheduleOptions } from '@temporalio/client';
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
  const parts: Pick<ScheduleOptions, 'spec' | 'action' | 'policies'> = {
    spec: { intervals: [{ every }], jitter },
    action: { type: 'startWorkflow', ...names, workflowId: scheduleId, args: [] },
    policies: { overlap: 'SKIP', catchupWindow: every, pauseOnFailure: false },
  };
  const put = async (): Promise<void> => {
    try {
      await client.schedule.create({ scheduleId, ...parts });
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      const handle = client.schedule.getHandle(scheduleId);
      await handle.update(({ state }) => ({ ...parts, state }));
    }
  };
  return translated(() => client.withDeadline(Date.now() + deadlineMs, put));
}
