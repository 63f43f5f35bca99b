import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createActivities } from '../../activities/index.ts';
import { createWorkStore } from '../../adapters/postgres/work-store.ts';
import { workflowIdOf } from '../../domain/ids.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import type { Investigation } from '../../domain/investigation.ts';
import { deploymentName } from '../../workflows/messages.ts';
import { connectTo, until } from '../activities/bench.ts';
import { openServiceBench } from './service-bench.ts';
import type { ServiceBench } from './service-bench.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
let bench: ServiceBench;
let workspace: ServiceBench['workspace'];
let temporal: ServiceBench['temporal'];
let service: ServiceBench['service'];
beforeAll(async () => {
  bench = await openServiceBench(nowMs, 2_500);
  ({ workspace, temporal, service } = bench);
});
afterAll(() => bench?.[Symbol.asyncDispose]());

/** Versions whose workers have run a step of an investigation. */
const took = new Map<string, Set<string>>();
function working(version: string): Promise<AsyncDisposable> {
  const activities = createActivities({
    ...connectTo(temporal.postgres, workspace),
    now: () => nowMs,
    store: createWorkStore(service.pool),
  });
  const note = (id: string): void => {
    took.set(id, (took.get(id) ?? new Set()).add(version));
  };
  return temporal.working(
    {
      ...activities,
      askGenie: (args: Parameters<typeof activities.askGenie>[0]) => {
        note(args.ref.id);
        return activities.askGenie(args);
      },
      plan: (args: Parameters<typeof activities.plan>[0]) => {
        note(args.ref.id);
        return activities.plan(args);
      },
    },
    undefined,
    version,
  );
}
const setCurrent = (buildId: string): Promise<void> =>
  until(async () => {
    const { client } = temporal;
    const { namespace } = client.options;
    try {
      await client.workflowService.setWorkerDeploymentCurrentVersion({
        namespace,
        deploymentName,
        buildId,
      });
      return true;
    } catch {
      // Until its workers have polled, nobody knows the version.
      return false;
    }
  }, 20_000);

const read = async (id: InvestigationId): Promise<Investigation> =>
  (await (await service.get(`/v1/investigations/${id}`)).json()) as Investigation;
const asking = async (body: object): Promise<InvestigationId> => {
  const { id } = await service.ask({ question: 'Which jobs failed?', ...body });
  await until(async () => (await read(id)).lanes[0]?.status === 'asking', 30_000);
  return id;
};
const ended = (id: InvestigationId) =>
  until(async () => (await read(id)).finishedAt !== null, 40_000);
const versionsOf = (id: InvestigationId): string => [...(took.get(id) ?? [])].join(' ');

describe('workers with a version', () => {
  it('keep the runs that they began; the next round of a deep one is of the newest', async () => {
    await using _ = await working('one');
    await setCurrent('one');
    const domains = ['reliability'];
    const plain = await asking({ domains });
    const deep = await asking({ domains, mode: 'deep', budgetSeconds: 120 });
    await using __ = await working('two');
    await setCurrent('two');
    await Promise.all([ended(plain), ended(deep)]);
    const later = await asking({ domains });
    await ended(later);
    expect([versionsOf(plain), versionsOf(later)]).toEqual(['one', 'two']);
    expect(versionsOf(deep)).toBe('one two');
    expect((await read(deep)).status).toBe('completed');
    const { raw } = await temporal.client.workflow.getHandle(workflowIdOf(deep)).describe();
    expect(raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId).toBe('two');
  }, 120_000);
});
