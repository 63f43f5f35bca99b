import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { bundleWorkflowCode, Worker } from '@temporalio/worker';
import type { Logger, NativeConnection } from '@temporalio/worker';
import type { BareSteps } from '../steps.ts';
import { behindHttp, type HttpArm } from './behind-http.ts';

const taskQueue = 'bare';

export type EngineArm = HttpArm & {
  /** Number of history events of the last question. */
  readonly historyEvents: () => Promise<number>;
};

/**
 * The arm with Temporal only: the steps as activities of one workflow, with the worker settings of the
 * product.
 *
 * Effect: runs a worker in this process.
 */
export async function createEngineArm(
  client: Client,
  connection: NativeConnection,
  steps: BareSteps,
  logger: Logger,
): Promise<EngineArm> {
  const workflowsPath = fileURLToPath(new URL('bare-workflow.ts', import.meta.url));
  const worker = await Worker.create({
    connection,
    taskQueue,
    workflowBundle: await bundleWorkflowCode({ workflowsPath, logger }),
    activities: steps,
    maxConcurrentActivityTaskPolls: 2,
    maxConcurrentWorkflowTaskPolls: 2,
  });
  const running = worker.run();
  let workflowId = '';
  const arm = await behindHttp((question) => {
    workflowId = `bare-${randomUUID()}`;
    return client.workflow.execute('bare', { taskQueue, workflowId, args: [question] });
  });
  return {
    ...arm,
    historyEvents: () => countEvents(client, workflowId),
    close: async () => {
      await arm.close();
      worker.shutdown();
      await running;
    },
  };
}

/**
 * The number of events in the history of a workflow.
 *
 * Effect: reads it from the server.
 */
export async function countEvents(client: Client, workflowId: string): Promise<number> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  return events?.length ?? 0;
}
