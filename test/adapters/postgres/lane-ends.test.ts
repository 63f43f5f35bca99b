import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { aResult, legOf, openBench } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

describe('the end of a lane is heard by the others of its investigation', () => {
  it('whoever ended it, once, and a leg that leaves it open is not', async () => {
    const ref = await bench.investigate({ domains: ['cost', 'quality', 'security'] });
    const other = await bench.investigate({ domains: ['cost'] });
    const heard: string[] = [];
    bench.laneEnds.listen(ref.id, () => heard.push('ours'));
    bench.laneEnds.listen(other.id, () => heard.push('other'));
    const cost = legOf(ref);
    await bench.work.takeLane(cost);
    await bench.work.finishLane(cost, aResult({ outcome: null }));
    // Notifications come in the order of commits: when the last one is here, all are.
    await bench.work.finishLane(cost, aResult());
    const proposals = [
      { domain: 'cost' as const, outcome: 'failed' as const, detail: null },
      { domain: 'quality' as const, outcome: 'failed' as const, detail: null },
    ];
    await bench.work.settleLanes(ref, 1, proposals, []);
    await bench.work.settleLanes(other, 1, proposals.slice(0, 1), []);
    await vi.waitFor(() => expect(heard.at(-1)).toBe('other'));
    expect(heard).toEqual(['ours', 'ours', 'other']);
  });
});
