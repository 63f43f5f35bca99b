import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Client, WorkflowStartOptions } from '@temporalio/client';

/**
 * Starts a run, or leaves the one that has its id: whether one that ended may run again is for the options to
 * say.
 *
 * Effect: gRPC.
 */
export async function startOnce(
  client: Client,
  workflowType: string,
  options: WorkflowStartOptions,
): Promise<void> {
  try {
    await client.workflow.start(workflowType, options);
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
