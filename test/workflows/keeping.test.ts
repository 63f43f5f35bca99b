import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createKeepingActivities } from '../../activities/keep.ts';
import { createKeepingStore } from '../../adapters/postgres/memory-keeping.ts';
import { putIntervalSchedule } from '../../adapters/temporal/interval-schedule.ts';
import { intervalWork, investigationQueue } from '../../workflows/messages.ts';
import { concluded } from '../adapters/postgres/bench.ts';
import { openScheduleBench } from './schedule-bench.ts';
import type { ScheduleBench } from './schedule-bench.ts';

let bench: ScheduleBench;
beforeAll(async () => {
  bench = await openScheduleBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const put = () =>
  putIntervalSchedule(bench.client, { ...intervalWork[0], taskQueue: investigationQueue });

describe('the schedule that deletes what is kept no longer', () => {
  it('runs every hour, one at a time; a pause outlives the next start of a worker', async () => {
    await put();
    const handle = bench.client.schedule.getHandle('keeping');
    expect(await handle.describe()).toMatchObject({
      spec: { intervals: [{ every: 3_600_000 }] },
      policies: { overlap: 'SKIP' },
      state: { paused: false },
    });
    await handle.pause('a restore');
    // The engine takes a change up a moment after it has accepted it.
    await vi.waitFor(async () => expect((await handle.describe()).state.paused).toBe(true));
    await put();
    expect((await handle.describe()).state).toMatchObject({ paused: true, note: 'a restore' });
    await handle.unpause();
  });

  it('starts a run that deletes what is due', async () => {
    await put();
    const old = await bench.postgres.investigate({ domains: ['cost'] });
    await bench.postgres.work.conclude(old, concluded, 24);
    await bench.postgres.rows(`update investigations set created_at = now() - interval '400 days'`);
    await using _ = await bench.working(
      createKeepingActivities(
        createKeepingStore(bench.postgres.pool),
        { evidenceDays: 30, investigationDays: 365, memoryTtlHours: 24 },
        Date.now,
      ),
    );
    await bench.client.schedule.getHandle('keeping').trigger();
    await vi.waitFor(async () => expect(await bench.postgres.store.find(old)).toBeNull(), {
      timeout: 30_000,
      interval: 100,
    });
  });
});
