import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createDashboardActivities } from '../../activities/refresh-dashboards.ts';
import type { RefreshDeps } from '../../activities/refresh-dashboards.ts';
import { createDashboardShelf } from '../../adapters/postgres/dashboards.ts';
import { putIntervalSchedule } from '../../adapters/temporal/interval-schedule.ts';
import { AppError } from '../../domain/errors.ts';
import {
  dashboardRefreshType,
  intervalWork,
  investigationQueue,
} from '../../workflows/messages.ts';
import { openScheduleBench } from './schedule-bench.ts';
import type { ScheduleBench } from './schedule-bench.ts';

let bench: ScheduleBench;
beforeAll(async () => {
  bench = await openScheduleBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

/** Runs the work with what a workspace would say, for as long as the disposal waits. */
async function working(says: Pick<RefreshDeps, 'list' | 'tagsOf'>) {
  const shelf = createDashboardShelf(bench.postgres.pool, 'w.example');
  const work = await bench.working(createDashboardActivities({ shelf, ...says }));
  return { shelf, [Symbol.asyncDispose]: () => work[Symbol.asyncDispose]() };
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
    await putIntervalSchedule(bench.client, { ...work, taskQueue: investigationQueue });
    const handle = bench.client.schedule.getHandle('dashboards');
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
    expect(await createDashboardShelf(bench.postgres.pool, 'other.example').read()).toBeNull();
  });

  it('leaves the list of before where one cannot be read to its end', async () => {
    await using one = await working({
      list: async () => many.slice(0, 2),
      tagsOf: async () => {
        throw new AppError('auth.denied', 'No.');
      },
    });
    const before = await one.shelf.read();
    const failing = bench.client.workflow.execute(dashboardRefreshType, {
      taskQueue: investigationQueue,
      workflowId: 'dashboards-failing',
    });
    await expect(failing).rejects.toThrow();
    expect(await one.shelf.read()).toEqual(before);
  });
});
