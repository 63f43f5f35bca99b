import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readAdmissionLoad } from '../../../adapters/postgres/admit.ts';
import { announceWorker } from '../../../adapters/postgres/workers.ts';
import { genieSlotsPerWorker } from '../../../domain/budget.ts';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import { aResult, aTurn, concluded, intend, legOf, openBench, taken } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());
afterEach(() => bench.rows('truncate sessions, quota_slots, quota_waiters, workers cascade'));

const workspace = 'https://workspace.example';
const questionsPerMinute = 5;
const load = (questions = 1, owner = 'ann') =>
  readAdmissionLoad(bench.pool, owner, { workspace, questionsPerMinute, questions });

async function asked(ref: InvestigationRef, message: string): Promise<void> {
  const leg = legOf(ref);
  await bench.work.takeLane(leg);
  const { slot } = await intend(bench.work, leg, { workspace, questionsPerMinute });
  await bench.work.ledger.asked(leg, { ...taken(message), slot });
}

describe('the load that a new question meets', () => {
  it('is none where nothing is open', async () => {
    expect(await load()).toEqual({
      waiting: 0,
      waitSeconds: 0,
      today: { ofOwner: 0, ofAll: 0 },
      open: 0,
      slots: genieSlotsPerWorker,
      nextEndMs: null,
    });
  });

  it('holds two questions of each that has no lanes yet, or as many as it names domains', async () => {
    await bench.investigate();
    await bench.rows(`update investigations set domains = '{cost,quality,security}'`);
    await bench.investigate({ owner: 'bob' });
    const found = await load(1);
    expect(found).toMatchObject({ waiting: 5, open: 5, today: { ofOwner: 3, ofAll: 5 } });
    expect(found.waitSeconds).toBe(60);
  });

  it('holds each lane that has not asked once, whether it waits at the quota or not', async () => {
    const ref = await bench.investigate({ domains: ['cost', 'quality', 'security'] });
    expect(await load()).toMatchObject({ waiting: 3, open: 3, today: { ofAll: 3 } });
    await bench.work.quota.pause(workspace, 1);
    await bench.rows(`update quota_workspaces set paused_until = now() + interval '1 hour'`);
    await bench.work.takeLane(legOf(ref));
    const request = aTurn(legOf(ref), { workspace, questionsPerMinute });
    expect(await bench.work.quota.request(legOf(ref), request)).toMatchObject({ kind: 'waiting' });
    expect(await load()).toMatchObject({ waiting: 3, open: 3, today: { ofAll: 3 } });
    await bench.rows('delete from quota_workspaces');
  });

  it('counts a lane that has asked at the quota’s slots and the day, and as open until it ends', async () => {
    const ref = await bench.investigate({ domains: ['cost', 'quality'] });
    await asked(ref, 'm-1');
    expect(await load()).toMatchObject({ waiting: 1, open: 2, today: { ofOwner: 2 } });
    // The fifth question after the one that took a slot and the one before it.
    expect((await load(3)).waitSeconds).toBe(0);
    expect((await load(4)).waitSeconds).toBeGreaterThan(50);
    await bench.work.finishLane(legOf(ref), aResult());
    expect(await load()).toMatchObject({ waiting: 1, open: 1, today: { ofOwner: 2 } });
  });

  it('is free of what has ended, is cancelled or is past its deadline', async () => {
    const [ended, cancelled] = [await bench.investigate(), await bench.investigate()];
    await bench.investigate({ deadlineInMs: -1_000 });
    await bench.work.conclude(ended, concluded);
    await bench.store.requestCancel(cancelled);
    expect(await load()).toMatchObject({ waiting: 0, open: 0, today: { ofAll: 0 } });
  });

  it('holds of the questions asked before only those of this UTC day', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    await asked(ref, 'm-2');
    expect((await load(1, 'bob')).today).toEqual({ ofOwner: 0, ofAll: 1 });
    await bench.rows(
      `update genie_ledger set intent_at = date_trunc('day', now(), 'UTC') - interval '1 second'`,
    );
    expect((await load()).today).toEqual({ ofOwner: 0, ofAll: 0 });
  });

  it('tells when the next open investigation has ended at the latest', async () => {
    await bench.investigate({ deadlineInMs: 90_000 });
    await bench.investigate({ deadlineInMs: 30_000 });
    const { nextEndMs } = await load();
    expect(Math.round((nextEndMs ?? 0) / 1000)).toBe(30);
  });
});

describe('the workers that run', () => {
  it('hold together what each of them holds, from its start to its end', async () => {
    const one = announceWorker(bench.pool, 'one', 30);
    const two = announceWorker(bench.pool, 'two', 12);
    await vi.waitFor(async () => expect((await load()).slots).toBe(42));
    await one.stop();
    expect((await load()).slots).toBe(12);
    await bench.rows(`update workers set seen_at = now() - interval '31 seconds'`);
    expect((await load()).slots).toBe(genieSlotsPerWorker);
    await two.stop();
    expect(await bench.rows('select 1 from workers')).toEqual([]);
  });
});
