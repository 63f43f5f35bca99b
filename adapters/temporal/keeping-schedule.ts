import { ScheduleAlreadyRunning } from '@temporalio/client';
import type { Client, ScheduleOptions } from '@temporalio/client';
import { translated } from './translated.ts';

export const keepingScheduleId = 'keeping';
const deadlineMs = 5_000;

/**
 * Makes the schedule that deletes what is kept no longer, every hour, one run at a time. A pause of somebody
 * stays.
 *
 * Effect: gRPC with a short deadline.
 *
 * @see https://docs.temporal.io/schedule
 */
export function putKeepingSchedule(
  client: Client,
  names: { readonly workflowType: string; readonly taskQueue: string },
): Promise<void> {
  const parts: Pick<ScheduleOptions, 'spec' | 'action' | 'policies'> = {
    spec: { intervals: [{ every: '1 hour' }], jitter: '5 minutes' },
    action: { type: 'startWorkflow', ...names, workflowId: 'keeping', args: [] },
    policies: { overlap: 'SKIP', catchupWindow: '1 hour', pauseOnFailure: false },
  };
  const put = async (): Promise<void> => {
    try {
      await client.schedule.create({ scheduleId: keepingScheduleId, ...parts });
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      const handle = client.schedule.getHandle(keepingScheduleId);
      await handle.update(({ state }) => ({ ...parts, state }));
    }
  };
  return translated(() => client.withDeadline(Date.now() + deadlineMs, put));
}
