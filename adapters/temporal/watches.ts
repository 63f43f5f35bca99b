import { ScheduleNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import type { WatchEngine } from '../../domain/watch-ports.ts';
import { watchScheduleId } from '../../domain/watch.ts';
import type { Watch, WatchRef } from '../../domain/watch.ts';
import type { EvaluationNames } from './evaluations.ts';
import { putSchedule } from './put-schedule.ts';
import type { ScheduleParts } from './put-schedule.ts';
import { translated } from './translated.ts';

const deadlineMs = 5_000;

/** What was missed for longer is not made up for. */
const catchupWindow = '2 days';

type Given = Parameters<WatchEngine['put']>[0];

/**
 * @see https://docs.temporal.io/schedule — of the runs that were missed, or came due while one runs, one is
 *   started: the others overlap with it.
 */
function partsOf(names: EvaluationNames, { id, owner, spec }: Given): ScheduleParts {
  const { cron, everyMinutes, timeZone } = spec.schedule;
  const ref: WatchRef = { id, owner };
  const scheduleId = watchScheduleId(id);
  return {
    spec:
      cron === null
        ? { intervals: [{ every: (everyMinutes ?? 1) * 60_000 }] }
        : { cronExpressions: [cron], timezone: timeZone },
    action: {
      type: 'startWorkflow',
      workflowType: names.workflowType,
      taskQueue: names.taskQueue,
      workflowId: scheduleId,
      args: [ref],
    },
    policies: { overlap: 'SKIP', catchupWindow, pauseOnFailure: false },
  };
}

/**
 * The schedules of watches at Temporal.
 *
 * Effect: gRPC with a short deadline.
 */
export function createWatchEngine(client: Client, names: EvaluationNames): WatchEngine {
  const within = <Result>(work: () => Promise<Result>): Promise<Result> =>
    translated(() => client.withDeadline(Date.now() + deadlineMs, work));
  return {
    put: (watch) =>
      within(async () => {
        const scheduleId = watchScheduleId(watch.id);
        await putSchedule(client, scheduleId, partsOf(names, watch));
        const handle = client.schedule.getHandle(scheduleId);
        await (watch.pausedAt === null ? handle.unpause('Resumed') : handle.pause('Paused'));
      }),
    remove: (id) =>
      within(async () => {
        try {
          await client.schedule.getHandle(watchScheduleId(id)).delete();
        } catch (error) {
          if (!(error instanceof ScheduleNotFoundError)) throw error;
        }
      }),
  };
}

/**
 * Brings the schedules of watches in line, as after Temporal lost its data.
 *
 * Effect: as `put`, for each.
 *
 * @returns The ids of those that could not be set.
 */
export async function putWatches(
  engine: WatchEngine,
  watches: readonly Pick<Watch, 'id' | 'owner' | 'spec' | 'pausedAt'>[],
): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const watch of watches)
    await engine.put(watch).catch(() => {
      failed.push(watch.id);
    });
  return failed;
}
