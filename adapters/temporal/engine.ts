import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { AppError } from '../../domain/errors.ts';
import { workflowIdOf } from '../../domain/ids.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import type { Engine, RunState } from '../../domain/api-ports.ts';
import type { InvestigationInput } from '../../domain/investigation.ts';
import { proposalWorkflowId } from '../../domain/proposals.ts';
import type { ProposalRef } from '../../domain/proposals.ts';
import { startOnce } from './start-once.ts';
import { strandedSinceMs } from './stranded.ts';
import { serverError } from './translated.ts';

/** Names that the client and the worker must agree on. */
export type EngineNames = {
  readonly workflowType: string;
  readonly taskQueue: string;
  readonly steerUpdate: string;
  readonly proposalType: string;
};

const states: Record<string, RunState> = {
  RUNNING: 'running',
  PAUSED: 'running',
  COMPLETED: 'completed',
  CANCELLED: 'cancelled',
};

/**
 * Implements the workflow engine of the API with Temporal.
 *
 * Effect: gRPC with short deadlines; a server that does not answer is `dependency.down`.
 */
export function createEngine(client: Client, names: EngineNames): Engine {
  const handle = (id: InvestigationId) => client.workflow.getHandle(workflowIdOf(id));
  const within = <Result>(ms: number, work: () => Promise<Result>): Promise<Result> =>
    translated(() => client.withDeadline(Date.now() + ms, work));
  return {
    start: (input) => within(5_000, () => start(client, names, input)),
    cancel: (id) =>
      within(3_000, async () => {
        await orIfAbsent(() => handle(id).cancel(), null);
      }),
    steer: (ref, updateId, action, deadlineMs) =>
      within(deadlineMs, async () => {
        const args: [object] = [{ ref, updateId, action }];
        await handle(ref.id).executeUpdate<void, [object]>(names.steerUpdate, { updateId, args });
      }),
    state: (id) => within(5_000, () => orIfAbsent(() => stateOf(handle(id)), 'absent')),
    strandedSinceMs: (id) => within(5_000, () => strandedSinceMs(client, handle(id))),
    terminate: (id, reason) =>
      within(3_000, async () => {
        await orIfAbsent(() => handle(id).terminate(reason), null);
      }),
    applyProposal: (ref) => within(5_000, () => applyProposal(client, names, ref)),
    ping: () =>
      within(3_000, async () => {
        await client.workflowService.getSystemInfo({});
      }),
  };
}

async function start(client: Client, names: EngineNames, input: InvestigationInput): Promise<void> {
  await startOnce(client, names.workflowType, {
    taskQueue: names.taskQueue,
    workflowId: workflowIdOf(input.id),
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    workflowTaskTimeout: '5 s',
    args: [input],
    staticSummary: `Investigation with a budget of ${input.budgetSeconds} s`,
  });
}

/** A run that failed is started again: what it did not do, nobody else does. */
async function applyProposal(client: Client, names: EngineNames, ref: ProposalRef): Promise<void> {
  await startOnce(client, names.proposalType, {
    taskQueue: names.taskQueue,
    workflowId: proposalWorkflowId(ref.id),
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
    args: [ref],
  });
}

async function stateOf(handle: WorkflowHandle): Promise<RunState> {
  const { status } = await handle.describe();
  return states[status.name] ?? 'failed';
}

async function orIfAbsent<Result, Else>(
  work: () => Promise<Result>,
  absent: Else,
): Promise<Result | Else> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return absent;
    throw error;
  }
}

async function translated<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) {
      throw new AppError('input.conflict', error.cause?.message ?? 'The investigation refused.', {
        cause: error,
      });
    }
    if (error instanceof WorkflowNotFoundError) {
      throw new AppError(
        'input.conflict',
        'The investigation has no running workflow, so it cannot be changed.',
        { cause: error },
      );
    }
    const what = serverError(error) ?? (error instanceof Error ? error.message : String(error));
    throw new AppError('dependency.down', `Temporal does not answer: ${what}`, { cause: error });
  }
}
