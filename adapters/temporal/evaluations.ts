import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import type { EvaluationEngine } from '../../domain/evaluation-ports.ts';
import { evaluationInput } from '../../domain/evaluation-steps.ts';
import { createEvaluationSchedule } from './evaluation-schedule.ts';
import { startOnce } from './start-once.ts';
import { translated } from './translated.ts';

/** Names that the client and the worker must agree on. */
export type EvaluationNames = { readonly workflowType: string; readonly taskQueue: string };

const deadlineMs = 5_000;

/**
 * Implements the workflow engine of evaluations with Temporal.
 *
 * Effect: gRPC with a short deadline; a server that does not answer is `dependency.down`.
 */
export function createEvaluationEngine(client: Client, names: EvaluationNames): EvaluationEngine {
  const within = <Result>(work: () => Promise<Result>): Promise<Result> =>
    translated(() => client.withDeadline(Date.now() + deadlineMs, work));
  return {
    start: (evaluation) =>
      within(() =>
        startOnce(client, names.workflowType, {
          taskQueue: names.taskQueue,
          workflowId: evaluation.workflowId,
          workflowIdConflictPolicy: 'USE_EXISTING',
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          args: [evaluationInput(evaluation)],
          staticSummary: `Evaluation of ${evaluation.suite}`,
        }),
      ),
    cancel: (workflowId) =>
      within(async () => {
        try {
          await client.workflow.getHandle(workflowId).cancel();
        } catch (error) {
          if (!(error instanceof WorkflowNotFoundError)) throw error;
        }
      }),
    isRunning: (workflowId) =>
      within(async () => {
        try {
          const { status } = await client.workflow.getHandle(workflowId).describe();
          return ['RUNNING', 'PAUSED', 'CONTINUED_AS_NEW'].includes(status.name);
        } catch (error) {
          if (error instanceof WorkflowNotFoundError) return false;
          throw error;
        }
      }),
    schedule: createEvaluationSchedule(client, names, within),
  };
}
