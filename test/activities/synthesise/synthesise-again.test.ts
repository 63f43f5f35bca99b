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

const cited = ['`etl` [cost:1] cost 12.50 USD [cost:2], ', 'with ingest 19.75 USD [cost:4].'];

describe('an answer by a model', () => {
  const breaks = [
    ['in the middle of its stream', true],
    ['with a stream that ends early and in order', false],
  ] as const;
  it.each(breaks)('that breaks off %s is begun anew by the next attempt', async (_, cut) => {
    let calls = 0;
    await using model = await createScriptedHttp(() => {
      calls += 1;
      return calls === 1 ? streamed(['Jobs cost '], { cut, ends: false }) : streamed(cited);
    });
    const deps = world.depsWith(`${model.url}/v1`);
    const ref = await world.investigated({ cost: jobs('cost') });
    expect(await codeOf(world.write(deps, ref))).toBe('upstream.down');
    expect(await world.shown(ref)).toBe('Jobs cost ');
    expect((await world.bench.work.answerState(ref)).finished).toBeNull();
    await world.write(deps, ref, { attempt: 2 });
    const types = (await world.ofAnswer(ref)).map(({ type }) => type);
    expect(types.slice(0, 4)).toEqual([
      'answer.started',
      'answer.delta',
      'answer.reset',
      'answer.started',
    ]);
    expect(await world.shown(ref)).toBe(cited.join(''));
    expect((await world.answerOf(ref)).markdown).toBe(cited.join(''));
  });
});

describe('of two that write at once', () => {
  it('the newer attempt writes and the older one is refused', async () => {
    await using model = await createModelServer({
      pieces: ['old ', 'older ', 'oldest'],
      gapMs: 300,
    });
    const ref = await world.investigated({ cost: jobs('cost') });
    const old = codeOf(world.write(world.depsWith(model.url), ref));
    await until(async () => (await world.shown(ref)) === 'old ');
    await world.write(world.depsWith(null), ref, { attempt: 2 });
    expect(await old).toBe('input.conflict');
    expect(await world.shown(ref)).toBe((await world.answerOf(ref)).markdown);
    expect((await world.answerOf(ref)).markdown).not.toContain('old');
  });

  it('one that is given up at the very end finishes nothing', async () => {
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

  it('one that was given up finishes nothing', async () => {
    const ref = await world.investigated({ cost: jobs('cost') });
    const given = AbortSignal.abort(new Error('given up'));
    await expect(world.write(world.depsWith(null), ref, {}, given)).rejects.toThrow('given up');
    expect((await world.bench.work.answerState(ref)).finished).toBeNull();
  });
});
