import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Domain } from '../../../domain/domains.ts';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import { aTurn, codeOf, concluded, intend, legOf, openBench, taken } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

describe('a steer', () => {
  it('is kept once, with its event', async () => {
    const ref = await bench.investigate({ domains: ['cost', 'quality'] });
    const skip = { action: 'skip', domain: 'cost' } as const;
    await Promise.all(
      [1, 2, 3].map(() =>
        bench.work.recordSteer(ref, {
          updateId: 'request-1',
          action: skip,
          mostSeconds: { standard: 600, deep: 600 },
        }),
      ),
    );
    expect(await bench.types(ref)).toEqual(['queued', 'started', 'routed', 'steered']);
    expect(await bench.rows('select action from steers')).toEqual([{ action: skip }]);
  });

  it('is refused before domains were chosen, while it is being cancelled, and after the end', async () => {
    const steer = (ref: InvestigationRef) =>
      bench.work.recordSteer(ref, {
        updateId: 'request-1',
        action: { action: 'answerNow' },
        mostSeconds: { standard: 600, deep: 600 },
      });
    const queued = await bench.investigate();
    await expect(steer(queued)).rejects.toThrow('No domain has been chosen yet.');
    const cancelled = await bench.investigate({ domains: ['cost'] });
    await bench.store.requestCancel(cancelled);
    await expect(steer(cancelled)).rejects.toThrow('is being cancelled');
    const ended = await bench.investigate({ domains: ['cost'] });
    await bench.work.conclude(ended, concluded);
    await expect(steer(ended)).rejects.toThrow('has ended');
  });
});

describe('more time', () => {
  const extend = (ref: InvestigationRef, updateId: string, seconds: number) =>
    bench.work.recordSteer(ref, {
      updateId,
      action: { action: 'extend', seconds },
      mostSeconds: { standard: 600, deep: 600 },
    });
  const deadlines = (ref: InvestigationRef) =>
    bench.rows(
      `select i.budget_seconds as budget, extract(epoch from i.deadline_at - i.created_at)::int as whole,
          extract(epoch from l.deadline_at - i.created_at)::int as lane
        from investigations i join lanes l on l.investigation_id = i.id where i.id = $1 order by l.domain`,
      [ref.id],
    );

  it('moves the deadlines of all that is open, once', async () => {
    const ref = await bench.investigate({ domains: ['cost', 'quality'] });
    await bench.work.settleLanes(
      ref,
      1,
      [{ domain: 'quality', outcome: 'answered', detail: null }],
      [],
    );
    await extend(ref, 'one', 60);
    await extend(ref, 'one', 60);
    expect(await deadlines(ref)).toEqual([
      { budget: 180, whole: 180, lane: 180 },
      { budget: 180, whole: 180, lane: 120 },
    ]);
  });

  it('is refused beyond the maximum, also when two come at once', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    await expect(extend(ref, 'one', 481)).rejects.toThrow('by at most 480 s');
    const ends = await Promise.all(['two', 'three'].map((id) => codeOf(extend(ref, id, 300))));
    expect(new Set(ends)).toEqual(new Set([null, 'input.conflict']));
    expect(await deadlines(ref)).toMatchObject([{ budget: 420 }]);
  });
});

describe('a hint', () => {
  const hint = (ref: InvestigationRef, domain?: Domain) =>
    bench.work.recordSteer(ref, {
      updateId: randomUUID(),
      action: { action: 'hint', text: 'Only prod.', domain },
      mostSeconds: { standard: 600, deep: 600 },
    });

  it('is kept while a domain of it is open and there is time', async () => {
    const ref = await bench.investigate({ domains: ['cost', 'quality'] });
    await hint(ref);
    await bench.work.settleLanes(ref, 1, [{ domain: 'cost', outcome: 'failed', detail: null }], []);
    await hint(ref, 'quality');
    await expect(hint(ref, 'cost')).rejects.toThrow('cost has finished (failed).');
    await expect(hint(ref, 'security')).rejects.toThrow('does not ask security');
    await bench.work.settleLanes(
      ref,
      1,
      [{ domain: 'quality', outcome: 'failed', detail: null }],
      [],
    );
    await expect(hint(ref)).rejects.toThrow('Every domain has finished.');
    const late = await bench.investigate({ domains: ['cost'], deadlineInMs: 4_000 });
    await expect(hint(late)).rejects.toThrow('too short');
  });

  it('keeps the place in the queue, and leaves a conversation in which Genie works', async () => {
    const ref = await bench.investigate({ domains: ['cost', 'quality'] });
    const first = legOf(ref);
    await bench.work.takeLane(first);
    const other = legOf(ref, { domain: 'quality' });
    await bench.work.takeLane(other);
    await intend(bench.work, other, { workspace: 'full', questionsPerMinute: 1 });
    const full = aTurn(first, { workspace: 'full', questionsPerMinute: 1 });
    expect(await bench.work.quota.request(first, full)).toMatchObject({ kind: 'waiting' });
    const second = legOf(ref, { epoch: 2, ask: 2 });
    const [before] = await bench.rows('select since from quota_waiters where ask = 1');
    await bench.work.takeLane(second);
    const waiters = await bench.rows('select since, ask from quota_waiters');
    expect(waiters).toEqual([{ since: before?.['since'], ask: 2 }]);
    await intend(bench.work, second);
    await bench.work.ledger.asked(second, taken());
    const third = legOf(ref, { epoch: 3, ask: 3 });
    await bench.work.takeLane(third);
    expect(await intend(bench.work, third)).toMatchObject({ conversationId: null });
  });
});

describe('of the lanes of an investigation', () => {
  const skip = (domain: Domain) => ({ action: 'skip', domain }) as const;
  const codes = (...steers: readonly Promise<void>[]) =>
    Promise.all(steers.map((steer) => codeOf(steer)));

  it('the last one is not skipped, also when both of two are skipped at once', async () => {
    for (let n = 0; n < 5; n += 1) {
      const ref = await bench.investigate({ domains: ['cost', 'quality'] });
      const ends = await codes(
        bench.work.recordSteer(ref, {
          updateId: 'one',
          action: skip('cost'),
          mostSeconds: { standard: 600, deep: 600 },
        }),
        bench.work.recordSteer(ref, {
          updateId: 'two',
          action: skip('quality'),
          mostSeconds: { standard: 600, deep: 600 },
        }),
      );
      expect(new Set(ends)).toEqual(new Set(['input.conflict', null]));
      expect((await bench.types(ref)).filter((type) => type === 'steered')).toHaveLength(1);
    }
  });

  it('one is skipped once: a later request is told so', async () => {
    const ref = await bench.investigate({ domains: ['cost', 'quality', 'security'] });
    await bench.work.recordSteer(ref, {
      updateId: 'one',
      action: skip('cost'),
      mostSeconds: { standard: 600, deep: 600 },
    });
    await expect(
      bench.work.recordSteer(ref, {
        updateId: 'two',
        action: skip('cost'),
        mostSeconds: { standard: 600, deep: 600 },
      }),
    ).rejects.toThrow(/cost/);
    await bench.work.settleLanes(
      ref,
      1,
      [{ domain: 'quality', outcome: 'answered', detail: null }],
      [],
    );
    await expect(
      bench.work.recordSteer(ref, {
        updateId: 'three',
        action: skip('quality'),
        mostSeconds: { standard: 600, deep: 600 },
      }),
    ).rejects.toThrow('quality has finished (answered).');
    // An answered lane is not a skipped one, so the last open lane may be skipped.
    await bench.work.recordSteer(ref, {
      updateId: 'four',
      action: skip('security'),
      mostSeconds: { standard: 600, deep: 600 },
    });
  });

  it('one that is not there, or not yet, is not skipped', async () => {
    const ref = await bench.investigate({ domains: ['cost', 'quality'] });
    await expect(
      bench.work.recordSteer(ref, {
        updateId: 'one',
        action: skip('security'),
        mostSeconds: { standard: 600, deep: 600 },
      }),
    ).rejects.toThrow('does not ask security');
    const queued = await bench.investigate();
    expect(
      await codes(
        bench.work.recordSteer(queued, {
          updateId: 'one',
          action: skip('cost'),
          mostSeconds: { standard: 600, deep: 600 },
        }),
      ),
    ).toEqual(['input.conflict']);
  });
});
