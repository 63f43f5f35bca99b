import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LegRef } from '../../../domain/worker-ports.ts';
import {
  aResult,
  aTurn,
  anEvidence,
  codeOf,
  hex,
  intend,
  legOf,
  openBench,
  taken,
} from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

async function takenLeg(): Promise<LegRef> {
  const leg = legOf(await bench.investigate({ domains: ['cost'] }));
  await bench.work.takeLane(leg);
  return leg;
}

const next = (leg: LegRef): LegRef => ({ ...leg, epoch: leg.epoch + 1, ask: leg.ask + 1 });
const timedOut = [{ domain: 'cost', outcome: 'timed_out', detail: null }] as const;

describe('a later leg of a lane', () => {
  it('keeps the place in the queue that the one before has', async () => {
    const over = { workspace: `w-${hex()}`, questionsPerMinute: 1 };
    const request = (leg: LegRef) => bench.work.quota.request(leg, aTurn(leg, over));
    const [served, first, second] = [await takenLeg(), await takenLeg(), await takenLeg()];
    expect(await request(served)).toMatchObject({ kind: 'granted' });
    expect(await request(first)).toMatchObject({ position: 1 });
    expect(await request(second)).toMatchObject({ position: 2 });
    await bench.work.takeLane(next(first));
    expect(await request(next(first))).toMatchObject({ position: 1 });
    expect(await request(second)).toMatchObject({ position: 2 });
  });

  it('asks in no conversation in which Genie still works at the question before', async () => {
    const first = await takenLeg();
    await intend(bench.work, first);
    await bench.work.ledger.asked(first, taken());
    await bench.work.takeLane(next(first));
    expect(await intend(bench.work, next(first))).toMatchObject({ conversationId: null });
  });

  it('goes on in the conversation where Genie has answered the question before', async () => {
    const first = await takenLeg();
    await intend(bench.work, first);
    const asked = taken();
    await bench.work.ledger.asked(first, asked);
    await bench.work.ledger.left(first, { ended: true, genieMs: 1 });
    await bench.work.takeLane(next(first));
    const { conversationId } = asked;
    expect(await intend(bench.work, next(first))).toMatchObject({ conversationId });
  });

  it('that finds the table of an earlier one lists it once', async () => {
    const first = await takenLeg();
    const [one, two] = [anEvidence(), anEvidence()];
    await bench.work.finishLane(first, aResult({ outcome: null, evidence: [one] }));
    await bench.work.takeLane(next(first));
    const lane = await bench.work.finishLane(next(first), aResult({ evidence: [one, two] }));
    expect(lane.evidenceIds).toEqual([one.id, two.id]);
  });
});

describe('a lane that has ended', () => {
  it('gets no event, also of its newest attempt', async () => {
    const leg = await takenLeg();
    await bench.work.settleLanes(leg, 1, timedOut, []);
    const event = {
      key: 'lane.waiting:late',
      type: 'lane.waiting',
      payload: { domain: 'cost', round: 1, reason: 'warehouse' },
    } as const;
    expect(await codeOf(bench.work.laneEvent(leg, event))).toBe('input.conflict');
  });

  it('tells how long it waited for a turn that it never had', async () => {
    const over = { workspace: `w-${hex()}`, questionsPerMinute: 1 };
    const [served, leg] = [await takenLeg(), await takenLeg()];
    for (const one of [served, leg]) await bench.work.quota.request(one, aTurn(one, over));
    await bench.rows(
      `update quota_waiters set since = since - interval '40 seconds' where investigation_id = $1`,
      [leg.id],
    );
    await bench.work.settleLanes(leg, 1, timedOut, []);
    const end = (await bench.log(leg)).at(-1);
    expect(end).toMatchObject({ type: 'lane.finished', outcome: 'throttled' });
    const { waitedMs } = end as { waitedMs?: number };
    expect(Math.round((waitedMs ?? 0) / 1_000)).toBe(40);
  });
});
