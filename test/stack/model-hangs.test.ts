import { afterAll, beforeAll, expect, it } from 'vitest';
import { createScriptedHttp } from '../adapters/databricks/scripted-http.ts';
import type { ScriptedHttp } from '../adapters/databricks/scripted-http.ts';
import { createService } from '../support/service.ts';
import { createStackBench } from '../support/stack.ts';
import type { StackBench } from '../support/stack.ts';

let bench: StackBench;
let model: ScriptedHttp;

beforeAll(async () => {
  model = await createScriptedHttp(() => 'hang');
  bench = await createStackBench();
  await bench.start([], { LLM_ENDPOINT: `${model.url}/v1`, LLM_MODEL: 'scripted' }).ready;
});
afterAll(async () => {
  await bench?.[Symbol.asyncDispose]();
  await model?.[Symbol.asyncDispose]();
});

it('a model that never answers costs time, but no answer', async () => {
  const service = createService(bench.file().api.url);
  const question = 'Which jobs failed in the last 7 days?';
  const { id } = await service.ask({ question, budgetSeconds: 30 });
  const done = await service.ended(id, 50_000);
  const { status, failure, answer } = done;
  const lanes = done.lanes.map(({ domain, outcome, detail }) => ({ domain, outcome, detail }));
  expect({ status, failure, lanes, degraded: answer?.degraded }).toEqual({
    status: 'completed',
    failure: null,
    lanes: [{ domain: 'reliability', outcome: 'answered', detail: null }],
    degraded: ['model'],
  });
  // One call chooses the domains, one writes the answer; neither is repeated.
  expect(model.received).toHaveLength(2);
});
