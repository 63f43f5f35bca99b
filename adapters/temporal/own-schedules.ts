import { ScheduleNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { ownScheduleId } from '../../domain/own-schedules.ts';
import type { OwnScheduleKind, OwnSchedules, Scheduled } from '../../domain/own-schedules.ts';
import { putSchedule } from './put-schedule.ts';
import type { ScheduleParts } from './put-schedule.ts';
import { translated } from './translated.ts';

/** Names that the client and the worker must agree on. */
export type OwnScheduleNames = {
  readonly kind: OwnScheduleKind;
  readonly workflowType: string;
  readonly taskQueue: string;
};

const deadlineMs = 5_000;

/** What was missed for longer is not made up for. */
const catchupWindow = '2 days';

/**
 * @see https://docs.temporal.io/schedule — of the runs that were missed, or came due while one runs, one is
 *   started: the others overlap with it.
 */
function partsOf(names: OwnScheduleNames, { id, owner, spec }: Scheduled): ScheduleParts {
  const { cron, everyMinutes, timeZone } = spec.schedule;
  const { kind, workflowType, taskQueue } = names;
  return {
    spec:
      cron === null
        ? { intervals: [{ every: (everyMinutes ?? 1) * 60_000 }] }
        : { cronExpressions: [cron], timezone: timeZone },
    action: {
      type: 'startWorkflow',
      workflowType,
      taskQueue,
      workflowId: ownScheduleId(kind, id),
      args: [{ id, owner }],
    },
    policies: { overlap: 'SKIP', catchupWindow, pauseOnFailure: false },
  };
}

/**
 * The schedules of watches, or of digests, at Temporal.
 *
 * Effect: gRPC with a short deadline.
 */
export function createOwnSchedules(client: Client, names: OwnScheduleNames): OwnSchedules {
  const within = <Result>(work: () => Promise<Result>): Promise<Result> =>
    translated(() => client.withDeadline(Date.now() + deadlineMs, work));
  const handleOf = (id: string) => client.schedule.getHandle(ownScheduleId(names.kind, id));
  return {
    put: (one) =>
      within(async () => {
        const paused = one.pausedAt !== null;
        const standing = { paused, note: paused ? 'Paused' : 'Resumed' };
        await putSchedule(client, ownScheduleId(names.kind, one.id), partsOf(names, one), standing);
      }),
    remove: (id) =>
      within(async () => {
        try {
          await handleOf(id).delete();
        } catch (error) {
          if (!(error instanceof ScheduleNotFoundError)) throw error;
        }
      }),
    trigger: (id) => within(() => handleOf(id).trigger('SKIP')),
  };
}

/**
 * Brings schedules in line, as after Temporal lost its data.
 *
 * Effect: as `put`, for each.
 *
 * @returns The ids of those that could not be set.
 */
export async function putAll(
  schedules: OwnSchedules,
  all: readonly Scheduled[],
): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const one of all)
    await schedules.put(one).catch(() => {
      failed.push(one.id);
    });
  return failed;
}
