import { afterAll, beforeAll, it } from 'vitest';
import { createOwnSchedules } from '../../adapters/temporal/own-schedules.ts';
import { ownScheduleId } from '../../domain/own-schedules.ts';
import { investigationQueue, watchCheckType } from '../../workflows/messages.ts';
import { until } from '../activities/bench.ts';
import { openScheduleBench } from './schedule-bench.ts';
import type { ScheduleBench } from './schedule-bench.ts';

let bench: ScheduleBench;
beforeAll(async () => {
  bench = await openScheduleBench();
});
afterAll(() => bench?.[Symbol.asyncDispose]());

/** Enough that the server reads the two requests of some pause together where there are two. */
const count = 100;
const atOnce = 10;
/** For all of them, on a machine that runs other tests, milliseconds. */
const limitMs = 25_000;

it('a pause stands, however soon the server reads it', async () => {
  const names = {
    kind: 'watch',
    workflowType: watchCheckType,
    taskQueue: investigationQueue,
  } as const;
  const schedules = createOwnSchedules(bench.client, names);
  const spec = { schedule: { cron: null, everyMinutes: 60, timeZone: 'UTC' } };
  const put = (n: number, pausedAt: string | null): Promise<void> =>
    schedules.put({ id: `w${n}`, owner: 'someone', spec, pausedAt });
  const isPaused = async (n: number): Promise<boolean> => {
    const handle = bench.client.schedule.getHandle(ownScheduleId('watch', `w${n}`));
    return (await handle.describe()).state.paused;
  };
  const all = Array.from({ length: count }, (_, n) => n);
  // Each request has five seconds, also on a machine that runs other tests.
  const putAll = async (pausedAt: string | null): Promise<void> => {
    for (let from = 0; from < count; from += atOnce)
      await Promise.all(all.slice(from, from + atOnce).map((n) => put(n, pausedAt)));
  };
  await putAll(null);
  await putAll('2026-11-18T00:00:00Z');
  const running = async () => (await Promise.all(all.map(isPaused))).filter((is) => !is).length;
  await until(async () => (await running()) === 0, limitMs);
  await putAll(null);
  await until(async () => (await running()) === count, limitMs);
});
