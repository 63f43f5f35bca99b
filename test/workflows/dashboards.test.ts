import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { createDashboardActivities } from '../../activities/refresh-dashboards.ts';
import type { RefreshDeps } from '../../activities/refresh-dashboards.ts';
import { createDashboardShelf } from '../../adapters/postgres/dashboards.ts';
import { putIntervalSchedule } from '../../adapters/temporal/interval-schedule.ts';
import { AppError } from '../../domain/errors.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { createWorkers } from '../../worker/create-worker.ts';
import {
  dashboardRefreshType,
  intervalWork,
  investigationQueue,
} from '../../workflows/messages.ts';
import { openBench } from '../adapters/postgres/bench.ts';
import type { Bench } from '../adapters/postgres/bench.ts';
import { quiet } from '../support/quiet-logger.ts';
import { openNamespace } from './evaluation-bench.ts';

let bench: Bench;
let native: NativeConnection;
let connection: Connection;
let client: Client;
let namespace: string;

beforeAll(async () => {
  Runtime.install({ logger: quiet });
  const address = inject('temporalAddress');
  [bench, native, connection] = await Promise.all([
    openBench(),
    NativeConnection.connect({ address }),
    Connection.connect({ address }),
  ]);
  namespace = await openNamespace(connection);
  client = new Client({ connection, namespace });
});
afterAll(async () => {
  await connection.close();
  await native.close();
  await bench[Symbol.asyncDispose]();
});

/** Runs the work with what a workspace would say, for as long as the disposal waits. */
async function working(says: Pick<RefreshDeps, 'list' | 'tagsOf'>) {
  const shelf = createDashboardShelf(bench.pool, 'w.example');
  const workers = await createWorkers({
    connection: native,
    namespace,
    bundle: await bundleWorkflows(quiet),
    activities: createDashboardActivities({ shelf, ...says }),
  });
  const runs = workers.map((worker) => worker.run());
  return {
    shelf,
    [Symbol.asyncDispose]: async () => {
      for (const worker of workers) worker.shutdown();
      await Promise.all(runs);
    },
  };
}

const many = Array.from({ length: 20 }, (_, n) => ({ dashboardId: `d${n}`, title: `Board ${n}` }));

describe('the schedule that lists dashboards', () => {
  it('runs every fifteen minutes and stores them with their tags, for this workspace', async () => {
    const work = intervalWork.find(({ workflowType }) => workflowType === dashboardRefreshType);
    if (work === undefined) throw new Error('no such schedule');
    await using one = await working({
      list: async () => many,
      tagsOf: async (id) => (id === 'd19' ? ['domain:cost'] : []),
    });
    await putIntervalSchedule(client, { ...work, taskQueue: investigationQueue });
    const handle = client.schedule.getHandle('dashboards');
    expect(await handle.describe()).toMatchObject({
      spec: { intervals: [{ every: 900_000 }] },
      policies: { overlap: 'SKIP' },
    });
    await handle.trigger();
    await vi.waitFor(
      async () => {
        const found = await one.shelf.read();
        expect(found?.dashboards).toHaveLength(20);
        expect(found?.dashboards[19]).toEqual({ ...many[19], tags: ['domain:cost'] });
        expect(Math.abs((found?.atMs ?? 0) - Date.now())).toBeLessThan(60_000);
      },
      { timeout: 30_000, interval: 100 },
    );
    expect(await createDashboardShelf(bench.pool, 'other.example').read()).toBeNull();
  });

  it('leaves the list of before where one cannot be read to its end', async () => {
    await using one = await working({
      list: async () => many.slice(0, 2),
      tagsOf: async () => {
        throw new AppError('auth.denied', 'No.');
      },
    });
    const before = await one.shelf.read();
    const failing = client.workflow.execute(dashboardRefreshType, {
      taskQueue: investigationQueue,
      workflowId: 'dashboards-failing',
    });
    await expect(failing).rejects.toThrow();
    expect(await one.shelf.read()).toEqual(before);
  });
});
