import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  condition,
  makeContinueAsNewFunc,
  defineUpdate,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { FailureCode } from '../domain/errors.ts';
import type { DeepState } from '../domain/deep.ts';
import type { EndStatus, InvestigationInput } from '../domain/investigation.ts';
import { createEffects } from './effects.ts';
import { emptyInbox, receive, refusalOf, reserve } from './inbox.ts';
import { investigate } from './investigate.ts';
import { carried, investigateRound } from './deep.ts';
import { deploymentName, steerUpdateName } from './messages.ts';
import type { SteerRequest } from './messages.ts';

/** How long to wait for Temporal's cancel request: only after it a run can close as cancelled. */
const cancelRequestTimeout = '10 s';

const steerUpdate = defineUpdate<void, [SteerRequest]>(steerUpdateName);

/**
 * Runs one investigation under Temporal: cancel and steer go into the inbox that `investigate`
 * reads, and an error that it throws is stored as the investigation's failure.
 */
export async function investigation(input: InvestigationInput): Promise<EndStatus> {
  const inbox = emptyInbox();
  const effects = createEffects();
  let ended = false;

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
        if (ref.id !== input.id || ref.owner !== input.owner || ended)
          throw refusal('input.conflict', 'The investigation has ended and cannot be changed.');
        const reason = refusalOf(inbox, action);
        if (reason !== null) throw refusal('input.conflict', reason);
      },
    },
  );
  let cancelReceived = false;
  CancellationScope.current().cancelRequested.catch(() => {
    cancelReceived = true;
    inbox.cancelRequested = true;
  });

  const status = await CancellationScope.nonCancellable(async () => {
    let end = await investigateOrConclude(input, inbox, effects);
    ended = typeof end === 'string';
    await condition(allHandlersFinished);
    // A cancel that came after the round is not carried into the next one.
    if (typeof end !== 'string' && inbox.cancelRequested) {
      ended = true;
      end = await investigateOrConclude(input, inbox, effects);
    }
    // A leg may have read the cancel in the row before the request arrives here.
    if (end === 'cancelled') await condition(() => cancelReceived, cancelRequestTimeout);
    return end;
  });
  if (typeof status !== 'string') return again(carried(status, input, inbox));
  setCurrentDetails(`Ended: **${status}**`);
  if (cancelReceived && status === 'cancelled')
    throw new CancelledFailure('The investigation was cancelled.');
  return status;
}

/** The next round is the one place at which a run that stays with its version goes over to the newest. */
function again(input: InvestigationInput): Promise<never> {
  const isVersioned = workflowInfo().currentDeploymentVersion?.deploymentName === deploymentName;
  return makeContinueAsNewFunc<typeof investigation>(
    isVersioned ? { initialVersioningBehavior: 'AUTO_UPGRADE' } : {},
  )(input);
}

function refusal(code: FailureCode, message: string): ApplicationFailure {
  return ApplicationFailure.create({ type: code, message, nonRetryable: true });
}

/**
 * A thrown error would make Temporal retry the workflow task forever, so it is stored as the
 * failure.
 */
async function investigateOrConclude(
  input: InvestigationInput,
  inbox: ReturnType<typeof emptyInbox>,
  effects: ReturnType<typeof createEffects>,
): Promise<EndStatus | DeepState> {
  try {
    const { deep } = input;
    return await (deep === undefined
      ? investigate(input, inbox, effects)
      : investigateRound(input, deep, inbox, effects));
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
    // The sweeper concludes an investigation whose run Temporal has closed as failed.
    if (!concluded.ok) throw ApplicationFailure.nonRetryable(message, 'bug');
    return concluded.value;
  }
}
