import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBench } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

describe('the summary of a session', () => {
  it('and what it used are stored once: a later attempt changes nothing', async () => {
    const ref = await bench.investigate();
    const due = { before: null, messages: [], domains: [], upToUs: '0', expiresUs: String(4e15) };
    await bench.work.summaries.save(ref, due, { text: null, usage: { modelCalls: 1 } });
    await bench.work.summaries.save(ref, due, { text: 'late', usage: { modelCalls: 2 } });
    const used = await bench.rows('select summary_usage from investigations where id = $1', [
      ref.id,
    ]);
    expect(used).toEqual([{ summary_usage: { modelCalls: 1 } }]);
    expect(await bench.rows('select 1 from summaries')).toEqual([]);
  });
});
