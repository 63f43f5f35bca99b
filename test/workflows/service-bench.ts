import { createEngine } from '../../adapters/temporal/engine.ts';
import { createWorkspace } from '../../local/workspace/workspace.ts';
import type { Workspace } from '../../local/workspace/workspace.ts';
import {
  investigationQueue,
  investigationType,
  proposalType,
  steerUpdateName,
} from '../../workflows/messages.ts';
import { startService } from '../api/service.ts';
import type { Service } from '../api/service.ts';
import { sharedCache } from '../local/data/cache.ts';
import { openScheduleBench } from './schedule-bench.ts';
import type { ScheduleBench } from './schedule-bench.ts';

/** A service whose investigations run at Temporal, and the workspace that they ask; its workers are started apart. */
export type ServiceBench = AsyncDisposable & {
  readonly workspace: Workspace;
  readonly temporal: ScheduleBench;
  readonly service: Service;
};

/** @param answerMs How long Genie takes for an answer. */
export async function openServiceBench(nowMs: number, answerMs: number): Promise<ServiceBench> {
  const cacheDir = await sharedCache();
  const workspace = await createWorkspace({ cacheDir, nowMs, days: 7, genieQpm: 1_000, answerMs });
  const [temporal] = await Promise.all([openScheduleBench(), workspace.ready]);
  const service = await startService({
    engine: createEngine(temporal.client, {
      workflowType: investigationType,
      taskQueue: investigationQueue,
      steerUpdate: steerUpdateName,
      proposalType,
    }),
  });
  return {
    workspace,
    temporal,
    service,
    [Symbol.asyncDispose]: async () => {
      await service.close();
      await workspace.close();
      await temporal[Symbol.asyncDispose]();
    },
  };
}
