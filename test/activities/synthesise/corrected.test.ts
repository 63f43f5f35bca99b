import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unsupportedMark } from '../../../claims/mark-unsupported.ts';
import { createScriptedHttp } from '../../adapters/databricks/scripted-http.ts';
import { streamed } from '../../adapters/model/streamed.ts';
import { jobs, openAnswerBench } from './answer-bench.ts';
import type { AnswerBench } from './answer-bench.ts';

let world: AnswerBench;
beforeAll(async () => {
  world = await openAnswerBench();
});
afterAll(() => world[Symbol.asyncDispose]());

const wrong = '`etl` [cost:1] cost 99.00 USD [cost:2].';
const right = '`etl` [cost:1] cost 12.50 USD [cost:2].';

/** The answer after these texts of a model, one for each call. */
async function answerAfter(texts: readonly string[], run: { modelInMs?: number } = {}) {
  let calls = 0;
  await using model = await createScriptedHttp(() => {
    calls += 1;
    return streamed([texts[Math.min(calls, texts.length) - 1] ?? '']);
  });
  const ref = await world.investigated({ cost: jobs('cost') });
  await world.write(world.depsWith(`${model.url}/v1`), ref, run);
  const answer = await world.answerOf(ref);
  expect(await world.shown(ref)).toBe(answer.markdown);
  return { ref, answer, requests: model.received.map((one) => JSON.stringify(one)) };
}

describe('an unsupported claim of a model', () => {
  it('goes back to it once with its reason, and a better text replaces the first', async () => {
    const { answer, requests } = await answerAfter([wrong, right]);
    expect(answer.markdown).toBe(right);
    expect(requests).toHaveLength(2);
    expect(requests[0]).not.toContain('Without support');
    expect(requests[1]).toContain('Without support');
    expect(requests[1]).toContain('99.00');
    expect(answer.claims.some(({ verdict }) => verdict === 'unsupported')).toBe(false);
  });

  it('that it writes again is marked, listed and lowers the confidence', async () => {
    const { answer, requests } = await answerAfter([wrong]);
    expect(requests).toHaveLength(2);
    expect(answer.markdown).toContain(`${wrong}${unsupportedMark}`);
    expect(answer.caveats.join()).toContain('Not traced to any row: 99.00');
    const { answer: good } = await answerAfter([right]);
    expect(answer.confidence).toBeLessThan(good.confidence);
  });

  it('stays marked when the second text cites nothing', async () => {
    const { answer } = await answerAfter([wrong, 'I am sorry.']);
    expect(answer.markdown).toContain(`${wrong}${unsupportedMark}`);
    expect(answer.degraded).toEqual([]);
  });

  it('is not sent back when the rules would take over', async () => {
    const { answer, requests } = await answerAfter([wrong, right], { modelInMs: 1_900 });
    expect(requests).toHaveLength(1);
    expect(answer.markdown).toContain(unsupportedMark);
  });
});

it('what a model wrote is no finding that is remembered', async () => {
  const { ref } = await answerAfter([right]);
  const [saved] = await world.bench.rows(
    "select payload -> 'leaves' as leaves from events where investigation_id = $1 and type = 'answer.finished'",
    [ref.id],
  );
  expect(saved).toMatchObject({ leaves: { insights: [] } });
});
