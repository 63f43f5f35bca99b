import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sweepStranded } from '../../api/sweep-stranded.ts';
import { sweepOnce } from '../../api/sweep.ts';
import { query } from '../../adapters/postgres/pool.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import type { RunState } from '../../domain/api-ports.ts';
import { anAnswer } from '../adapters/postgres/bench.ts';
import { event, finished, startService } from './service.ts';
import type { Service } from './service.ts';

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service.close());

async function age(id: InvestigationId, set: string): Promise<void> {
  await query(service.pool, `update investigations set ${set} where id = $1`, [id]);
}
const longQueued = `created_at = clock_timestamp() - interval '11 seconds'`;
const overdue = `deadline_at = clock_timestamp() - interval '31 seconds'`;
const longCancelled = `cancel_requested_at = clock_timestamp() - interval '11 seconds'`;

async function statusOf(id: InvestigationId): Promise<string | undefined> {
  return (await service.deps.store.find({ id, owner: 'local' }))?.status;
}

describe('the sweeper', () => {
  it('leaves a young one alone', async () => {
    await service.ask();
    service.engine.run = 'absent';
    await sweepOnce(service.deps);
    expect(service.engine.started).toHaveLength(1);
  });

  it('starts what was never started, with the same input', async () => {
    const { id } = await service.ask();
    await age(id, longQueued);
    service.engine.run = 'absent';
    await sweepOnce(service.deps);
    const [first, second] = service.engine.started;
    expect(second).toEqual(first);
    expect(await statusOf(id)).toBe('queued');
  });

  const endings: readonly (readonly [string, RunState, string])[] = [
    [longCancelled, 'absent', 'cancelled'],
    [longCancelled, 'cancelled', 'cancelled'],
    [longCancelled, 'failed', 'cancelled'],
    [overdue, 'completed', 'completed'],
    [overdue, 'cancelled', 'cancelled'],
    [overdue, 'failed', 'failed'],
  ];
  it.each(endings)('with %s and a run that is %s concludes %s', async (set, run, status) => {
    const { id } = await service.ask();
    await service.write(id, event('started', {}));
    await age(id, set);
    service.engine.run = run;
    await sweepOnce(service.deps);
    expect(await statusOf(id)).toBe(status);
    expect(service.engine.started).toHaveLength(1);
    const log = await service.deps.store.events(
      { id, owner: 'local' },
      { after: -1, limit: 9, withDeltas: true },
    );
    expect(log.at(-1)).toMatchObject({ type: 'finished', status });
    await sweepOnce(service.deps);
    expect(await service.count('events')).toBe(log.length);
  });

  it('repeats a cancel that the run has not heard', async () => {
    const { id } = await service.ask();
    await age(id, longCancelled);
    await sweepOnce(service.deps);
    expect(service.engine.cancelled).toEqual([id]);
    expect(await statusOf(id)).toBe('queued');
  });

  it('leaves a run alone that is only late', async () => {
    const { id } = await service.ask();
    await age(id, overdue);
    await sweepOnce(service.deps);
    expect([service.engine.started.length, service.engine.cancelled]).toEqual([1, []]);
    expect(await statusOf(id)).toBe('queued');
  });

  it('goes on after one that cannot be helped', async () => {
    const first = await service.ask();
    const second = await service.ask();
    for (const { id } of [first, second]) await age(id, longCancelled);
    const state = async (id: InvestigationId): Promise<RunState> => {
      if (id === first.id) throw new Error('no answer');
      return 'absent';
    };
    await sweepOnce({ ...service.deps, engine: { ...service.engine, state } });
    expect([await statusOf(first.id), await statusOf(second.id)]).toEqual(['queued', 'cancelled']);
  });

  const unmoved: readonly (readonly [string, string, () => Promise<RunState>])[] = [
    ['whose run does not end', 'failed', async () => 'running'],
    ['whose run cannot be looked at', 'failed', () => Promise.reject(new Error('no answer'))],
    ['that was cancelled and whose run does not end', 'cancelled', async () => 'running'],
  ];
  it.each(unmoved)('ends one %s an hour after its deadline: %s', async (_, status, state) => {
    const { id } = await service.ask();
    await service.write(id, event('started', {}));
    const deps = { ...service.deps, engine: { ...service.engine, state } };
    if (status === 'cancelled') await age(id, longCancelled);
    await age(id, `deadline_at = clock_timestamp() - interval '59 minutes'`);
    await sweepOnce(deps);
    expect(await statusOf(id)).toBe('running');
    await age(id, `deadline_at = clock_timestamp() - interval '61 minutes'`);
    await sweepOnce(deps);
    expect(await statusOf(id)).toBe(status);
    const log = await service.deps.store.events(
      { id, owner: 'local' },
      { after: -1, limit: 9, withDeltas: true },
    );
    const failure = status === 'failed' ? { code: 'dependency.down' } : null;
    expect(log.at(-1)).toMatchObject({ status, failure });
    // A run that goes on all the same would use up a slot for nothing.
    expect(service.engine.cancelled).toContain(id);
    expect(service.lines.map(({ level, message }) => [level, message])).toContainEqual([
      'warn',
      'an investigation was ended an hour after its deadline',
    ]);
  });

  it('keeps the answer of one that it ends', async () => {
    const { id } = await service.ask();
    await service.write(
      id,
      event('started', {}),
      event('answer.started', { pass: 1, attempt: 1 }, 'answer.started:1:1'),
      event('answer.finished', { answer: anAnswer(), usage: {} }, 'answer.finished:1:1'),
    );
    await age(id, `deadline_at = clock_timestamp() - interval '61 minutes'`);
    service.engine.run = 'failed';
    await sweepOnce(service.deps);
    expect(await statusOf(id)).toBe('completed');
  });

  it('touches nothing that has ended', async () => {
    const { id } = await service.ask();
    await service.write(id, finished());
    await age(id, overdue);
    service.engine.run = 'failed';
    await sweepOnce(service.deps);
    expect(await statusOf(id)).toBe('completed');
  });
});

describe('an investigation whose run is gone', () => {
  it('long before its deadline is found by its silence, told, and ended with what it had', async () => {
    const { id } = await service.ask();
    await service.write(id, event('started', {}));
    service.engine.run = 'running';
    await sweepStranded(service.deps, { stillMs: 0, endAfterMs: 0 });
    expect(await statusOf(id)).toBe('running');
    await age(id, `swept_at = null`);
    service.engine.run = 'absent';
    await sweepStranded(service.deps, { stillMs: 0, endAfterMs: 0 });
    const log = await service.deps.store.events(
      { id, owner: 'local' },
      { after: -1, limit: 9, withDeltas: true },
    );
    expect(log.at(-1)).toMatchObject({
      type: 'finished',
      failure: { code: 'dependency.down', message: expect.stringContaining('Try it again') },
    });
    // What runs was not started twice.
    expect(service.engine.started).toHaveLength(1);
  });
});
