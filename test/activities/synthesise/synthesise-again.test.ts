import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScriptedHttp } from '../../adapters/databricks/scripted-http.ts';
import { streamed } from '../../adapters/model/streamed.ts';
import { codeOf } from '../../adapters/postgres/bench.ts';
import { createModelServer } from '../../support/model-server.ts';
import { jobs, openAnswerBench } from './answer-bench.ts';
import type { AnswerBench } from './answer-bench.ts';
import { until } from '../bench.ts';

let world: AnswerBench;
beforeAll(async () => {
  world = await openAnswerBench();
});
afterAll(() => world[Symbol.asyncDispose]());

const cited = [
  '`etl` [cost:1] cost 12.50 USD [cost:2], ',
  'together with ingest 19.75 USD [cost:4].',
];

describe('an answer by a model', () => {
  const interrupted = () => streamed(['Jobs [cost:1] cost '], { cut: true, ends: false });

  it('whose stream is interrupted is taken back and asked for once more', async () => {
    let calls = 0;
    await using model = await createScriptedHttp(() => {
      calls += 1;
      return calls === 1 ? interrupted() : streamed(cited);
    });
    const ref = await world.investigated({ cost: jobs('cost') });
    await world.write(world.depsWith(`${model.url}/v1`), ref);
    const types = (await world.ofAnswer(ref)).map(({ type }) => type);
    expect(types.slice(0, 3)).toEqual(['answer.started', 'answer.delta', 'answer.reset']);
    expect(await world.shown(ref)).toBe(cited.join(''));
    expect((await world.answerOf(ref)).markdown).toBe(cited.join(''));
  });

  it('that is interrupted again gets no third call: the rules write', async () => {
    await using model = await createScriptedHttp(interrupted);
    const ref = await world.investigated({ cost: jobs('cost') });
    await world.write(world.depsWith(`${model.url}/v1`), ref);
    const { markdown, degradedDetail } = await world.answerOf(ref);
    expect(degradedDetail[0]?.reason).toMatch(/^The model did not write the answer: /);
    expect(await world.shown(ref)).toBe(markdown);
    expect(markdown).toContain('etl');
    expect(model.received).toHaveLength(2);
  });

  it('of a later attempt costs one call more at most', async () => {
    await using model = await createScriptedHttp(interrupted);
    const ref = await world.investigated({ cost: jobs('cost') });
    await world.write(world.depsWith(`${model.url}/v1`), ref, { attempt: 2 });
    expect((await world.answerOf(ref)).degraded).toEqual(['model']);
    expect(model.received).toHaveLength(1);
  });

  it('whose stream has no end mark is kept, with a caveat', async () => {
    await using model = await createScriptedHttp(() => streamed(cited, { ends: false }));
    const ref = await world.investigated({ cost: jobs('cost') });
    await world.write(world.depsWith(`${model.url}/v1`), ref);
    const answer = await world.answerOf(ref);
    const caveat = 'The model did not say whether its answer is complete.';
    expect(answer.caveats).toEqual([caveat]);
    expect(answer.markdown).toBe(`${cited.join('')}\n\n## Caveats\n\n- ${caveat}\n`);
    expect(await world.shown(ref)).toBe(answer.markdown);
    expect(model.received).toHaveLength(1);
  });
});

describe('of two attempts that write at the same time', () => {
  it('the newer attempt writes and the older one is refused', async () => {
    await using model = await createModelServer({
      pieces: ['old [cost:1] ', 'older ', 'oldest'],
      gapMs: 300,
    });
    const ref = await world.investigated({ cost: jobs('cost') });
    const old = codeOf(world.write(world.depsWith(model.url), ref));
    await until(async () => (await world.shown(ref)) === 'old [cost:1] ');
    await world.write(world.depsWith(null), ref, { attempt: 2 });
    expect(await old).toBe('input.conflict');
    expect(await world.shown(ref)).toBe((await world.answerOf(ref)).markdown);
    expect((await world.answerOf(ref)).markdown).not.toContain('old');
  });

  it('one that is aborted before its last event does not finish', async () => {
    const ref = await world.investigated({ cost: jobs('cost') });
    const deps = world.depsWith(null);
    const given = new AbortController();
    const compose: typeof deps.reasoner.compose = async (...args) => {
      const composed = await deps.reasoner.compose(...args);
      given.abort(new Error('given up'));
      return composed;
    };
    const late = { ...deps, reasoner: { ...deps.reasoner, compose } };
    await expect(world.write(late, ref, {}, given.signal)).rejects.toThrow('given up');
    expect((await world.bench.work.answerState(ref)).finished).toBeNull();
  });

  it('one that was aborted before does not finish', async () => {
    const ref = await world.investigated({ cost: jobs('cost') });
    const given = AbortSignal.abort(new Error('given up'));
    await expect(world.write(world.depsWith(null), ref, {}, given)).rejects.toThrow('given up');
    expect((await world.bench.work.answerState(ref)).finished).toBeNull();
  });
});
