import { Worker } from '@temporalio/worker';
import type { NativeConnection, WorkerOptions } from '@temporalio/worker';
import { genieSlotsPerWorker } from '../domain/budget.ts';
import { genieQueue, investigationQueue } from '../workflows/messages.ts';

export type WorkerPlan = {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly bundle: { code: string };
  readonly activities: object;
};

/** On one machine few pollers are enough, and each costs the server a long poll. */
const pollers = 2;
const shutdownGraceTime = '8 s';

/**
 * Makes the two workers of one process: workflows with their short steps, and Genie's long ones,
 * which wait more than they work.
 *
 * Effect: registers with Temporal.
 */
export async function createWorkers(plan: WorkerPlan): Promise<readonly Worker[]> {
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
