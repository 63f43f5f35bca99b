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

async function endOf(bend: Bend) {
  const question = `How much did we spend per day? Put ${stack.proxy.tagFor(bend)} first.`;
  const { budgetSeconds } = bend;
  const end = await stack.ask({ question, domains: ['cost'], budgetSeconds });
  expect(stack.proxy.repliesTo(bend).get(bend.route) ?? 0).toBeGreaterThan(0);
  return end;
}

describe.concurrent('a bent reply of Genie', () => {
  const rows = readRows<Row>('genie-replies.jsonl');
  it.for(rows.map((row) => [row.kind, row.id, row] as const))('%s: %s', async ([, , row]) => {
    const [lane] = (await endOf(row)).lanes;
    expect([row.outcome].flat(), lane?.detail ?? '').toContain(lane?.outcome);
    const told = (lane?.detail ?? '').toLowerCase();
    if (lane?.outcome !== 'answered')
      for (const word of row.says ?? []) expect(told).toContain(word.toLowerCase());
  });
});

describe.concurrent('any JSON value in any field of a reply', () => {
  it.for(randomBends(40).map((bend, n) => [n + 1, bend.id, bend] as const))(
    '%i: %s',
    async ([, , bend]) => {
      expect((await endOf(bend)).lanes).toHaveLength(1);
    },
  );
});
