import { ScheduleAlreadyRunning } from '@temporalio/client';
import type { Client, ScheduleOptions } from '@temporalio/client';

/** What a schedule does, and when; not its state, in which a pause is. */
export type ScheduleParts = Pick<ScheduleOptions, 'spec' | 'action' | 'policies'>;

/** Whether a schedule is to stand still, and the note that its history shows. */
export type Standing = { readonly paused: boolean; readonly note: string };

/**
 * Creates a schedule, or changes all of it but its state, unless one is given.
 *
 * A state goes with the change, not in a request behind it: of a change and a pause that its schedule reads
 * together the server applies the pause first, and the state of the change then takes it back.
 *
 * Effect: gRPC.
 */
export async function putSchedule(
  client: Client,
  scheduleId: string,
  parts: ScheduleParts,
  standing?: Standing,
): Promise<void> {
  try {
    await client.schedule.create({ scheduleId, ...parts, ...(standing && { state: standing }) });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule
      .getHandle(scheduleId)
      .update(({ state }) => ({ ...parts, state: { ...state, ...standing } }));
  }
}
