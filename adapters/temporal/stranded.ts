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
    if (attempt < 2) return null;
    const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
      namespace: client.options.namespace,
      execution: { workflowId: handle.workflowId },
      maximumPageSize: looked,
    });
    const newest = history?.events?.find(
      (event) =>
        event.workflowTaskFailedEventAttributes ?? event.workflowTaskCompletedEventAttributes,
    );
    if (newest?.workflowTaskFailedEventAttributes?.cause !== nonDeterministic) return null;
    return Number(newest.eventTime?.seconds ?? 0) * 1000;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
