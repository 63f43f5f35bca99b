import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { createKeepingActivities } from '../../activities/keep.ts';
import { createKeepingStore } from '../../adapters/postgres/memory-keeping.ts';
import { putIntervalSchedule } from '../../adapters/temporal/interval-schedule.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { createWorkers } from '../../worker/create-worker.ts';
import { intervalWork, investigationQueue } from '../../workflows/messages.ts';
import { concluded, openBench } from '../adapters/postgres/bench.ts';
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

const put = () =>
  putIntervalSchedule(client, { ...intervalWork[0], taskQueue: investigationQueue });

describe('the schedule that deletes what is kept no longer', () => {
  it('runs every hour, one at a time; a pause outlives the next start of a worker', async () => {
    await put();
    const handle = client.schedule.getHandle('keeping');
    expect(await handle.describe()).toMatchObject({
      spec: { intervals: [{ every: 3_600_000 }] },
      policies: { overlap: 'SKIP' },
      state: { paused: false },
    });
    await handle.pause('a restore');
    await put();
    expect((await handle.describe()).state).toMatchObject({ paused: true, note: 'a restore' });
    await handle.unpause();
  });

  it('starts a run that deletes what is due', async () => {
    await put();
    const old = await bench.investigate({ domains: ['cost'] });
    await bench.work.conclude(old, concluded, 24);
    await bench.rows(`update investigations set created_at = now() - interval '400 days'`);
    const workers = await createWorkers({
      connection: native,
      namespace,
      bundle: await bundleWorkflows(quiet),
      activities: createKeepingActivities(
        createKeepingStore(bench.pool),
        { evidenceDays: 30, investigationDays: 365, memoryTtlHours: 24 },
        Date.now,
      ),
    });
    const runs = workers.map((worker) => worker.run());
    await client.schedule.getHandle('keeping').trigger();
    await vi.waitFor(async () => expect(await bench.store.find(old)).toBeNull(), {
      timeout: 30_000,
      interval: 100,
    });
    for (const worker of workers) worker.shutdown();
    await Promise.all(runs);
  });
});
