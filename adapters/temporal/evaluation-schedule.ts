import { ScheduleNotFoundError } from '@temporalio/client';
import type { Client, ScheduleDescription } from '@temporalio/client';
import { AppError } from '../../domain/errors.ts';
import type {
  EvaluationEngine,
  ScheduleChange,
  ScheduleState,
} from '../../domain/evaluation-ports.ts';
import type { EvaluationInput } from '../../domain/evaluation-steps.ts';
import { evaluationInput } from '../../domain/evaluation-steps.ts';
import type { EvaluationNames } from './evaluations.ts';
import { putSchedule } from './put-schedule.ts';
import type { ScheduleParts } from './put-schedule.ts';

export const scheduleId = 'nightly-evaluation';

/** What the settings said when they last changed the schedule; the change of a person leaves it. */
type Memo = { readonly cron: string; readonly timeZone: string; readonly setting: string };

const keyOf = ({ cron, timeZone, suite }: ScheduleChange): string =>
  JSON.stringify([cron, timeZone, suite]);

/** Installations do not all start in the same second. */
const jitter = '2 minutes';

/**
 * @see https://docs.temporal.io/schedule — a missed run within the catch-up window is started when the
 *   server is back; one run waits while another is going on, further ones are dropped.
 */
function partsOf(names: EvaluationNames, change: ScheduleChange, setting: string): ScheduleParts {
  const { cron, timeZone, suite } = change;
  const rest = { id: null, repeats: 1, caseIds: null, trigger: 'schedule' } as const;
  // The memo of a schedule cannot be changed, that of its action can.
  const memo: Memo = { cron, timeZone, setting };
  return {
    // Every few seconds there is no room for jitter.
    spec: { cronExpressions: [cron], timezone: timeZone, ...(isNightly(cron) ? { jitter } : {}) },
    action: {
      type: 'startWorkflow',
      workflowType: names.workflowType,
      taskQueue: names.taskQueue,
      workflowId: 'evaluation-nightly',
      args: [evaluationInput({ ...rest, suite })],
      memo,
    },
    policies: { overlap: 'BUFFER_ONE', catchupWindow: '12 h', pauseOnFailure: false },
  };
}

/** Five fields name minutes at least; of six or seven the first may name seconds. */
const isNightly = (cron: string): boolean => cron.split(' ').length === 5;

function stateOf({ action, state, info }: ScheduleDescription): ScheduleState {
  const memo = action.memo as Memo | undefined;
  const [input] = (action.args ?? []) as readonly (EvaluationInput | undefined)[];
  return {
    cron: memo?.cron ?? '',
    timeZone: memo?.timeZone ?? 'UTC',
    suite: input?.suite ?? '',
    paused: state.paused,
    note: state.note ?? null,
    nextAt: info.nextActionTimes.slice(0, 3).map((at) => at.toISOString()),
    recent: info.recentActions.toReversed().map((one) => ({
      at: one.scheduledAt.toISOString(),
      workflowId: one.action.workflow.workflowId,
    })),
  };
}

const settingOf = ({ action }: ScheduleDescription): string | null =>
  (action.memo as Memo | undefined)?.setting ?? null;

async function find(client: Client): Promise<ScheduleDescription | null> {
  try {
    return await client.schedule.getHandle(scheduleId).describe();
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return null;
    throw error;
  }
}

async function orAbsent(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
    throw new AppError('input.not_found', 'There is no schedule: EVALUATION_CRON is off.', {
      cause: error,
    });
  }
}

type Within = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** The schedule of the nightly evaluation at Temporal. */
export function createEvaluationSchedule(
  client: Client,
  names: EvaluationNames,
  within: Within,
): EvaluationEngine['schedule'] {
  const handle = client.schedule.getHandle(scheduleId);
  const orRefuse = (work: () => Promise<void>) => within(() => orAbsent(work));
  return {
    describe: () =>
      within(async () => {
        const found = await find(client);
        return found === null ? null : stateOf(found);
      }),
    change: (change) =>
      within(async () => {
        const found = await find(client);
        const setting = (found === null ? null : settingOf(found)) ?? keyOf(change);
        await putSchedule(client, scheduleId, partsOf(names, change, setting));
      }),
    apply: (setting) =>
      within(async () => {
        const found = await find(client);
        if (setting === null) await (found === null ? undefined : handle.delete());
        else if (found === null || settingOf(found) !== keyOf(setting))
          await putSchedule(client, scheduleId, partsOf(names, setting, keyOf(setting)));
      }),
    // Without a note the server does nothing.
    pause: (note) => orRefuse(() => handle.pause(note || 'Paused')),
    resume: (note) => orRefuse(() => handle.unpause(note || 'Resumed')),
    trigger: () => orRefuse(() => handle.trigger('BUFFER_ONE')),
    backfill: (fromMs, toMs) => {
      const [start, end] = [new Date(fromMs), new Date(toMs)];
      return orRefuse(() => handle.backfill({ start, end, overlap: 'BUFFER_ONE' }));
    },
  };
}
