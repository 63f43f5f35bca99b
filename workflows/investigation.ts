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
import type { EndStatus, InvestigationInput } from '../domain/investigation.ts';
import { createEffects } from './effects.ts';
import { emptyInbox, receive } from './inbox.ts';
import { investigate } from './investigate.ts';
import { steerUpdateName } from './messages.ts';
import type { SteerRequest } from './messages.ts';

const steerUpdate = defineUpdate<void, [SteerRequest]>(steerUpdateName);

/**
 * Runs one investigation under Temporal: cancel and steer become flags, whatever the body throws
 * becomes an end that is written.
 */
export async function investigation(input: InvestigationInput): Promise<EndStatus> {
  const inbox = emptyInbox();
  const effects = createEffects();
  let over = false;

  setHandler(
    steerUpdate,
    async ({ ref, updateId, action }) => {
      const recorded = await effects.start('steer', { ref, updateId, action }).result;
      if (!recorded.ok) {
        throw ApplicationFailure.create({
          type: recorded.failure.code,
          message: recorded.failure.message,
          nonRetryable: true,
        });
      }
      receive(inbox, action);
    },
    {
      validator: ({ ref }) => {
        if (ref.id !== input.id || ref.owner !== input.owner || over) {
          throw ApplicationFailure.create({
            type: 'input.conflict',
            message: 'The investigation takes no more wishes.',
            nonRetryable: true,
          });
        }
      },
    },
  );
  CancellationScope.current().cancelRequested.catch(() => {
    inbox.cancelRequested = true;
  });

  const status = await CancellationScope.nonCancellable(async () => {
    const end = await guarded(input, inbox, effects);
    over = true;
    await condition(allHandlersFinished);
    return end;
  });
  setCurrentDetails(`Ended: **${status}**`);
  if (status === 'cancelled') throw new CancelledFailure('The investigation was cancelled.');
  return status;
}

/** A plain error would repeat the workflow task for ever: it is written as the end instead. */
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
    // A run that ends as failed is one that the sweeper writes the end of.
    if (!concluded.ok) throw ApplicationFailure.nonRetryable(message, 'bug');
    return concluded.value;
  }
}
