import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { LegRef } from '../../../domain/worker-ports.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import { aResult, anEvidence, codeOf, legOf, openBench } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const progress = (leg: LegRef) => ({
  key: `lane.progress:${leg.epoch}:${leg.attempt}`,
  type: 'lane.progress' as const,
  payload: {
    domain: leg.domain,
    round: leg.round,
    status: `${leg.epoch}:${leg.attempt}`,
    genie: { spaceId: 's', conversationId: 'c', messageId: 'm', url: 'http://w.example' },
  },
});

describe('a lane is taken', () => {
  const orders: readonly (readonly [string, [number, number], [number, number], boolean])[] = [
    ['the same attempt again', [1, 1], [1, 1], true],
    ['the next attempt', [1, 1], [1, 2], true],
    ['the next leg, whose attempts begin anew', [1, 7], [2, 1], true],
    ['an older attempt', [1, 2], [1, 1], false],
    ['an older leg with more attempts', [2, 1], [1, 9], false],
  ];
  it.each(orders)('by %s, or refused', async (_, first, second, taken) => {
    const ref = await bench.investigate({ domains: ['cost'] });
    await bench.work.takeLane(legOf(ref, { epoch: first[0], attempt: first[1] }));
    const later = legOf(ref, { epoch: second[0], attempt: second[1], ask: second[0] });
    expect((await bench.work.takeLane(later)) !== null).toBe(taken);
    const [lane] = await bench.work.lanes(ref, 1);
    expect([lane?.epoch, lane?.attempt]).toEqual(taken ? second : first);
  });

  it('and stops whoever had it: its steps, its events and its end', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    const [old, young] = [legOf(ref), legOf(ref, { attempt: 2 })];
    await bench.work.takeLane(old);
    expect(await bench.work.fence(old)).toMatchObject({ open: true });
    await bench.work.takeLane(young);
    expect(await bench.work.fence(old)).toEqual({ open: false, reason: 'superseded' });
    expect(await bench.work.fence(young)).toMatchObject({ open: true });
    const before = await bench.log(ref);
    expect(await codeOf(bench.work.laneEvent(old, progress(old)))).toBe('input.conflict');
    const late = await bench.work.finishLane(old, aResult({ evidence: [anEvidence()] }));
    expect(late.outcome).toBeNull();
    expect(await bench.log(ref)).toEqual(before);
    expect(await bench.work.evidence(ref)).toEqual([]);
    await bench.work.laneEvent(young, progress(young));
    expect((await bench.types(ref)).at(-1)).toBe('lane.progress');
  });

  it('by one of two that come at once, and the newer has it in the end', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    const legs = [3, 1, 4, 2, 5].map((attempt) => legOf(ref, { attempt }));
    await Promise.all(legs.map((leg) => bench.work.takeLane(leg)));
    const open = await Promise.all(legs.map((leg) => bench.work.fence(leg)));
    expect(open.map((fence) => fence.open)).toEqual([false, false, false, false, true]);
  });

  it('with what an older attempt wrote until it was overtaken', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    const [old, young] = [legOf(ref), legOf(ref, { attempt: 2 })];
    await bench.work.takeLane(old);
    const client = await bench.pool.connect();
    try {
      await client.query('begin');
      await client.query(
        `select request_turn(($1, $2, 1, 'cost', 1, 1, 1)::leg, 'w', 100000, 's', 'q', '[]')`,
        [old.id, old.owner],
      );
      const taking = bench.work.takeLane(young);
      await vi.waitUntil(async () => {
        const waits = await bench.rows(
          `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%take_lane%'`,
        );
        return waits.length > 0;
      });
      await client.query('commit');
      expect((await taking)?.asked).toMatchObject({ state: 'intent', question: 'q' });
    } finally {
      client.release();
    }
  });

  it('is not there for a domain that was not routed', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    expect(await bench.work.takeLane(legOf(ref, { domain: 'quality' }))).toBeNull();
    expect(await bench.work.fence(legOf(ref, { domain: 'quality' }))).toMatchObject({
      reason: 'superseded',
    });
  });
});

describe('a leg may take its next step', () => {
  it('while it has the lane, told how many lanes are open and how much time is left', async () => {
    const ref = await bench.investigate({ domains: ['cost', 'quality'], deadlineInMs: 60_000 });
    const leg = legOf(ref);
    await bench.work.takeLane(leg);
    const fence = await bench.work.fence(leg);
    expect(fence).toMatchObject({ open: true, openLanes: 2 });
    const left = fence.open ? fence.deadlineInMs : 0;
    expect(left).toBeGreaterThan(50_000);
    expect(left).toBeLessThanOrEqual(60_000);
    const other = legOf(ref, { domain: 'quality' });
    await bench.work.takeLane(other);
    await bench.work.finishLane(other, aResult());
    expect(await bench.work.fence(leg)).toMatchObject({ openLanes: 1 });
  });

  it('until its deadline, its cancel or its end', async () => {
    const late = await bench.investigate({ domains: ['cost'], deadlineInMs: -1 });
    await bench.work.takeLane(legOf(late));
    expect(await bench.work.fence(legOf(late))).toEqual({ open: false, reason: 'deadline' });
    const cancelled = await bench.investigate({ domains: ['cost'] });
    await bench.work.takeLane(legOf(cancelled));
    await bench.store.requestCancel(cancelled);
    expect(await bench.work.fence(legOf(cancelled))).toEqual({ open: false, reason: 'cancelled' });
    const ended = await bench.investigate({ domains: ['cost'] });
    await bench.work.takeLane(legOf(ended));
    await bench.work.finishLane(legOf(ended), aResult());
    expect(await bench.work.fence(legOf(ended))).toEqual({ open: false, reason: 'settled' });
  });
});

describe('the first outcome stands', () => {
  it('and the same attempt, run again, gets it back', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    const leg = legOf(ref);
    await bench.work.takeLane(leg);
    const evidence = anEvidence();
    await bench.work.finishLane(leg, aResult({ evidence: [evidence] }));
    const before = await bench.log(ref);
    const again = await bench.work.takeLane(legOf(ref, { attempt: 2 }));
    expect(again).toMatchObject({ outcome: 'answered', attempt: 1, evidenceIds: [evidence.id] });
    const late = await bench.work.finishLane(leg, aResult({ outcome: 'failed', detail: 'late' }));
    expect(late).toMatchObject({ outcome: 'answered', detail: null });
    expect(await bench.log(ref)).toEqual(before);
  });

  it('whoever of a leg and the workflow came first', async () => {
    const refs = await Promise.all(
      Array.from({ length: 8 }, () => bench.investigate({ domains: ['cost'] })),
    );
    for (const ref of refs) {
      const leg = legOf(ref);
      await bench.work.takeLane(leg);
      const [finished, settled] = await Promise.all([
        bench.work.finishLane(leg, aResult({ evidence: [anEvidence()] })),
        bench.work.settleLanes(
          ref,
          1,
          [{ domain: 'cost', outcome: 'timed_out', detail: 'Time was up.' }],
          [],
        ),
      ]);
      const ends = (await bench.log(ref)).filter(({ type }) => type === 'lane.finished');
      expect(ends).toMatchObject([{ outcome: finished.outcome }]);
      expect(settled[0]?.outcome).toBe(finished.outcome);
      const kept = finished.outcome === 'answered' ? 1 : 0;
      expect(await bench.work.evidence(ref)).toHaveLength(kept);
    }
  });
});

describe('evidence, outcome and their events', () => {
  it('stand together, in the order in which they were found', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    const leg = legOf(ref);
    await bench.work.takeLane(leg);
    const evidence = [anEvidence({ title: 'First' }), anEvidence({ title: 'Second' })];
    const genie = { spaceId: 's', conversationId: 'c', messageId: 'm', url: 'http://w.example' };
    await bench.work.finishLane(leg, aResult({ evidence, genie, usage: { geniePolls: 2 } }));
    expect(await bench.work.evidence(ref)).toEqual(evidence);
    expect((await bench.log(ref)).slice(-3)).toMatchObject([
      { type: 'evidence.added', title: 'First', rowCount: 1 },
      { type: 'evidence.added', title: 'Second' },
      {
        type: 'lane.finished',
        outcome: 'answered',
        genie,
        usage: { geniePolls: 2, genieQuestions: 0 },
      },
    ]);
    const [first] = evidence;
    expect(await bench.store.evidenceById(ref, first?.id ?? '')).toEqual(first);
    expect(await bench.store.evidenceById(ref, 'ev_none')).toBeNull();
  });

  it('names Genie as the source of evidence whose stored source has no kind', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    const evidence = anEvidence();
    const { kind: _, ...source } = evidence.source;
    await bench.rows(
      'insert into evidence (investigation_id, owner, id, domain, body) values ($1, $2, $3, $4, $5)',
      [ref.id, ref.owner, evidence.id, 'cost', { ...evidence, source }],
    );
    expect(await bench.work.evidence(ref)).toEqual([evidence]);
    expect(await bench.store.evidenceById(ref, evidence.id)).toEqual(evidence);
  });

  it('or are not there at all: evidence that the database refuses leaves the lane open', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    const leg = legOf(ref);
    await bench.work.takeLane(leg);
    const { domain: _, ...nameless } = anEvidence();
    const bad = nameless as Evidence;
    await expect(
      bench.work.finishLane(leg, aResult({ evidence: [anEvidence(), bad] })),
    ).rejects.toThrow(/null value in column "domain"/);
    expect(await bench.work.evidence(ref)).toEqual([]);
    expect(await bench.work.fence(leg)).toMatchObject({ open: true });
    expect(await bench.types(ref)).not.toContain('evidence.added');
  });

  it('are stored once when the same table comes twice', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    const leg = legOf(ref);
    await bench.work.takeLane(leg);
    const one = anEvidence();
    await bench.work.finishLane(leg, aResult({ evidence: [one, { ...one, title: 'again' }] }));
    expect(await bench.work.evidence(ref)).toEqual([one]);
    expect((await bench.types(ref)).filter((type) => type === 'evidence.added')).toHaveLength(1);
  });

  it('keep the exact value of every cell', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    const leg = legOf(ref);
    await bench.work.takeLane(leg);
    const rows = [['12345678901234567890.123456789012345678', 9007199254740991, 1e-7, true, null]];
    const evidence = anEvidence({ rows });
    await bench.work.finishLane(leg, aResult({ evidence: [evidence] }));
    expect((await bench.work.evidence(ref))[0]?.rows).toEqual(rows);
  });
});

describe('routing', () => {
  it('is committed once: a later attempt gets what stands, its lanes and all', async () => {
    const ref = await bench.investigate();
    const commit = (domain: 'cost' | 'quality') =>
      bench.work.commitRouting(ref, {
        routing: {
          domains: [{ domain, question: 'q', score: 1, reason: 'r' }],
          tools: [],
          source: 'examples',
        },
        degraded: [],
        usage: {},
        prompt: null,
        lanes: [{ domain, question: 'q', spaceId: 's', deadlineAtMs: Date.now() + 60_000 }],
      });
    expect(await bench.work.committedRouting(ref)).toBeNull();
    const both = await Promise.all([commit('cost'), commit('quality')]);
    expect(both[0]).toEqual(both[1]);
    expect(await bench.work.committedRouting(ref)).toEqual(both[0]);
    const lanes = await bench.work.lanes(ref, 1);
    expect(lanes.map(({ domain }) => domain)).toEqual(
      both[0]?.routing.domains.map(({ domain }) => domain),
    );
    expect(await bench.types(ref)).toEqual(['queued', 'started', 'routed']);
  });
});
