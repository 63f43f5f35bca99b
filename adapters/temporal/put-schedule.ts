import { ScheduleAlreadyRunning } from '@temporalio/client';
import type { Client, ScheduleOptions } from '@temporalio/client';

/** What a schedule does, and when; not its state, in which a pause is. */
export type ScheduleParts = Pick<ScheduleOptions, 'spec' | 'action' | 'policies'>;

/** Creates a schedule, or changes all of it but its state. Effect: gRPC. */
export async function putSchedule(
  client: Client,
  scheduleId: string,
  parts: ScheduleParts,
): Promise<void> {
  try {
    await client.schedule.create({ scheduleId, ...parts });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(scheduleId).update(({ state }) => ({ ...parts, state }));
  }
}
