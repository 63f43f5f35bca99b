import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWatchStore } from '../../../adapters/postgres/watches.ts';
import { createWatchWork } from '../../../adapters/postgres/watch-work.ts';
import type { WatchSettled, WatchStore, WatchWork } from '../../../domain/watch-ports.ts';
import type { Watch, WatchedObject } from '../../../domain/watch.ts';
import { aWatchSpec } from '../../support/watches.ts';
import { hex, openBench } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
let store: WatchStore;
let work: WatchWork;
beforeAll(async () => {
  bench = await openBench();
  store = createWatchStore(bench.pool);
  work = createWatchWork(bench.pool);
});
afterAll(() => bench[Symbol.asyncDispose]());

async function aWatch(owner = 'ann', name = `watch ${hex()}`): Promise<Watch> {
  const spec = aWatchSpec({ name });
  const made = await store.create({ id: `wat_${hex()}`, owner, groups: ['sre'], spec });
  if (typeof made === 'string') throw new Error(made);
  return made;
}
const etl: WatchedObject = {
  key: '["1","7"]',
  label: 'etl',
  state: 'firing',
  streak: 0,
  value: 30,
  since: '2026-11-18T00:00:00.000Z',
  isTold: true,
  acknowledgedAt: null,
};
const settled = (over: Partial<WatchSettled> = {}): WatchSettled => ({
  state: 'firing',
  detail: null,
  objects: [etl],
  beyond: 1,
  kind: 'rows',
  events: [{ kind: 'fired', objects: [{ label: 'etl', value: 30 }] }],
  investigate: 0,
  ...over,
});
const kinds = async (watch: Watch) => (await store.events(watch, 99)).map(({ kind }) => kind);

describe('the watches of people', () => {
  it('are made once by a name, for each owner', async () => {
    const first = await aWatch('ann', 'one');
    const again = { owner: 'ann', groups: [], spec: aWatchSpec({ name: 'one' }) };
    const both = await Promise.all([
      store.create({ ...again, id: `wat_${hex()}` }),
      store.create({ ...again, id: `wat_${hex()}`, owner: 'bob' }),
    ]);
    expect(both[0]).toBe('name_taken');
    expect(both[1]).toMatchObject({ owner: 'bob', state: 'new' });
    const other = await aWatch('ann');
    expect(await store.change(other, aWatchSpec({ name: 'one' }))).toBe('name_taken');
    expect(await store.change(first, aWatchSpec({ name: 'one' }))).toBe('done');
  });

  it('are at most fifty of one owner', async () => {
    for (let n = 0; n < 50; n += 1) await aWatch('collector');
    const spec = aWatchSpec({ name: 'one more' });
    expect(await store.create({ id: 'wat_x', owner: 'collector', groups: [], spec })).toBe(
      'too_many',
    );
  });

  it('begin anew with another condition, and only then', async () => {
    const watch = await aWatch();
    await work.end(watch, 'k', () => settled());
    await store.change(watch, aWatchSpec({ name: watch.spec.name, statementsPerDay: 7 }));
    expect(await store.find(watch)).toMatchObject({ state: 'firing', objects: [{ label: 'etl' }] });
    const condition = { ...watch.spec.condition, threshold: 99 };
    await store.change(watch, aWatchSpec({ name: watch.spec.name, condition }));
    expect(await store.find(watch)).toMatchObject({ state: 'new', objects: [] });
  });

  it('tell once that they are paused, resumed and acknowledged', async () => {
    const watch = await aWatch();
    await work.end(watch, 'k', () => settled());
    for (const isPaused of [true, true, false, false]) await store.setPaused(watch, isPaused);
    for (const _ of [1, 2]) await store.acknowledge(watch);
    const told = ['acknowledged', 'resumed', 'paused', 'fired', 'created'];
    expect(await kinds(watch)).toEqual(told);
    expect((await store.find(watch))?.objects[0]?.acknowledgedAt).not.toBeNull();
  });

  it('belong to their owner: others read nothing and change nothing', async () => {
    const watch = await aWatch();
    await work.end(watch, 'k', () => settled());
    const bob = { id: watch.id, owner: 'bob' };
    expect(await store.find(bob)).toBeNull();
    expect(await work.find(bob)).toBeNull();
    expect(await store.list('nobody')).toEqual([]);
    expect([await store.events(bob, 9), await store.checks(bob, 9)]).toEqual([[], []]);
    expect(await store.change(bob, aWatchSpec({ name: 'mine' }))).toBe('absent');
    await store.setPaused(bob, true);
    await store.snooze(bob, Date.now() + 1_000_000);
    await store.acknowledge(bob);
    await store.remove(bob);
    expect(await work.ended(bob, 'k')).toBeNull();
    expect(await work.takeStatement(bob, 9)).toBe(false);
    expect(await work.end(bob, 'k2', () => settled())).toBeNull();
    expect(await work.event(bob, 1)).toBeNull();
    await work.link(bob, 2, { investigationId: 'inv_x' });
    expect(await work.investigationsToday(bob)).toBe(0);
    expect(await store.find(watch)).toMatchObject({ pausedAt: null, snoozedUntil: null });
    expect(await kinds(watch)).toEqual(['fired', 'created']);
    expect((await store.events(watch, 1))[0]?.investigationId).toBeNull();
  });
});

describe('a check', () => {
  it('counts once for a key, and gives another attempt what it asked for', async () => {
    const watch = await aWatch();
    const first = await work.end(watch, 'k', () => settled());
    expect(first).toEqual({ state: 'firing', investigate: 2 });
    expect(await work.end(watch, 'k', () => settled())).toEqual(first);
    expect(await work.ended(watch, 'k')).toEqual(first);
    expect(await kinds(watch)).toEqual(['fired', 'created']);
    expect(await store.checks(watch, 9)).toMatchObject([{ kind: 'rows', beyond: 1 }]);
  });

  it('takes a statement of the day until none is left, and the next day has new ones', async () => {
    const watch = await aWatch();
    const taken = [];
    for (let n = 0; n < 3; n += 1) taken.push(await work.takeStatement(watch, 2));
    expect(taken).toEqual([true, true, false]);
    expect((await store.find(watch))?.statementsToday).toBe(2);
    await bench.rows('update watches set statements_on = statements_on - 1 where id = $1', [
      watch.id,
    ]);
    expect((await store.find(watch))?.statementsToday).toBe(0);
    expect(await work.takeStatement(watch, 2)).toBe(true);
  });

  it('links an investigation to its event, of which a day has a number', async () => {
    const watch = await aWatch();
    await work.end(watch, 'k', () => settled());
    await work.link(watch, 2, { investigationId: 'inv_1' });
    expect(await work.event(watch, 2)).toMatchObject({ kind: 'fired', investigationId: 'inv_1' });
    expect(await work.investigationsToday(watch)).toBe(1);
  });

  it('is gone with its watch', async () => {
    const watch = await aWatch();
    await work.end(watch, 'k', () => settled());
    await store.remove(watch);
    expect(await work.end(watch, 'k2', () => settled())).toBeNull();
    expect(await bench.rows('select 1 from watch_events where watch_id = $1', [watch.id])).toEqual(
      [],
    );
  });
});
