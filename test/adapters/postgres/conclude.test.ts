import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Domain } from '../../../domain/domains.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { Conclusion } from '../../../domain/conclusion.ts';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import { aResult, answerEvent, concluded, legOf, openBench } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const proposal = (domain: Domain, outcome: Outcome, detail: string | null = null) => ({
  domain,
  outcome,
  detail,
});

const asked = { conversationId: 'conv', messageId: '', url: 'http://w.example/rooms/s' };
let messages = 0;

/** A lane that has asked Genie and waits. */
async function askedLane() {
  const ref = await bench.investigate({ domains: ['cost'] });
  const leg = legOf(ref);
  messages += 1;
  const ids = { ...asked, messageId: `settled-${messages}` };
  await bench.work.takeLane(leg);
  await bench.work.ledger.intend(leg, {
    spaceId: 'space-cost',
    question: 'q',
    continuedConversationId: null,
  });
  await bench.work.ledger.asked(leg, ids);
  await bench.work.conversations.keep(leg, 'space-cost', ids.conversationId);
  return { ref, leg, ids };
}

describe('lanes are settled', () => {
  it('as proposed when nobody was first, and told in order of domain', async () => {
    const ref = await bench.investigate({ domains: ['quality', 'cost', 'security'] });
    const leg = legOf(ref, { domain: 'security' });
    await bench.work.takeLane(leg);
    await bench.work.finishLane(leg, aResult({ outcome: 'no_data' }));
    const lanes = await bench.work.settleLanes(
      ref,
      1,
      [
        proposal('quality', 'skipped'),
        proposal('security', 'timed_out'),
        proposal('cost', 'failed', 'why'),
      ],
      [],
    );
    expect(lanes.map(({ domain, outcome, detail }) => [domain, outcome, detail])).toEqual([
      ['cost', 'failed', 'why'],
      ['quality', 'skipped', null],
      ['security', 'no_data', null],
    ]);
    const ends = (await bench.log(ref)).filter(({ type }) => type === 'lane.finished');
    expect(ends).toMatchObject([{ domain: 'security' }, { domain: 'cost' }, { domain: 'quality' }]);
  });

  it('once: settling again adopts what stands and tells nothing', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    const settle = (outcome: Outcome) =>
      bench.work.settleLanes(ref, 1, [proposal('cost', outcome)], []);
    expect((await settle('skipped'))[0]?.outcome).toBe('skipped');
    const before = await bench.log(ref);
    expect((await settle('failed'))[0]?.outcome).toBe('skipped');
    expect(await bench.log(ref)).toEqual(before);
  });

  it('and stop their legs', async () => {
    const { ref, leg } = await askedLane();
    await bench.work.settleLanes(ref, 1, [proposal('cost', 'skipped')], []);
    expect(await bench.work.fence(leg)).toEqual({ open: false, reason: 'settled' });
    expect((await bench.work.finishLane(leg, aResult())).outcome).toBe('skipped');
  });

  it('with the question that Genie still works at, so that a late answer can be had', async () => {
    const { ref, ids } = await askedLane();
    await bench.work.settleLanes(ref, 1, [proposal('cost', 'timed_out')], []);
    expect((await bench.log(ref)).at(-1)).toMatchObject({
      outcome: 'timed_out',
      usage: { genieQuestions: 1 },
      genie: { messageId: ids.messageId, conversationId: 'conv', url: asked.url },
    });
  });

  it('and forget a conversation in which a message still runs: it would refuse the next', async () => {
    const { ref } = await askedLane();
    await bench.work.settleLanes(ref, 1, [proposal('cost', 'timed_out')], []);
    const next = await bench.investigate({
      domains: ['cost'],
      ...(await sessionOf(ref)),
    });
    await bench.work.takeLane(legOf(next));
    const { lease, keep, release } = bench.work.conversations;
    expect(await lease(legOf(next), 'space-cost')).toBeNull();
    // Nor does it stand in the way of the one that is opened then.
    await keep(legOf(next), 'space-cost', 'c-next');
    await release(legOf(next), true);
    expect(await lease(legOf(next), 'space-cost')).toBe('c-next');
  });

  it('throttled when they would be timed out while they still wait for quota', async () => {
    const ref = await bench.investigate({ domains: ['cost', 'quality'] });
    for (const domain of ['cost', 'quality'] as const) {
      await bench.work.takeLane(legOf(ref, { domain }));
    }
    // Quality was granted its turn; cost still waits.
    expect(
      (await bench.work.quota.request(legOf(ref, { domain: 'quality' }), 'w', 1)).granted,
    ).toBe(true);
    expect((await bench.work.quota.request(legOf(ref), 'w', 1)).granted).toBe(false);
    const lanes = await bench.work.settleLanes(
      ref,
      1,
      [proposal('cost', 'timed_out', 'x'), proposal('quality', 'timed_out', 'x')],
      [],
    );
    expect(lanes.map(({ outcome }) => outcome)).toEqual(['throttled', 'timed_out']);
    expect(lanes[0]?.detail).toContain('quota');
    const waiters = await bench.rows('select 1 from quota_waiters where workspace = $1', ['w']);
    expect(waiters).toEqual([]);
  });

  it('skipped while they wait for quota stay skipped', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    await bench.work.quota.pause('paused', 60_000);
    expect((await bench.work.quota.request(legOf(ref), 'paused', 5)).granted).toBe(false);
    const lanes = await bench.work.settleLanes(ref, 1, [proposal('cost', 'skipped')], []);
    expect(lanes[0]?.outcome).toBe('skipped');
  });

  it('and show what Genie asked back, once', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    const waiting = [{ domain: 'cost' as const, ask: 1, question: 'Which workspace?' }];
    const [lane] = await bench.work.settleLanes(ref, 1, [], waiting);
    await bench.work.settleLanes(ref, 1, [], waiting);
    expect(lane?.outcome).toBeNull();
    expect((await bench.log(ref)).slice(3)).toMatchObject([
      { type: 'lane.waiting', question: 'Which workspace?', questionId: 'cost:1:1' },
    ]);
  });

  it('and show the same words again when Genie asks them again', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    const asked = { domain: 'cost' as const, question: 'Which workspace?' };
    await bench.work.settleLanes(ref, 1, [], [{ ...asked, ask: 1 }]);
    await bench.work.settleLanes(ref, 1, [], [{ ...asked, ask: 2 }]);
    expect((await bench.log(ref)).slice(3)).toMatchObject([
      { type: 'lane.waiting', questionId: 'cost:1:1' },
      { type: 'lane.waiting', questionId: 'cost:1:2' },
    ]);
  });
});

async function sessionOf(ref: InvestigationRef) {
  const found = await bench.store.find(ref);
  return found ? { session: found.sessionId } : {};
}

describe('an investigation is concluded', () => {
  const table: readonly (readonly [string, readonly Outcome[], Conclusion['status'], string])[] = [
    ['all lanes answered', ['answered', 'no_data'], 'fromLanes', 'completed'],
    ['some lanes answered', ['answered', 'failed'], 'fromLanes', 'partial'],
    ['no lane answered', ['denied', 'throttled'], 'fromLanes', 'failed'],
    ['a skipped lane beside an answered one', ['answered', 'skipped'], 'fromLanes', 'completed'],
    ['no lane at all', [], 'fromLanes', 'completed'],
    ['lanes answered but the run failed', ['answered'], 'failed', 'failed'],
  ];
  it.each(table)('with %s', async (_, outcomes, status, expected) => {
    const domains = (['cost', 'security'] as const).slice(0, outcomes.length);
    const ref = await bench.investigate({ domains });
    await bench.work.settleLanes(
      ref,
      1,
      domains.map((domain, n) => proposal(domain, outcomes[n] ?? 'failed')),
      [],
    );
    expect(await bench.work.conclude(ref, { ...concluded, status })).toBe(expected);
    expect(await bench.store.find(ref)).toMatchObject({ status: expected });
  });

  it('by its lanes when its answer is finished, even if the run failed afterwards', async () => {
    const failure = { code: 'bug', message: 'The run failed.' } as const;
    for (const [outcome, expected] of [
      ['answered', 'completed'],
      ['failed', 'partial'],
    ] as const) {
      const ref = await bench.investigate({ domains: ['cost', 'quality'] });
      await bench.work.settleLanes(ref, 1, [proposal('cost', 'answered')], []);
      await bench.work.settleLanes(ref, 1, [proposal('quality', outcome)], []);
      await bench.work.appendAnswer(ref, [
        answerEvent('answer.started', 1, 1),
        answerEvent('answer.finished', 1, 1),
      ]);
      const end = { ...concluded, status: 'failed', failure } as const;
      expect(await bench.store.conclude(ref, end)).toBe(expected);
      expect((await bench.log(ref)).at(-1)).toMatchObject({ status: expected, failure: null });
    }
  });

  it('cancelled when that was asked for, whatever its lanes had found', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    await bench.work.settleLanes(ref, 1, [proposal('cost', 'answered')], []);
    await bench.store.requestCancel(ref);
    expect(await bench.work.conclude(ref, concluded)).toBe('cancelled');
  });

  it('after its open lanes are settled, all in one', async () => {
    const { ref } = await askedLane();
    expect(await bench.work.conclude(ref, concluded)).toBe('failed');
    expect((await bench.log(ref)).slice(-2)).toMatchObject([
      { type: 'lane.finished', outcome: 'timed_out', detail: 'Time was up.' },
      { type: 'finished', status: 'failed', failure: null },
    ]);
  });

  it('once, by however many: the worker and a sweeper agree on one end', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    const failure = { code: 'bug', message: 'It broke.' } as const;
    const ends = await Promise.all([
      bench.work.conclude(ref, concluded),
      bench.store.conclude(ref, { ...concluded, status: 'cancelled' }),
      bench.store.conclude(ref, { ...concluded, status: 'completed', failure }),
    ]);
    expect(new Set(ends).size).toBe(1);
    const finished = (await bench.log(ref)).filter(({ type }) => type === 'finished');
    expect(finished).toMatchObject([{ status: ends[0] }]);
    expect(await bench.work.conclude(ref, { ...concluded, status: 'partial' })).toBe(ends[0]);
  });

  it('and can be asked to cancel only while it is open, and once', async () => {
    const ref = await bench.investigate();
    expect(await bench.store.requestCancel(ref)).toBe(true);
    expect(await bench.store.requestCancel(ref)).toBe(false);
    const ended = await bench.investigate();
    await bench.work.conclude(ended, concluded);
    expect(await bench.store.requestCancel(ended)).toBe(false);
  });
});
