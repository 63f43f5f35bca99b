import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  condition,
  defineUpdate,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';
import type { FailureCode } from '../domain/errors.ts';
import type { EndStatus, InvestigationInput } from '../domain/investigation.ts';
import { createEffects } from './effects.ts';
import { emptyInbox, receive, refusalOf, reserve } from './inbox.ts';
import { investigate } from './investigate.ts';
import { steerUpdateName } from './messages.ts';
import type { SteerRequest } from './messages.ts';

/** A run can close as cancelled only after Temporal's own cancel request; without it, as completed. */
const cancelOnItsWay = '10 s';

const steerUpdate = defineUpdate<void, [SteerRequest]>(steerUpdateName);

/**
 * Runs one investigation under Temporal: cancel and steer set flags that the body reads, and an error
 * that the body throws is written as the investigation's end.
 */
export async function investigation(input: InvestigationInput): Promise<EndStatus> {
  const inbox = emptyInbox();
  const effects = createEffects();
  let over = false;

  setHandler(
    steerUpdate,
    async ({ ref, updateId, action }) => {
      // Two requests can pass the validator before the first of them is handled.
      const reason = refusalOf(inbox, action);
      if (reason !== null) throw refusal('input.conflict', reason);
      const undo = reserve(inbox, action);
      const recorded = await effects.start('steer', { ref, updateId, action }).result;
      if (!recorded.ok) {
        undo();
        throw refusal(recorded.failure.code, recorded.failure.message);
      }
      receive(inbox, action);
    },
    {
      validator: ({ ref, action }) => {
        if (ref.id !== input.id || ref.owner !== input.owner || over)
          throw refusal('input.conflict', 'The investigation has ended and cannot be changed.');
        const reason = refusalOf(inbox, action);
        if (reason !== null) throw refusal('input.conflict', reason);
      },
    },
  );
  let cancelArrived = false;
  CancellationScope.current().cancelRequested.catch(() => {
    cancelArrived = true;
    inbox.cancelRequested = true;
  });

  const status = await CancellationScope.nonCancellable(async () => {
    const end = await guarded(input, inbox, effects);
    over = true;
    await condition(allHandlersFinished);
    // A leg may have read the cancel in the row before the request itself arrives here.
    if (end === 'cancelled') await condition(() => cancelArrived, cancelOnItsWay);
    return end;
  });
  setCurrentDetails(`Ended: **${status}**`);
  if (cancelArrived && status === 'cancelled')
    throw new CancelledFailure('The investigation was cancelled.');
  return status;
}

function refusal(code: FailureCode, message: string): ApplicationFailure {
  return ApplicationFailure.create({ type: code, message, nonRetryable: true });
}

/** A plain error would make Temporal retry the workflow task without end, so it is written as the end. */
async function guarded(
  input: InvestigationInput,
  inbox: ReturnType<typeof emptyInbox>,
  effects: ReturnType<typeof createEffects>,
): Promise<EndStatus> {
  try {
    return await investigate(input, inbox, effects);
  } catch (error) {
    const status = inbox.cancelRequested ? 'cancelled' : 'failed';
    const message = error instanceof Error ? error.message : String(error);
    const concluded = await effects.start('conclude', {
      ref: { id: input.id, owner: input.owner },
      end: {
        status,
        openLanes: { outcome: status, detail: 'The investigation ended before this lane did.' },
        failure:
          status === 'failed' ? { code: 'bug', message: `Internal error: ${message}` } : null,
      },
    }).result;
    // The sweeper writes the end of a run that Temporal has closed as failed.
    if (!concluded.ok) throw ApplicationFailure.nonRetryable(message, 'bug');
    return concluded.value;
  }
}
