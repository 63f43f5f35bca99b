import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createActivities } from '../../activities/index.ts';
import { createWorkStore } from '../../adapters/postgres/work-store.ts';
import { sweepStranded } from '../../api/sweep-stranded.ts';
import { workflowIdOf } from '../../domain/ids.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import type { Investigation } from '../../domain/investigation.ts';
import { connectTo, until } from '../activities/bench.ts';
import { openServiceBench } from './service-bench.ts';
import type { ServiceBench } from './service-bench.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
/** Longer than the test: what is asked is not answered. */
const answerMs = 600_000;

let bench: ServiceBench;
let workspace: ServiceBench['workspace'];
let temporal: ServiceBench['temporal'];
let service: ServiceBench['service'];
beforeAll(async () => {
  bench = await openServiceBench(nowMs, answerMs);
  ({ workspace, temporal, service } = bench);
});
afterAll(() => bench?.[Symbol.asyncDispose]());

/** A worker of this version, or of one in which a step comes first that none of before had. */
const working = (isOther: boolean) =>
  temporal.working(
    createActivities({
      ...connectTo(temporal.postgres, workspace),
      now: () => nowMs,
      store: createWorkStore(service.pool),
    }),
    isOther
      ? (code) =>
          code.replaceAll("describe('Choosing the domains to ask')", "start('remember', {})")
      : undefined,
  );

const read = async (id: InvestigationId): Promise<Investigation> =>
  (await (await service.get(`/v1/investigations/${id}`)).json()) as Investigation;

/** An investigation whose question to Genie is open. */
async function asking(): Promise<InvestigationId> {
  const { id } = await service.ask({ question: 'Which jobs failed?', domains: ['reliability'] });
  await until(async () => (await read(id)).lanes[0]?.status === 'asking', 30_000);
  return id;
}
const handleOf = (id: InvestigationId) => temporal.client.workflow.getHandle(workflowIdOf(id));
const sweep = (endAfterMs: number) =>
  sweepStranded({ ...service.deps, engine: service.deps.engine }, { stillMs: 0, endAfterMs });

describe('a run that the running version cannot replay', () => {
  it('is found, told and ended with what it had; others go on', async () => {
    const one = await working(false);
    const id = await asking();
    await one[Symbol.asyncDispose]();
    await using _ = await working(true);
    // Whatever reaches it next has its history replayed.
    await handleOf(id).signal('anything');
    const { engine } = service.deps;
    await until(async () => (await engine.strandedSinceMs(id)) !== null, 40_000);
    // The version may be taken back for a while.
    await sweep(300_000);
    expect((await read(id)).status).toBe('running');
    await sweep(0);
    expect(await read(id)).toMatchObject({
      status: 'failed',
      lanes: [{ status: 'finished', outcome: 'failed' }],
      failure: { code: 'bug', message: expect.stringContaining('Try it again') as string },
    });
    expect(service.lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        message: 'a run that cannot be replayed was ended',
      }),
    );
    await until(async () => (await handleOf(id).describe()).status.name === 'TERMINATED');
    await sweep(0);
  }, 90_000);

  it('is none that waits, nor one that has no worker', async () => {
    const one = await working(false);
    const id = await asking();
    await sweep(0);
    await one[Symbol.asyncDispose]();
    await handleOf(id).signal('anything');
    await sweep(0);
    expect((await read(id)).status).toBe('running');
    await handleOf(id).terminate();
  }, 60_000);
});
