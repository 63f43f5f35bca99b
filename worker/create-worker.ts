import { Worker } from '@temporalio/worker';
import type { NativeConnection, WorkerOptions } from '@temporalio/worker';
import { genieSlotsPerWorker } from '../domain/budget.ts';
import {
  deliveryQueue,
  deploymentName,
  genieQueue,
  investigationQueue,
} from '../workflows/messages.ts';

export type WorkersOptions = {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly bundle: { code: string };
  readonly activities: object;
  /** Where runs stay with the version that began them; null or absent where every worker takes all. */
  readonly version?: string | null;
};

/** Two are enough for one process, and each keeps a long poll open at the server. */
const pollers = 2;
const shutdownGraceTime = '8 s';
/** Messages that one process sends at a time. */
const deliverySlots = 20;

/** A worker with a version gets no task before its version is made the current one of the deployment. */
const versioned = (buildId: string | null): Pick<WorkerOptions, 'workerDeploymentOptions'> =>
  buildId === null
    ? {}
    : {
        workerDeploymentOptions: {
          version: { deploymentName, buildId },
          useWorkerVersioning: true,
          defaultVersioningBehavior: 'PINNED',
        },
      };

/**
 * Creates the three workers of a process: one for workflows and their short activities, one for the
 * Genie activities, which mostly wait, and one for messages to webhooks, whose targets may be slow.
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
    ...versioned(plan.version ?? null),
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
    Worker.create({
      ...shared,
      taskQueue: deliveryQueue,
      maxConcurrentActivityTaskExecutions: deliverySlots,
      maxConcurrentActivityTaskPolls: 1,
    }),
  ]);
}
