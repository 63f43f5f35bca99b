import { Worker } from '@temporalio/worker';
import type { NativeConnection, WorkerOptions } from '@temporalio/worker';
import { genieSlotsPerWorker } from '../domain/budget.ts';
import { genieQueue, investigationQueue } from '../workflows/messages.ts';

export type WorkersOptions = {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly bundle: { code: string };
  readonly activities: object;
};

/** Two are enough for one process, and each keeps a long poll open at the server. */
const pollers = 2;
const shutdownGraceTime = '8 s';

/**
 * Creates the two workers of a process: one for workflows and their short activities, one for the
 * Genie activities, which mostly wait.
 *
 * Effect: connects to Temporal.
 */
export async function createWorkers(plan: WorkersOptions): Promise<readonly Worker[]> {
  const shared = {
    connection: plan.connection,
    namespace: plan.namespace,
    activities: plan.activities,
    shutdownGraceTime,
    shutdownForceTime: '9 s',
    maxConcurrentActivityTaskPolls: pollers,
  } satisfies Partial<WorkerOptions>;
  return Promise.all([
    Worker.create({
      ...shared,
      taskQueue: investigationQueue,
      workflowBundle: plan.bundle,
      maxConcurrentActivityTaskExecutions: 100,
      maxConcurrentWorkflowTaskPolls: pollers,
      maxCachedWorkflows: 500,
      stickyQueueScheduleToStartTimeout: '3 s',
    }),
    Worker.create({
      ...shared,
      taskQueue: genieQueue,
      maxConcurrentActivityTaskExecutions: genieSlotsPerWorker,
    }),
  ]);
}
