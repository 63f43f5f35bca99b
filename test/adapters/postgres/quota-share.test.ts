import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setQuotaShare } from '../../../adapters/postgres/quota-share.ts';
import { evaluator } from '../../../domain/evaluation.ts';
import type { LegRef, QuotaTurn } from '../../../domain/worker-ports.ts';
import { legOf, openBench } from './bench.ts';
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
const request = async (owner: string, leg?: LegRef): Promise<{ leg: LegRef; turn: QuotaTurn }> => {
  const one = leg ?? legOf(await bench.investigate({ owner, domains: ['cost'] }));
  return { leg: one, turn: await bench.work.quota.request(one, workspace, perMinute) };
};
const ask = async (owner: string, count: number): Promise<readonly QuotaTurn[]> => {
  const turns: QuotaTurn[] = [];
  for (let n = 0; n < count; n += 1) turns.push((await request(owner)).turn);
  return turns;
};
const granted = (turns: readonly QuotaTurn[]): number =>
  turns.filter((turn) => turn.granted).length;

describe('the quota, for an evaluation', () => {
  it('ends at its share, and leaves the rest to people', async () => {
    expect(granted(await ask(evaluator.id, 7))).toBe(4);
    expect(granted(await ask('ann', 7))).toBe(6);
  });

  it('comes after every person who waits, whoever came first', async () => {
    await ask('ann', 10);
    const night = await request(evaluator.id);
    const bo = await request('bo');
    expect(night.turn).toMatchObject({ granted: false, position: 1 });
    expect(bo.turn).toMatchObject({ granted: false, position: 1 });
    expect((await request('', night.leg)).turn).toMatchObject({ granted: false, position: 2 });
    await bench.rows(
      'delete from quota_slots where id in (select min(id) from quota_slots where workspace = $1)',
      [workspace],
    );
    expect((await request('', night.leg)).turn.granted).toBe(false);
    expect((await request('', bo.leg)).turn.granted).toBe(true);
  });

  it('says when its share is free again', async () => {
    await ask(evaluator.id, 4);
    const { turn } = await request(evaluator.id);
    const inMs = turn.granted ? 0 : turn.untilMs - Date.now();
    expect(inMs).toBeGreaterThan(50_000);
  });

  it('is at least one question a minute', async () => {
    const leg = legOf(await bench.investigate({ owner: evaluator.id, domains: ['cost'] }));
    expect((await bench.work.quota.request(leg, workspace, 1)).granted).toBe(true);
  });
});
