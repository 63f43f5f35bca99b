import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRows } from './bend.ts';
import type { Bend, Row } from './bend.ts';
import { createHostileStack } from './hostile-stack.ts';
import type { HostileStack } from './hostile-stack.ts';
import { randomBends } from './random-bends.ts';

let stack: HostileStack;
beforeAll(async () => {
  stack = await createHostileStack();
});
afterAll(() => stack?.[Symbol.asyncDispose]());

/** Time for a case that ends by itself, also on a busy machine, and for one that ends by its deadline. */
const [ampleSeconds, shortSeconds] = [60, 15];

async function endOf(bend: Bend, budgetSeconds: number) {
  const question = `How much did we spend per day? Put ${stack.proxy.tagFor(bend)} first.`;
  const end = await stack.ask({ question, domains: ['cost'], budgetSeconds });
  expect(stack.proxy.repliesTo(bend).get(bend.route) ?? 0).toBeGreaterThan(0);
  return end;
}

describe.concurrent('a bent reply of Genie', () => {
  const rows = readRows<Row>('genie-replies.jsonl');
  it.for(rows.map((row) => [row.kind, row.id, row] as const))('%s: %s', async ([, , row]) => {
    const isEndless = [row.outcome].flat().some((one) => /timed_out|throttled/.test(one));
    const [lane] = (await endOf(row, isEndless ? shortSeconds : ampleSeconds)).lanes;
    expect([row.outcome].flat(), lane?.detail ?? '').toContain(lane?.outcome);
    const told = (lane?.detail ?? '').toLowerCase();
    if (lane?.outcome !== 'answered')
      for (const word of row.says ?? []) expect(told).toContain(word.toLowerCase());
  });
});

describe.concurrent('any JSON value in any field of a reply', () => {
  it.for(randomBends(20).map((bend, n) => [n + 1, bend.id, bend] as const))(
    '%i: %s',
    async ([, , bend]) => {
      expect((await endOf(bend, 2 * shortSeconds)).lanes).toHaveLength(1);
    },
  );
});
