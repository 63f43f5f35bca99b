import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPool } from '../../../adapters/postgres/pool.ts';
import { createQuota } from '../../../adapters/postgres/quota.ts';
import type { QuotaTurn } from '../../../domain/quota-ports.ts';
import type { LegRef } from '../../../domain/worker-ports.ts';
import { aTurn, codeOf, legOf, openBench, taken } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

/** A workspace that no other test asks. */
let workspace = '';
let tests = 0;
beforeEach(() => {
  tests += 1;
  workspace = `workspace-${tests}`;
});

const perMinute = 5;
const turnAt = (leg: LegRef, questionsPerMinute = perMinute, at = workspace) =>
  aTurn(leg, { workspace: at, questionsPerMinute });
const request = (leg: LegRef, most = perMinute): Promise<QuotaTurn> =>
  bench.work.quota.request(leg, turnAt(leg, most));

async function legs(count: number): Promise<readonly LegRef[]> {
  const made: LegRef[] = [];
  for (let n = 0; n < count; n += 1) {
    const leg = legOf(await bench.investigate({ domains: ['cost'] }));
    await bench.work.takeLane(leg);
    made.push(leg);
  }
  return made;
}

/** Lets time pass for the quota: everything it remembers lies so much further back. */
async function pass(ms: number): Promise<void> {
  const by = `make_interval(secs => ${ms / 1000})`;
  await bench.rows(`update quota_slots set free_at = free_at - ${by}`);
  await bench.rows(`update quota_waiters set since = since - ${by}, seen_at = seen_at - ${by}`);
  await bench.rows(`update quota_workspaces set paused_until = paused_until - ${by}`);
}

const slotOf = (turn: QuotaTurn): string => {
  if (turn.kind !== 'granted') throw new Error('not granted');
  return turn.slot;
};

/** Grants as many turns as there are and tells Genie answered each. */
async function fill(count: number): Promise<void> {
  for (const leg of await legs(count)) {
    await bench.work.quota.answered(slotOf(await request(leg)));
  }
}

describe('the quota of a workspace', () => {
  it('grants what is free at once, and no more to eight that ask together', async () => {
    const turns = await Promise.all((await legs(8)).map((leg) => request(leg)));
    expect(turns.filter(({ kind }) => kind === 'granted')).toHaveLength(perMinute);
    const places = turns.flatMap((turn) => (turn.kind !== 'waiting' ? [] : turn.position));
    expect(places.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
  });

  it('is shared by the workers of one database', async () => {
    const pools = [createPool(bench.url, 4), createPool(bench.url, 4)];
    const made = await legs(10);
    const turns = await Promise.all(
      pools.flatMap((pool, n) =>
        made.slice(n * 5, n * 5 + 5).map((leg) => createQuota(pool).request(leg, turnAt(leg))),
      ),
    );
    expect(turns).toHaveLength(10);
    expect(turns.filter(({ kind }) => kind === 'granted')).toHaveLength(perMinute);
    await Promise.all(pools.map((pool) => pool.end()));
  });

  it('is each workspace’s own', async () => {
    await fill(perMinute);
    const [leg] = await legs(1);
    if (!leg) throw new Error('no leg');
    expect((await request(leg)).kind).toBe('waiting');
    expect((await bench.work.quota.request(leg, turnAt(leg, perMinute, 'another'))).kind).toBe(
      'granted',
    );
  });

  it('never grants more than its number within any 60 seconds of questions', async () => {
    let passed = 0;
    const grants: { before: number; after: number }[] = [];
    const open: string[] = [];
    const waiting = [...(await legs(20))];
    // Some questions are answered at once, some only when their POST has run out of time.
    for (let step = 0; waiting.length > 0; step += 1) {
      for (const leg of waiting.slice(0, 7)) {
        const before = performance.now() + passed;
        const turn = await request(leg, 3);
        if (turn.kind !== 'granted') continue;
        grants.push({ before, after: performance.now() + passed });
        waiting.splice(waiting.indexOf(leg), 1);
        open.push(turn.slot);
      }
      if (step % 3 === 0) await bench.work.quota.answered(open.pop() ?? '0');
      const ms = [4_000, 7_000, 300, 8_000][step % 4] ?? 0;
      await pass(ms);
      passed += ms;
    }
    expect(grants).toHaveLength(20);
    const tooSoon = grants.filter(({ before }, n) => {
      const fourth = grants[n + 3];
      return fourth !== undefined && fourth.after - before < 60_000;
    });
    expect(tooSoon).toEqual([]);
    // It is not lazy either: seven times three questions, a slot held for 72 s at most.
    expect(passed).toBeLessThan(6 * 80_000);
  });

  it.each([
    ['refused', (_: LegRef, slot: string) => bench.work.quota.answered(slot)],
    ['taken', (leg: LegRef, slot: string) => bench.work.ledger.asked(leg, { ...taken(), slot })],
  ])('frees a slot 60 s after its question was %s, not sooner', async (_, answer) => {
    const [first, second] = await legs(2);
    if (!first || !second) throw new Error('no legs');
    const slot = slotOf(await request(first, 1));
    await pass(8_000);
    await answer(first, slot);
    await pass(59_000);
    expect((await request(second, 1)).kind).toBe('waiting');
    await pass(1_100);
    expect((await request(second, 1)).kind).toBe('granted');
  });

  it('frees a slot at once when nothing was sent', async () => {
    const [first, second] = await legs(2);
    if (!first || !second) throw new Error('no legs');
    await bench.work.quota.unused(slotOf(await request(first, 1)));
    expect((await request(second, 1)).kind).toBe('granted');
  });

  it('gets nothing back from a worker that died: its slot counts for as long as a POST may', async () => {
    const [first, second] = await legs(2);
    if (!first || !second) throw new Error('no legs');
    await request(first, 1);
    await pass(71_000);
    expect((await request(second, 1)).kind).toBe('waiting');
    await pass(1_500);
    expect((await request(second, 1)).kind).toBe('granted');
  });

  it('keeps no place for a waiter whom nobody looks after', async () => {
    await fill(perMinute);
    const [dead, living] = await legs(2);
    if (!dead || !living) throw new Error('no legs');
    expect((await request(dead)).kind).toBe('waiting');
    await pass(61_000);
    expect(await request(living)).toMatchObject({ kind: 'granted' });
    const left = await bench.rows('select 1 from quota_waiters where workspace = $1', [workspace]);
    expect(left).toEqual([]);
  });
});

describe('those who wait for the quota', () => {
  it('are served oldest first, also when a younger one asks first', async () => {
    await fill(1);
    const queue = await legs(3);
    for (const leg of queue) await request(leg, 1);
    const served: LegRef[] = [];
    // All are looked after, the youngest first, until somebody is served; three times.
    while (served.length < queue.length) {
      await pass(20_000);
      for (const leg of queue.filter((one) => !served.includes(one)).toReversed()) {
        const turn = await request(leg, 1);
        if (turn.kind !== 'granted') continue;
        served.push(leg);
        await bench.work.quota.answered(turn.slot);
      }
    }
    expect(served).toEqual(queue);
  });

  it('are told their place and the time until it is their turn', async () => {
    await fill(2);
    const made = await legs(5);
    const turns: QuotaTurn[] = [];
    for (const leg of made) turns.push(await request(leg, 2));
    const told = turns.flatMap((turn) => (turn.kind !== 'waiting' ? [] : turn));
    expect(told.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
    const seconds = told.map(({ untilMs }) => Math.round((untilMs - Date.now()) / 1000));
    expect(seconds.map((s) => Math.round(s / 60))).toEqual([1, 1, 2, 2, 3]);
    expect(told.every(({ checkAgainMs }) => checkAgainMs >= 50 && checkAgainMs <= 1_000)).toBe(
      true,
    );
    // Almost until the first one's turn, by the time that it was told.
    await pass((told[0]?.untilMs ?? 0) - Date.now() - 150);
    const [first] = made;
    const soon = first && (await request(first, 2));
    expect(soon && soon.kind === 'waiting' && soon.checkAgainMs < 200).toBe(true);
  });

  it('move up when one before them leaves', async () => {
    await fill(1);
    const [first, second] = await legs(2);
    if (!first || !second) throw new Error('no legs');
    await request(first, 1);
    expect(await request(second, 1)).toMatchObject({ position: 2 });
    await bench.work.settleLanes(
      first,
      1,
      [{ domain: 'cost', outcome: 'skipped', detail: null }],
      [],
    );
    expect(await request(second, 1)).toMatchObject({ position: 1 });
  });

  it('all wait while the workspace wants to be left alone, however free its quota is', async () => {
    const [leg] = await legs(1);
    if (!leg) throw new Error('no leg');
    await bench.work.quota.pause(workspace, 30_000);
    await bench.work.quota.pause(workspace, 5_000);
    const turn = await request(leg);
    expect(turn).toMatchObject({ kind: 'waiting', position: 1 });
    const left = turn.kind !== 'waiting' ? 0 : turn.untilMs - Date.now();
    expect(Math.round(left / 1000)).toBe(30);
    await pass(29_000);
    expect((await request(leg)).kind).toBe('waiting');
    await pass(1_100);
    expect((await request(leg)).kind).toBe('granted');
  });

  it('have their wait written on their lane when they are served', async () => {
    await fill(perMinute);
    const [leg] = await legs(1);
    if (!leg) throw new Error('no leg');
    await request(leg);
    await pass(40_000);
    await request(leg);
    await pass(21_000);
    expect(await request(leg)).toMatchObject({ kind: 'granted' });
    const [lane] = await bench.rows(
      'select granted_at is not null as granted, round(waited_ms / 1000.0)::int as seconds from lanes where investigation_id = $1',
      [leg.id],
    );
    expect(lane).toEqual({ granted: true, seconds: 61 });
  });

  it('do not take their place twice: asking again keeps it', async () => {
    await fill(perMinute);
    const [first, second] = await legs(2);
    if (!first || !second) throw new Error('no legs');
    await request(first);
    await request(second);
    expect(await request(first)).toMatchObject({ position: 1 });
    expect(await request(second)).toMatchObject({ position: 2 });
  });
});

describe('the quota', () => {
  it('is asked only by who owns the investigation', async () => {
    const [leg] = await legs(1);
    if (!leg) throw new Error('no leg');
    expect(await codeOf(request({ ...leg, owner: 'bob' }))).toBe('input.not_found');
  });
});
