import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import type { Logger } from '@temporalio/worker';

/**
 * Bundles the workflows for Temporal's sandbox; takes about a second.
 *
 * Effect: reads `workflows/` and what it imports.
 */
export async function bundleWorkflows(logger: Logger): Promise<{ code: string }> {
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
    logger,
  });
}
