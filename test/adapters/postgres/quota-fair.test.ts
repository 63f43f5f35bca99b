import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readAdmissionLoad } from '../../../adapters/postgres/admit.ts';
import type { QuotaTurn } from '../../../domain/quota-ports.ts';
import type { LegRef } from '../../../domain/worker-ports.ts';
import { aTurn, legOf, openBench } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
let tests = 0;
let workspace = '';
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());
beforeEach(async () => {
  tests += 1;
  workspace = `workspace-${tests}`;
  await bench.rows(`update investigations set status = 'completed'`);
});

type Waiter = { readonly owner: string; readonly leg: LegRef };

async function waiterOf(owner: string, mode = 'standard'): Promise<Waiter> {
  const ref = await bench.investigate({ owner, domains: ['cost'] });
  await bench.rows('update investigations set mode = $2 where id = $1', [ref.id, mode]);
  const leg = legOf(ref);
  await bench.work.takeLane(leg);
  return { owner, leg };
}
const turn = ({ leg }: Waiter, questionsPerMinute: number): Promise<QuotaTurn> =>
  bench.work.quota.request(leg, aTurn(leg, { workspace, questionsPerMinute }));
const freeOne = () =>
  bench.rows(
    'delete from quota_slots where id in (select min(id) from quota_slots where workspace = $1)',
    [workspace],
  );

/** Whose questions are asked, in order, when one slot becomes free after the other. */
async function order(waiters: readonly Waiter[], perMinute: number): Promise<string> {
  const open = [...waiters];
  const asked: string[] = [];
  for (const one of open) await turn(one, perMinute);
  for (let step = 0; open.length > 0 && step < 60; step += 1) {
    await freeOne();
    const round = open.slice();
    for (const one of round) {
      if ((await turn(one, perMinute)).kind !== 'granted') continue;
      asked.push(one.owner);
      open.splice(open.indexOf(one), 1);
    }
  }
  return asked.join(' ');
}
const many = async (owner: string, count: number, mode?: string): Promise<Waiter[]> => {
  const made: Waiter[] = [];
  for (let n = 0; n < count; n += 1) made.push(await waiterOf(owner, mode));
  return made;
};
/** Takes all slots of a minute for somebody who does not wait. */
async function fill(count: number, perMinute = count): Promise<void> {
  for (const one of await many('nobody', count)) await turn(one, perMinute);
}

describe('the quota between users', () => {
  it('gives everybody a turn before anybody gets a second one, whoever came first', async () => {
    await fill(2);
    const waiters = [...(await many('ann', 4)), ...(await many('bo', 2)), ...(await many('cy', 1))];
    expect(await order(waiters, 2)).toMatch(/^ann bo cy ann bo ann ann$/);
  });

  it('goes on with who has waited longest for a turn, since the last one or since it came', async () => {
    const [held, ...more] = await many('ann', 3);
    if (held === undefined) throw new Error('no waiter');
    await turn(held, 2);
    await fill(1, 2);
    const [[bo], [cy]] = [await many('bo', 1), await many('cy', 1)];
    if (bo === undefined || cy === undefined) throw new Error('no waiter');
    await turn(bo, 2);
    for (const one of more) await turn(one, 2);
    expect(await turn(cy, 2)).toMatchObject({ kind: 'waiting', position: 3 });
    expect(await order([bo, ...more, cy], 2)).toBe('bo ann cy ann');
  });

  it('asks the questions of one investigation together, and what comes later of it in another turn', async () => {
    await fill(2);
    const ref = await bench.investigate({ owner: 'ann', domains: ['cost', 'quality'] });
    const ann = (['cost', 'quality'] as const).map((domain) => ({
      owner: 'ann',
      leg: { ...legOf(ref), domain },
    }));
    for (const { leg } of ann) await bench.work.takeLane(leg);
    for (const one of ann) await turn(one, 2);
    const [bo] = await many('bo', 1);
    if (bo === undefined) throw new Error('no waiter');
    await turn(bo, 2);
    const loadOf = (owner: string) =>
      readAdmissionLoad(bench.pool, owner, { workspace, questionsPerMinute: 2, questions: 1 });
    expect(await loadOf('cy')).toMatchObject({ waiting: 3 });
    const [first, second] = ann;
    if (first === undefined || second === undefined) throw new Error('no waiter');
    await freeOne();
    expect(await turn(first, 2)).toMatchObject({ kind: 'granted' });
    const again = { owner: 'ann', leg: { ...first.leg, ask: 2 } };
    await bench.rows('update lanes set ask = 2 where investigation_id = $1 and domain = $2', [
      ref.id,
      'cost',
    ]);
    await turn(again, 2);
    expect(await order([again, bo, second], 2)).toBe('ann bo ann');
  });

  it('ends a turn that has begun before the owner has another one', async () => {
    await fill(1);
    const ref = await bench.investigate({ owner: 'ann', domains: ['cost', 'quality'] });
    const named = (owner: string, domain: 'cost' | 'quality'): Waiter => ({
      owner,
      leg: { ...legOf(ref), domain },
    });
    const [begun, rest] = [named('begun', 'cost'), named('rest', 'quality')];
    for (const { leg } of [begun, rest]) await bench.work.takeLane(leg);
    const other = { ...(await waiterOf('ann')), owner: 'other' };
    for (const one of [begun, other, rest]) await turn(one, 1);
    expect(await order([begun, other, rest], 1)).toBe('begun rest other');
  });

  it('estimates the wait by turns: many questions of one keep another waiting for one', async () => {
    await fill(2);
    for (const one of await many('ann', 10)) await turn(one, 2);
    const loadOf = (owner: string) =>
      readAdmissionLoad(bench.pool, owner, { workspace, questionsPerMinute: 2, questions: 1 });
    expect(await loadOf('ann')).toMatchObject({ waiting: 10 });
    expect(await loadOf('bo')).toMatchObject({ waiting: 1 });
  });
});

describe('deep investigations', () => {
  it('hold at most half of the quota, and the rest stays for others', async () => {
    const deep = await many('ann', 4, 'deep');
    const kinds = [];
    for (const one of deep) kinds.push((await turn(one, 5)).kind);
    expect(kinds).toEqual(['granted', 'granted', 'waiting', 'waiting']);
    const plain = [];
    for (const one of await many('bo', 4)) plain.push((await turn(one, 5)).kind);
    expect(plain).toEqual(['granted', 'granted', 'granted', 'waiting']);
    // Nor do they, when half is not a whole number, get nothing.
    workspace = `${workspace}-of-one`;
    const [one] = await many('ann', 1, 'deep');
    expect(one && (await turn(one, 1)).kind).toBe('granted');
  });

  it('that wait for their half keep nobody waiting, and say when it is free', async () => {
    for (const one of await many('ann', 2, 'deep')) await turn(one, 5);
    const [waiting] = await many('ann', 1, 'deep');
    const told = waiting && (await turn(waiting, 5));
    expect(told?.kind === 'waiting' && told.untilMs - Date.now()).toBeGreaterThan(50_000);
    const [bo] = await many('ann', 1);
    expect(bo && (await turn(bo, 5)).kind).toBe('granted');
  });
});
