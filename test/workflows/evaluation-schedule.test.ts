import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createEvaluationEngine } from '../../adapters/temporal/evaluations.ts';
import { AppError } from '../../domain/errors.ts';
import type { EvaluationEngine, ScheduleState } from '../../domain/evaluation-ports.ts';
import { evaluationType, investigationQueue } from '../../workflows/messages.ts';
import { until } from '../activities/bench.ts';
import { codeOf } from '../adapters/postgres/bench.ts';
import { openNamespace } from './evaluation-bench.ts';

let connection: Connection;
let client: Client;
let engine: EvaluationEngine;
let schedule: EvaluationEngine['schedule'];

beforeAll(async () => {
  connection = await Connection.connect({ address: inject('temporalAddress') });
  client = new Client({ connection, namespace: await openNamespace(connection) });
  engine = createEvaluationEngine(client, {
    workflowType: evaluationType,
    taskQueue: investigationQueue,
  });
  ({ schedule } = engine);
});
afterAll(() => connection.close());

const night = { cron: '0 2 * * *', timeZone: 'Europe/Berlin', suite: 'probe' };
const state = async (): Promise<ScheduleState> => {
  const found = await schedule.describe();
  if (found === null) throw new Error('there is no schedule');
  return found;
};
const hourIn = (timeZone: string, at = ''): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit' }).format(new Date(at));

describe('the schedule of the nightly evaluation', () => {
  it('is made by the settings where there is none, in their time zone', async () => {
    expect(await schedule.describe()).toBeNull();
    await schedule.apply(night);
    const made = await state();
    expect(made).toMatchObject({ ...night, paused: false, recent: [] });
    expect(hourIn('Europe/Berlin', made.nextAt[0])).toBe('02');
    const { policies } = await client.schedule.getHandle('nightly-evaluation').describe();
    expect(policies).toMatchObject({
      overlap: 'BUFFER_ONE',
      catchupWindow: 12 * 3_600_000,
      pauseOnFailure: false,
    });
  });

  it('keeps what a person changed, until the settings are others', async () => {
    await schedule.change({ cron: '30 4 * * *', timeZone: 'UTC', suite: 'plain' });
    await schedule.pause('the warehouse moves');
    // The engine takes a change up a moment after it has accepted it.
    await until(async () => (await state()).paused && (await state()).cron === '30 4 * * *');
    await schedule.apply(night);
    const kept = { cron: '30 4 * * *', timeZone: 'UTC', suite: 'plain', paused: true };
    expect(await state()).toMatchObject({ ...kept, note: 'the warehouse moves' });
    await schedule.apply({ ...night, cron: '0 3 * * *' });
    await until(async () => (await state()).cron === '0 3 * * *');
    expect(await state()).toMatchObject({ ...night, cron: '0 3 * * *', paused: true });
    await schedule.resume('it has moved');
    await until(async () => !(await state()).paused);
  });

  it.each(['99 2 * * *', '0 2 * * * * * * *', 'every night'])('refuses %s', async (cron) => {
    const before = await state();
    expect(await codeOf(schedule.change({ ...night, cron }))).toBe('input.invalid');
    await expect(schedule.apply({ ...night, cron })).rejects.toThrow(AppError);
    expect((await state()).cron).toBe(before.cron);
  });

  it('starts an evaluation when it is told to, and what was missed once', async () => {
    await schedule.trigger();
    await until(async () => (await state()).recent.length === 1);
    const [first] = (await state()).recent;
    expect(first?.workflowId).toMatch(/^evaluation-nightly-/);
    expect(await engine.isRunning(first?.workflowId ?? '')).toBe(true);
    // Four nights were missed: while one runs, one waits, and the others are dropped.
    const now = Date.now();
    await schedule.backfill(now - 4 * 86_400_000, now);
    const handle = client.schedule.getHandle('nightly-evaluation');
    await until(async () => (await handle.describe()).info.numActionsSkippedOverlap >= 3);
    expect((await state()).recent.length).toBe(1);
    await client.workflow.getHandle(first?.workflowId ?? '').terminate();
    await until(async () => (await state()).recent.length === 2);
    expect((await handle.describe()).info.runningActions.length).toBe(1);
  });

  it('fires by itself', async () => {
    const running = (await state()).recent[0]?.workflowId ?? '';
    const changedAt = new Date().toISOString();
    await schedule.change({ ...night, cron: '* * * * * * *' });
    await client.workflow.getHandle(running).terminate();
    await until(async () => (await state()).recent.some(({ at }) => at > changedAt));
  });

  it('is gone when it is switched off', async () => {
    await schedule.apply(null);
    expect(await schedule.describe()).toBeNull();
    await schedule.apply(null);
    expect(await codeOf(schedule.pause('?'))).toBe('input.not_found');
    expect(await codeOf(schedule.trigger())).toBe('input.not_found');
  });
});
