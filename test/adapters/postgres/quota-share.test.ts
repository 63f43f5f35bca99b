import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readAdmissionLoad } from '../../../adapters/postgres/admit.ts';
import { setQuotaShare } from '../../../adapters/postgres/quota-share.ts';
import { evaluator } from '../../../domain/evaluation.ts';
import type { QuotaTurn } from '../../../domain/quota-ports.ts';
import type { LegRef } from '../../../domain/worker-ports.ts';
import { aTurn, legOf, openBench } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
let tests = 0;
let workspace = '';
beforeAll(async () => {
  bench = await openBench();
  await setQuotaShare(bench.pool, evaluator.id, 0.4);
});
afterAll(() => bench[Symbol.asyncDispose]());
beforeEach(() => {
  tests += 1;
  workspace = `workspace-${tests}`;
});

/** Ten a minute, of which an evaluation may take four. */
const perMinute = 10;
const legFor = async (owner: string): Promise<LegRef> => {
  const leg = legOf(await bench.investigate({ owner, domains: ['cost'] }));
  await bench.work.takeLane(leg);
  return leg;
};
const turn = (leg: LegRef, questionsPerMinute = perMinute): Promise<QuotaTurn> =>
  bench.work.quota.request(leg, aTurn(leg, { workspace, questionsPerMinute }));
const request = async (owner: string): Promise<{ leg: LegRef; turn: QuotaTurn }> => {
  const leg = await legFor(owner);
  return { leg, turn: await turn(leg) };
};
const ask = async (owner: string, count: number): Promise<readonly QuotaTurn[]> => {
  const turns: QuotaTurn[] = [];
  for (let n = 0; n < count; n += 1) turns.push((await request(owner)).turn);
  return turns;
};
const granted = (turns: readonly QuotaTurn[]): number =>
  turns.filter(({ kind }) => kind === 'granted').length;

describe('the quota, for an evaluation', () => {
  it('ends at its share, and leaves the rest to people', async () => {
    expect(granted(await ask(evaluator.id, 7))).toBe(4);
    expect(granted(await ask('ann', 7))).toBe(6);
  });

  it('comes after every person who waits, whoever came first', async () => {
    await ask('ann', 10);
    const night = await request(evaluator.id);
    const bo = await request('bo');
    expect(night.turn).toMatchObject({ kind: 'waiting', position: 1 });
    expect(bo.turn).toMatchObject({ kind: 'waiting', position: 1 });
    expect(await turn(night.leg)).toMatchObject({ kind: 'waiting', position: 2 });
    await bench.rows(
      'delete from quota_slots where id in (select min(id) from quota_slots where workspace = $1)',
      [workspace],
    );
    expect((await turn(night.leg)).kind).toBe('waiting');
    expect((await turn(bo.leg)).kind).toBe('granted');
  });

  it('says when its share is free again', async () => {
    await ask(evaluator.id, 4);
    const { turn: waiting } = await request(evaluator.id);
    const inMs = waiting.kind === 'waiting' ? waiting.untilMs - Date.now() : 0;
    expect(inMs).toBeGreaterThan(50_000);
  });

  it('is at least one question a minute', async () => {
    expect((await turn(await legFor(evaluator.id), 1)).kind).toBe('granted');
  });
});

describe('the wait that is estimated when a question is admitted', () => {
  const load = (owner: string) =>
    readAdmissionLoad(bench.pool, owner, {
      workspace,
      questionsPerMinute: perMinute,
      questions: 1,
    });

  it('counts an evaluation for no person, whether it waits for quota or has no lane yet', async () => {
    const before = await load('cy');
    await ask('ann', 10);
    const free = await load('cy');
    await ask(evaluator.id, 3);
    await bench.investigate({ owner: evaluator.id });
    const behind = await load('cy');
    expect(behind.waiting).toBe(free.waiting);
    expect(behind.waitSeconds).toBeLessThanOrEqual(free.waitSeconds);
    // They are open on the workers all the same.
    expect(behind.open).toBeGreaterThan(before.open + 13);
    await ask('bo', 1);
    expect((await load('cy')).waiting).toBe(free.waiting + 1);
  });

  it('counts everybody for an evaluation', async () => {
    await ask('ann', 10);
    const before = await load(evaluator.id);
    await ask(evaluator.id, 2);
    await ask('bo', 2);
    expect((await load(evaluator.id)).waiting).toBe(before.waiting + 4);
  });
});
