import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRows } from './bend.ts';
import { createBendingModel } from './bending-model.ts';
import type { BendingModel, ModelRow } from './bending-model.ts';
import { createHostileStack } from './hostile-stack.ts';
import type { HostileStack } from './hostile-stack.ts';

let stack: HostileStack;
let model: BendingModel;
beforeAll(async () => {
  model = await createBendingModel();
  stack = await createHostileStack({ LLM_ENDPOINT: model.url, LLM_MODEL: 'scripted' });
});
afterAll(async () => {
  await stack?.[Symbol.asyncDispose]();
  await model?.[Symbol.asyncDispose]();
});

describe.concurrent('a bent reply of the model', () => {
  const rows = readRows<ModelRow>('model-replies.jsonl');
  it.for(rows.map((row) => [row.id, row] as const))('%s', async ([, row]) => {
    const question = `How much did we spend per day? Put ${model.tagFor(row)} first.`;
    const end = await stack.ask({ question, budgetSeconds: 60 });
    expect(model.bentReplies(row)).toBeGreaterThan(0);
    expect(end.status).toBe('completed');
    const isWritten = end.answer?.markdown.includes('Scripted') === true;
    const isDecided = end.routing?.source === 'model';
    const by = (row.call === 'write' ? isWritten : isDecided) ? 'model' : 'rules';
    expect([row.by].flat(), JSON.stringify(end.answer?.degradedDetail)).toContain(by);
    // Whatever was done by rule is told, with the reason.
    expect(end.answer?.degraded.includes('model')).toBe(!isWritten || !isDecided);
  });
});
