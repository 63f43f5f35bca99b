import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Domain } from '../../../domain/domains.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { Conclusion } from '../../../domain/conclusion.ts';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import {
  aResult,
  aTurn,
  answerEvent,
  concluded,
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

const proposal = (domain: Domain, outcome: Outcome, detail: string | null = null) => ({
  domain,
  outcome,
  detail,
});

/** A lane that has asked Genie and waits. */
async function askedLane() {
  const ref = await bench.investigate({ domains: ['cost'] });
  const leg = legOf(ref);
  const ids = taken();
  await bench.work.takeLane(leg);
  await intend(bench.work, leg);
  await bench.work.ledger.asked(leg, ids);
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
      genie: { messageId: ids.messageId, conversationId: ids.conversationId, url: ids.url },
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
    expect((await intend(bench.work, legOf(next))).conversationId).toBeNull();
    // Nor does it stand in the way of the one that is opened then.
    await bench.work.ledger.asked(legOf(next), { ...taken(), conversationId: 'c-next' });
    await bench.work.ledger.left(legOf(next), { ended: true, genieMs: null });
    expect((await intend(bench.work, legOf(next))).conversationId).toBe('c-next');
  });

  it('throttled when they would be timed out while they still wait for quota', async () => {
    const ref = await bench.investigate({ domains: ['cost', 'quality'] });
    for (const domain of ['cost', 'quality'] as const) {
      await bench.work.takeLane(legOf(ref, { domain }));
    }
    // Quality was granted its turn; cost still waits.
    const request = (domain: Domain) => {
      const leg = legOf(ref, { domain });
      const narrow = { workspace: 'narrow', questionsPerMinute: 1 };
      return bench.work.quota.request(leg, aTurn(leg, narrow));
    };
    expect((await request('quality')).kind).toBe('granted');
    expect((await request('cost')).kind).toBe('waiting');
    const lanes = await bench.work.settleLanes(
      ref,
      1,
      [proposal('cost', 'timed_out', 'x'), proposal('quality', 'timed_out', 'x')],
      [],
    );
    expect(lanes.map(({ outcome }) => outcome)).toEqual(['throttled', 'timed_out']);
    expect(lanes[0]?.detail).toContain('quota');
    const waiters = await bench.rows('select 1 from quota_waiters where workspace = $1', [
      'narrow',
    ]);
    expect(waiters).toEqual([]);
  });

  it('skipped while they wait for quota stay skipped', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    await bench.work.quota.pause('paused', 60_000);
    await bench.work.takeLane(legOf(ref));
    const request = aTurn(legOf(ref), { workspace: 'paused' });
    expect((await bench.work.quota.request(legOf(ref), request)).kind).toBe('waiting');
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

  it('cancelled, and then nothing of it is remembered', async () => {
    for (const [isCancelled, remembered] of [
      [true, 0],
      [false, 1],
    ] as const) {
      const ref = await bench.investigate({ domains: ['cost'] });
      await bench.work.appendAnswer(ref, [
        answerEvent('answer.started', 1, 1),
        answerEvent('answer.finished', 1, 1),
      ]);
      if (isCancelled) await bench.store.requestCancel(ref);
      await bench.work.conclude(ref, concluded, 24);
      const types = await bench.types(ref);
      expect(types.filter((type) => type === 'remembered')).toHaveLength(remembered);
      const messages = await bench.rows('select 1 from messages where id like $1', [`${ref.id}:%`]);
      expect(messages).toHaveLength(2 * remembered);
    }
  });

  it('cancelled when that was asked for before a run ended in another way', async () => {
    const failure = { code: 'upstream.rejected', message: 'No domain answered.' } as const;
    for (const status of ['failed', 'partial'] as const) {
      const ref = await bench.investigate({ domains: ['cost'] });
      await bench.store.requestCancel(ref);
      const end = { ...concluded, status, failure };
      expect(await bench.work.conclude(ref, end)).toBe('cancelled');
      const last = (await bench.log(ref)).at(-1);
      expect(last).toMatchObject({ status: 'cancelled', failure: null });
    }
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
