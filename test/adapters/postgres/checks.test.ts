import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredCheck } from '../../../domain/worker-ports.ts';
import { anExplanation } from '../../support/explanation.ts';
import { anEvidence, codeOf, concluded, openBench } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const source = {
  kind: 'warehouse',
  warehouseId: 'w1',
  statementId: 'st1',
  fetchedAt: '2026-11-18T00:00:00.000Z',
} as const;
const question = 'cost/object_cost_by_day';
const blocked: StoredCheck = { kind: 'blocked', missing: { what: 'audit log', remedy: 'GRANT' } };

describe('a check of a cause', () => {
  it('is stored with its table, which belongs to no lane', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    const { checks } = bench.work;
    const evidence = anEvidence({ source });
    expect(await checks.ended(ref, 'k')).toBeNull();
    const ending = { kind: 'rows', evidence } as const;
    expect(await checks.end(ref, { key: 'k', question, ending })).toEqual(ending);
    expect(await checks.ended(ref, 'k')).toEqual(ending);
    expect(await bench.work.evidence(ref)).toEqual([evidence]);
    expect((await bench.log(ref)).at(-1)).toMatchObject({ type: 'evidence.added', round: 0 });
  });

  it('keeps its first end, and a late one leaves no table', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    const { checks } = bench.work;
    await checks.end(ref, { key: 'k', question, ending: blocked });
    const late = { kind: 'rows', evidence: anEvidence({ source }) } as const;
    expect(await checks.end(ref, { key: 'k', question, ending: late })).toEqual(blocked);
    const both = [1, 2].map((n) => ({ kind: 'failed', reason: `reason ${n}` }) as const);
    const ends = await Promise.all(
      both.map((ending) => checks.end(ref, { key: 'both', question, ending })),
    );
    expect(ends[0]).toEqual(ends[1]);
    expect(await bench.work.evidence(ref)).toEqual([]);
  });

  it('is refused after the end of the investigation, with its table', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    const { checks } = bench.work;
    await bench.work.conclude(ref, concluded);
    const ending = { kind: 'rows', evidence: anEvidence({ source }) } as const;
    expect(await codeOf(checks.end(ref, { key: 'k', question, ending }))).toBe('input.conflict');
    expect(await checks.ended(ref, 'k')).toBeNull();
    expect(await bench.work.evidence(ref)).toEqual([]);
  });
});

describe('an explanation', () => {
  it('stands once, with its event and the number of statements', async () => {
    const ref = await bench.investigate({ domains: ['cost'] });
    const { checks } = bench.work;
    expect(await checks.explanation(ref)).toBeNull();
    for (const key of ['a', 'b']) await checks.end(ref, { key, question, ending: blocked });
    const first = anExplanation();
    const second = anExplanation({ verdict: 'skipped' });
    const [one, other] = await Promise.all([
      checks.explain(ref, first),
      checks.explain(ref, second),
    ]);
    expect(other).toEqual(one);
    expect(await checks.explain(ref, second)).toEqual(one);
    expect(await checks.explanation(ref)).toEqual(one);
    const told = (await bench.log(ref)).filter(({ type }) => type === 'explained');
    expect(told).toMatchObject([{ explanation: one, usage: { statements: 2 } }]);
  });
});
