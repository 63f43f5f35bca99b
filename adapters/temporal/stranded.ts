import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client, WorkflowHandle } from '@temporalio/client';

/** `WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR`: the code would do something else than it did. */
const nonDeterministic = 24;

/** Between the newest events and the one that is looked for, only requests and ends of steps come. */
const looked = 100;

/**
 * Since when the newest workflow task of a run fails because its history cannot be replayed; null when it
 * does not, or there is no such run.
 *
 * Effect: one or two calls to Temporal.
 *
 * @see https://docs.temporal.io/workflow-definition#deterministic-constraints
 * @returns Epoch milliseconds.
 */
export async function strandedSinceMs(
  client: Client,
  handle: WorkflowHandle,
): Promise<number | null> {
  try {
    const { raw } = await handle.describe();
    const attempt = raw.pendingWorkflowTask?.attempt ?? 0;
    return attempt < 2 ? null : await newestFailure(client, handle);
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/** When the newest workflow task failed so; null when it did not. */
async function newestFailure(
  client: Client,
  { workflowId }: WorkflowHandle,
): Promise<number | null> {
  const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
    namespace: client.options.namespace,
    execution: { workflowId },
    maximumPageSize: looked,
  });
  const newest = history?.events?.find(
    (event) =>
      event.workflowTaskFailedEventAttributes ?? event.workflowTaskCompletedEventAttributes,
  );
  const isSo = newest?.workflowTaskFailedEventAttributes?.cause === nonDeterministic;
  return isSo ? Number(newest.eventTime?.seconds ?? 0) * 1000 : null;
}
