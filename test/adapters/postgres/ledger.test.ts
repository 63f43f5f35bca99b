import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LegRef } from '../../../domain/worker-ports.ts';
import { aResult, aTurn, codeOf, hex, intend, legOf, openBench, taken } from './bench.ts';
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

const expireLease = (leg: LegRef, seconds: number) =>
  bench.rows(
    'update genie_ledger set lease_until = clock_timestamp() - make_interval(secs => $2) where investigation_id = $1',
    [leg.id, seconds],
  );

describe('the lease of an intent', () => {
  it('holds for the attempt that took it, for two seconds', async () => {
    const leg = await takenLeg();
    expect(await bench.work.ledger.leaseHolds(leg)).toBe(false);
    await intend(bench.work, leg);
    expect(await bench.work.ledger.leaseHolds(leg)).toBe(true);
    const entry = await bench.work.ledger.read(leg);
    // Two seconds to write the question and ten for its answer.
    expect(entry?.settlesInMs).toBeGreaterThan(11_000);
    expect(entry?.settlesInMs).toBeLessThanOrEqual(12_000);
    await expireLease(leg, 0);
    expect(await bench.work.ledger.leaseHolds(leg)).toBe(false);
    await expireLease(leg, 60);
    expect((await bench.work.ledger.read(leg))?.settlesInMs).toBe(0);
  });

  it('ends when a newer attempt takes the lane, or the lane is settled', async () => {
    const overtaken = await takenLeg();
    await intend(bench.work, overtaken);
    await bench.work.takeLane({ ...overtaken, attempt: 2 });
    expect(await bench.work.ledger.leaseHolds(overtaken)).toBe(false);
    const settled = await takenLeg();
    await intend(bench.work, settled);
    await bench.work.finishLane(settled, aResult({ outcome: 'skipped' }));
    expect(await bench.work.ledger.leaseHolds(settled)).toBe(false);
  });

  it('is not given to an attempt that has lost the lane', async () => {
    const leg = await takenLeg();
    await bench.work.takeLane({ ...leg, attempt: 2 });
    const turn = await bench.work.quota.request(leg, aTurn(leg));
    expect(turn).toEqual({ kind: 'stopped', reason: 'superseded' });
    expect(await bench.work.ledger.read(leg)).toBeNull();
  });
});

describe('an intent', () => {
  it('is withdrawn after a refusal, as if nothing had been asked', async () => {
    const leg = await takenLeg();
    await intend(bench.work, leg);
    await bench.work.ledger.withdraw(leg);
    expect(await bench.work.ledger.read(leg)).toBeNull();
    expect(await bench.work.ledger.leaseHolds(leg)).toBe(false);
  });

  it('is not withdrawn once Genie has taken the question', async () => {
    const leg = await takenLeg();
    await intend(bench.work, leg);
    await bench.work.ledger.asked(leg, taken());
    await bench.work.ledger.withdraw(leg);
    expect(await bench.work.ledger.read(leg)).toMatchObject({ state: 'asked' });
  });

  it('of a newer attempt is not withdrawn by an older one that was refused late', async () => {
    const old = await takenLeg();
    await intend(bench.work, old);
    const young = { ...old, attempt: 2 };
    await bench.work.takeLane(young);
    await intend(bench.work, young);
    await bench.work.ledger.withdraw(old);
    expect(await bench.work.ledger.leaseHolds(young)).toBe(true);
  });

  it('is made anew by a successor, with a new lease and the conversation it will use', async () => {
    const leg = await takenLeg();
    await intend(bench.work, leg);
    await expireLease(leg, 20);
    const young = { ...leg, attempt: 2 };
    await bench.work.takeLane(young);
    await bench.rows(
      `insert into genie_conversations (session_id, domain, owner, space_id, conversation_id)
        select session_id, 'cost', owner, 'space-cost', 'c-9' from investigations where id = $1`,
      [leg.id],
    );
    await intend(bench.work, young);
    expect(await bench.work.ledger.leaseHolds(young)).toBe(true);
    const [row] = await bench.rows(
      'select count(*)::int as rows from genie_ledger where investigation_id = $1',
      [leg.id],
    );
    expect(row).toEqual({ rows: 1 });
    expect(await bench.work.ledger.read(young)).toMatchObject({
      state: 'intent',
      continuedConversationId: 'c-9',
    });
  });

  it('does not replace a question that was asked', async () => {
    const leg = await takenLeg();
    await intend(bench.work, leg);
    const asked = taken();
    await bench.work.ledger.asked(leg, asked);
    await intend(bench.work, leg, { question: 'another' });
    await bench.work.ledger.asked(leg, taken());
    expect(await bench.work.ledger.read(leg)).toMatchObject({
      state: 'asked',
      question: 'q',
      messageId: asked.messageId,
      conversationId: asked.conversationId,
    });
  });
});

describe('a question that Genie took', () => {
  it('belongs to one leg: another cannot have its message', async () => {
    const [first, second] = [await takenLeg(), await takenLeg()];
    const asked = taken();
    for (const leg of [first, second]) await intend(bench.work, leg);
    await bench.work.ledger.asked(first, asked);
    expect(await codeOf(bench.work.ledger.asked(second, asked))).toBe('input.conflict');
    expect(await bench.work.ledger.read(second)).toMatchObject({ state: 'intent' });
    expect(await bench.work.ledger.known([asked.messageId, 'm-unknown'])).toEqual([
      asked.messageId,
    ]);
  });

  it('tells how long ago that was, and is settled once', async () => {
    const leg = await takenLeg();
    await intend(bench.work, leg);
    expect((await bench.work.ledger.read(leg))?.askedMsAgo).toBeNull();
    await bench.work.ledger.asked(leg, taken());
    await bench.rows(
      `update genie_ledger set asked_at = asked_at - interval '7 seconds' where investigation_id = $1`,
      [leg.id],
    );
    const ago = (await bench.work.ledger.read(leg))?.askedMsAgo ?? 0;
    expect(Math.round(ago / 1000)).toBe(7);
    // Genie's times are not promised to be whole numbers.
    await bench.work.ledger.left(leg, { ended: true, genieMs: 3_999.6 });
    await bench.work.ledger.left(leg, { ended: true, genieMs: 9_000 });
    const [row] = await bench.rows(
      'select state, genie_ms::int as ms from genie_ledger where investigation_id = $1',
      [leg.id],
    );
    expect(row).toEqual({ state: 'settled', ms: 4_000 });
  });

  it('has a row for each leg of its lane', async () => {
    const leg = await takenLeg();
    await intend(bench.work, leg);
    await bench.work.ledger.asked(leg, taken());
    const next = { ...leg, epoch: 2, ask: 2 };
    await bench.work.takeLane(next);
    expect(await bench.work.ledger.read(next)).toBeNull();
    await intend(bench.work, next);
    expect(await bench.work.ledger.read(leg)).toMatchObject({ state: 'asked' });
    expect(await bench.work.ledger.read(next)).toMatchObject({ state: 'intent' });
  });
});

describe('the first look', () => {
  it('comes when the fastest of a space’s answers have come before', async () => {
    const spaceId = `space-${hex()}`;
    const ask = async (genieMs: number) => {
      const leg = await takenLeg();
      await intend(bench.work, leg, { spaceId });
      const first = await bench.work.ledger.asked(leg, { ...taken(), spaceId });
      await bench.work.ledger.left(leg, { ended: true, genieMs });
      return first;
    };
    await ask(2_000);
    for (let n = 1; n < 19; n += 1) await ask(20_000 + n);
    // Too few to tell.
    expect(await ask(30_000)).toBeNull();
    const first = await ask(20_000);
    expect(first).toBeGreaterThan(2_000);
    expect(first).toBeLessThan(20_000);
  });
});
