import { admissionIds } from '../../adapters/admission-ids.ts';
import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import type { WorkflowHandle } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import { inject, vi } from 'vitest';
import type { EvaluationDeps } from '../../activities/evaluation/deps.ts';
import { createEvaluationActivities } from '../../activities/evaluation/index.ts';
import { createActivities } from '../../activities/index.ts';
import { createEvaluationStore } from '../../adapters/postgres/evaluations.ts';
import { createFeedbackStore } from '../../adapters/postgres/feedback.ts';
import type { EvaluationInput } from '../../domain/evaluation-steps.ts';
import { evaluationInput } from '../../domain/evaluation-steps.ts';
import type { FeedbackStore } from '../../domain/feedback.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { createWorkers } from '../../worker/create-worker.ts';
import { evaluationType, investigationQueue } from '../../workflows/messages.ts';
import { nowMs, openWorld } from '../activities/bench.ts';
import type { World } from '../activities/bench.ts';
import { quiet } from '../support/quiet-logger.ts';

export type EvaluationBench = AsyncDisposable & {
  readonly world: World;
  readonly client: Client;
  readonly deps: EvaluationDeps;
  readonly feedback: FeedbackStore;
  /** Starts workers; `stop` ends them as a shutdown does. */
  readonly work: () => Promise<{ readonly stop: () => Promise<void> }>;
  readonly start: (
    given: Partial<EvaluationInput>,
  ) => Promise<{ readonly id: string; readonly handle: WorkflowHandle }>;
};

const newId = (): string => `eva_${randomBytes(16).toString('hex')}`;

/** A namespace of its own: other suites run their workers on the same server. */
export async function openNamespace(connection: Connection): Promise<string> {
  const namespace = `evaluation-${randomBytes(4).toString('hex')}`;
  await connection.workflowService.registerNamespace({
    namespace,
    // The encoder takes a number too.
    workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
  });
  // The server reads the list of namespaces every few seconds.
  await vi.waitFor(
    () => connection.workflowService.listOpenWorkflowExecutions({ namespace, maximumPageSize: 1 }),
    { timeout: 20_000, interval: 100 },
  );
  return namespace;
}

/** Everything an evaluation needs, real: a workspace, PostgreSQL, Temporal and the product's workers. */
export async function openEvaluationBench(): Promise<EvaluationBench> {
  const address = inject('temporalAddress');
  Runtime.install({ logger: quiet });
  const [world, native, connection, bundle] = await Promise.all([
    openWorld(),
    NativeConnection.connect({ address }),
    Connection.connect({ address }),
    bundleWorkflows(quiet),
  ]);
  const namespace = await openNamespace(connection);
  const client = new Client({ connection, namespace });
  const now = () => nowMs;
  const feedback = createFeedbackStore(world.bench.pool);
  const deps: EvaluationDeps = {
    evaluations: createEvaluationStore(world.bench.pool),
    judge: null,
    webhook: null,
    feedback,
    investigations: world.bench.store,
    warehouse: world.deps.warehouse,
    statementOf: world.deps.statementOf,
    now,
    limits: {
      agentTimeoutMs: 100_000,
      genieQuestionsPerMinute: 1_000,
      queueMaxSeconds: 300,
      dailyGenieQuestions: null,
      maxBudgetSeconds: 3_600,
    },
    workspace: world.deps.genie.workspace,
    ids: { ...admissionIds, sealToken: null },
    quotaShare: 0.5,
    planted: async () => (await fetch(`${world.workspace.url}/__local/truth`)).json(),
  };
  return {
    world,
    client,
    deps,
    feedback,
    work: async () => {
      const workers = await createWorkers({
        connection: native,
        namespace,
        bundle,
        activities: {
          ...createActivities({ ...world.deps, now }),
          ...createEvaluationActivities(deps),
        },
      });
      const runs = workers.map((worker) => worker.run());
      return {
        stop: async () => {
          for (const worker of workers) worker.shutdown();
          await Promise.all(runs);
        },
      };
    },
    start: async (given) => {
      const id = newId();
      const first = { id, suite: 'probe', repeats: 1, caseIds: null, trigger: 'person' } as const;
      const handle = await client.workflow.start(evaluationType, {
        taskQueue: investigationQueue,
        workflowId: `evaluation-${id}`,
        args: [{ ...evaluationInput(first), ...given }],
      });
      return { id, handle };
    },
    [Symbol.asyncDispose]: async () => {
      await connection.close();
      await native.close();
      await world[Symbol.asyncDispose]();
    },
  };
}
