import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownScheduleId } from '../../domain/own-schedules.ts';
import type { Warehouse } from '../../domain/warehouse.ts';
import { until } from '../activities/bench.ts';
import { calmAt, openWatchBench, stormAt } from './watch-bench.ts';
import type { WatchBench } from './watch-bench.ts';

let bench: WatchBench;
let workers: AsyncDisposable;
/** Statements of checks; investigations that a watch began run theirs at the same time. */
let statements = 0;
beforeAll(async () => {
  bench = await openWatchBench();
  const { warehouse } = bench.deps;
  workers = await bench.working({
    warehouse: warehouse && {
      ...warehouse,
      run: (...args) => {
        statements += 1;
        return warehouse.run(...args);
      },
    },
  });
});
afterAll(async () => {
  await workers?.[Symbol.asyncDispose]();
  await bench?.[Symbol.asyncDispose]();
});

const kindsOf = (watch: { readonly events: readonly { readonly kind: string }[] }) =>
  watch.events.map(({ kind }) => kind).toReversed();

/** Checks a watch again and again, each time by another clock. */
async function checksAt(id: string, times: readonly string[]): Promise<readonly string[]> {
  const states: string[] = [];
  let now = '';
  for (const time of times) {
    if (time !== now) await bench.clock(time);
    now = time;
    states.push((await bench.check(id)).state);
  }
  return states;
}

describe('a watch', () => {
  it('fires once when the data worsens, not on a flicker, and again after it recovered', async () => {
    const { id } = await bench.add();
    const flicker = [calmAt, stormAt, calmAt];
    expect(await checksAt(id, flicker)).toEqual(['ok', 'ok', 'ok']);
    expect(kindsOf(await bench.show(id))).toEqual(['created']);
    expect(await checksAt(id, [stormAt, stormAt, stormAt])).toEqual(['ok', 'firing', 'firing']);
    const fired = await bench.show(id);
    expect(kindsOf(fired)).toEqual(['created', 'fired']);
    expect(fired.events[0]?.objects[0]?.value).toBeGreaterThan(20);
    expect(await checksAt(id, [calmAt, calmAt])).toEqual(['firing', 'ok']);
    expect(await checksAt(id, [stormAt, stormAt])).toEqual(['ok', 'firing']);
    const again = await bench.show(id);
    expect(kindsOf(again)).toEqual(['created', 'fired', 'recovered', 'fired']);
    expect(again.checks.map(({ kind }) => kind)).toEqual(Array.from({ length: 10 }, () => 'rows'));
  }, 120_000);

  it('has a deep investigation of what fired, by its owner, linked to it and begun once', async () => {
    await bench.clock(stormAt);
    const { id } = await bench.add({ condition: { ...failing, times: 1 } });
    const { events } = await bench.check(id);
    const investigation = events[0]?.investigationId ?? '';
    const reply = await bench.service.get(`/v1/investigations/${investigation}`);
    expect(await reply.json()).toMatchObject({ mode: 'deep', question: asksWhy as string });
    const handle = bench.client.workflow.getHandle(`investigation-${investigation}`);
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await handle.terminate();
    await bench.check(id);
    expect((await bench.show(id)).events.length).toBe(2);
  });

  it('tells nothing while it is snoozed, and what fires still once that is over', async () => {
    await bench.clock(stormAt);
    const quick = { condition: { ...failing, times: 1 }, investigate: false };
    const { id } = await bench.add(quick);
    const act = (verb: string, body: object) =>
      bench.service.post(`/v1/watches/${id}/${verb}`, body);
    await act('snooze', { hours: 1 });
    expect(await bench.check(id)).toMatchObject({
      state: 'firing',
      events: [{ kind: 'fired', held: 'snoozed' }, {}, {}],
      objects: [{ isTold: false }],
    });
    await act('snooze', { hours: 0 });
    expect((await bench.check(id)).events[0]?.kind).toBe('told');
    expect((await bench.check(id)).events[0]?.kind).toBe('told');
  });

  it('tells nothing in quiet hours, nor what its owner has acknowledged in them', async () => {
    const now = new Date().toISOString().slice(11, 16);
    const later = new Date(Date.now() + 3_600_000).toISOString().slice(11, 16);
    const { id } = await bench.add({
      condition: { ...failing, times: 1 },
      quietHours: { from: now, to: later },
    });
    expect((await bench.check(id)).events[0]).toMatchObject({
      held: 'quiet_hours',
      investigationId: null,
    });
    await bench.service.post(`/v1/watches/${id}/acknowledge`);
    await bench.service.pool.query(
      `update watches set spec = spec || '{"quietHours": null}' where id = $1`,
      [id],
    );
    expect((await bench.check(id)).events[0]?.kind).toBe('acknowledged');
  });

  it('that is paused asks nothing, also when a run of it comes', async () => {
    const { id } = await bench.add();
    await bench.service.post(`/v1/watches/${id}/pause`);
    const handle = bench.client.schedule.getHandle(ownScheduleId('watch', id));
    await until(async () => (await handle.describe()).state.paused);
    const before = statements;
    expect(await bench.check(id)).toMatchObject({ state: 'new', checks: [{ kind: 'paused' }] });
    expect(statements).toBe(before);
    await bench.service.post(`/v1/watches/${id}/resume`);
    await until(async () => !(await handle.describe()).state.paused);
    expect((await bench.check(id)).checks[0]?.kind).toBe('rows');
    expect(statements).toBe(before + 1);
  });

  it('asks no more statements than a day has, and says so', async () => {
    const { id } = await bench.add({ statementsPerDay: 1 });
    await bench.check(id);
    expect(await bench.check(id)).toMatchObject({
      state: 'unknown',
      detail: { reason: 'The 1 statements of this UTC day are used up.' },
      checks: [{ kind: 'ceiling' }, { kind: 'rows' }],
      statementsToday: 1,
    });
  });
});

const failing = { column: 'failed_runs', operator: 'GREATER_THAN', threshold: 20 };
const asksWhy: unknown = expect.stringMatching(
  /^Why is the number of failed runs of .+ above 20\?/,
);

describe('a check that cannot be evaluated', () => {
  it.each([
    ['is a state of its own, told once', 'denied'],
    ['is no reason to recover', 'failed'],
  ] as const)('%s', async (_, kind) => {
    await bench.clock(stormAt);
    const { id } = await bench.add({ condition: { ...failing, times: 1 }, investigate: false });
    expect((await bench.check(id)).state).toBe('firing');
    await workers[Symbol.asyncDispose]();
    const end = { kind, reason: 'No table.', remedy: 'GRANT SELECT' } as const;
    const warehouse: Warehouse = { id: 'w', run: async () => end };
    workers = await bench.working({ warehouse });
    for (const __ of [1, 2])
      expect(await bench.check(id)).toMatchObject({
        state: 'unknown',
        detail: { reason: 'No table.' },
        objects: [{ state: 'firing' }],
      });
    await workers[Symbol.asyncDispose]();
    workers = await bench.working();
    expect((await bench.check(id)).state).toBe('firing');
    expect(kindsOf(await bench.show(id))).toEqual(['created', 'fired', 'unknown', 'known']);
  });
});

describe('the schedule of a watch', () => {
  const scheduleOf = (id: string) => bench.client.schedule.getHandle(ownScheduleId('watch', id));

  it('catches up once what was missed for a day', async () => {
    const { id } = await bench.add({ schedule: { everyMinutes: 144 }, investigate: false });
    const before = (await bench.show(id)).checks.length;
    const now = Date.now();
    const missed = { start: new Date(now - 86_400_000), end: new Date(now) };
    await workers[Symbol.asyncDispose]();
    await scheduleOf(id).backfill(missed);
    const skipped = async () => (await scheduleOf(id).describe()).info.numActionsSkippedOverlap;
    // The server takes ten times of the past at once.
    await until(async () => (await skipped()) === 9);
    workers = await bench.working();
    await until(async () => (await bench.show(id)).checks.length > before, 30_000);
    await until(
      async () => (await scheduleOf(id).describe()).info.runningActions.length === 0,
      30_000,
    );
    expect((await bench.show(id)).checks.length).toBe(before + 1);
  });

  it('is gone with it, and another start of a worker makes those that are missing', async () => {
    const { id } = await bench.add();
    await scheduleOf(id).delete();
    const [watch] = (await bench.deps.watches.all()).filter((one) => one.id === id);
    if (watch === undefined) throw new Error('no watch');
    await bench.service.deps.watches.schedules.put(watch);
    expect((await scheduleOf(id).describe()).spec.intervals).toMatchObject([{ every: 3_600_000 }]);
    const gone = await fetch(`${bench.service.url}/v1/watches/${id}`, { method: 'DELETE' });
    expect(gone.status).toBe(204);
    expect((await bench.service.get(`/v1/watches/${id}`)).status).toBe(404);
    await expect(scheduleOf(id).describe()).rejects.toThrow();
  });
});

describe('a watch that cannot be', () => {
  const bad: readonly (readonly [string, object, string, string | RegExp])[] = [
    ['of no certified question', { question: 'Which jobs are nice?' }, 'question', /no certified/],
    [
      'on a column that it lacks',
      { condition: { ...failing, column: 'cost' } },
      'condition.column',
      /no column cost/,
    ],
    [
      'on a column of text',
      { condition: { ...failing, column: 'job_name' } },
      'condition.column',
      /no number/,
    ],
    ['on what never has rows', { parameters: { workspace: 'nowhere' } }, 'question', /no rows/],
    [
      'with a cron that never fires',
      { schedule: { cron: '0 0 31 2 *' } },
      'schedule.cron',
      'never comes due',
    ],
    ['with a cron that is none', { schedule: { cron: '61 * * * *' } }, 'schedule.cron', /minute/],
    ['every minute', { schedule: { everyMinutes: 1 } }, 'schedule.everyMinutes', /from 5/],
    ['by both', { schedule: { cron: '0 * * * *', everyMinutes: 9 } }, 'schedule', /leave one out/],
    ['in no zone', { schedule: { timeZone: 'Berlin' } }, 'schedule.timeZone', /IANA/],
    [
      'that recovers before it fires',
      { condition: { ...failing, recoversAt: 30 } },
      'condition.recoversAt',
      /not be above/,
    ],
    [
      'with a time that stands',
      { parameters: { from_time: '2026-11-01' } },
      'parameters.from_time',
      /relative/,
    ],
    [
      'with quiet hours of no length',
      { quietHours: { from: '22:00', to: '22:00' } },
      'quietHours',
      /no length/,
    ],
    ['with a field nobody knows', { until: 'x' }, 'until', 'unknown field'],
  ];
  it.each(bad)('%s is refused in one message', async (_, body, path, message) => {
    const given = { question: 'reliability/failing_jobs', condition: failing, ...body };
    const reply = await bench.service.post('/v1/watches', given);
    expect(reply.status).toBe(400);
    const { errors } = (await reply.json()) as { errors: object[] };
    const said: unknown = typeof message === 'string' ? message : expect.stringMatching(message);
    expect(errors).toEqual([{ path, message: said }]);
  });

  it('as another of its owner has the name', async () => {
    await bench.add({ name: 'twice' });
    const given = { question: 'reliability/failing_jobs', condition: failing, name: 'twice' };
    const reply = await bench.service.post('/v1/watches', given);
    expect(reply.status).toBe(409);
    const { errors } = (await reply.json()) as { errors: object[] };
    expect(errors).toEqual([{ path: 'name', message: 'is taken by another watch of yours' }]);
  });
});
