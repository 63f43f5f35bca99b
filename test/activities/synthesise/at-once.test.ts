import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { synthesiseAtOnce } from '../../../activities/synthesise/synthesise.ts';
import type { Deps } from '../../../activities/deps.ts';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import { jobs, openAnswerBench } from './answer-bench.ts';
import type { AnswerBench } from './answer-bench.ts';

let world: AnswerBench;
beforeAll(async () => {
  world = await openAnswerBench();
});
afterAll(() => world[Symbol.asyncDispose]());

const atOnce = (deps: Deps, ref: InvestigationRef, signal = new AbortController().signal) =>
  synthesiseAtOnce(
    deps,
    { ref, pass: 1, byRule: null, modelByMs: Date.now() + 60_000 },
    { attempt: 1, signal },
  );

const typesOf = async (ref: InvestigationRef) =>
  (await world.ofAnswer(ref)).map(({ type }) => type);

describe('an answer by rule that is written at once', () => {
  it('is in the log with all of its text, as one that was written step by step', async () => {
    const deps = world.depsWith(null);
    const [ref, slow] = [
      await world.investigated({ cost: jobs('cost') }),
      await world.investigated({ cost: jobs('cost') }),
    ];
    expect(await atOnce(deps, ref)).toBe(true);
    await world.write(deps, slow);
    expect(await typesOf(ref)).toEqual(['answer.started', 'answer.delta', 'answer.finished']);
    const { markdown } = await world.answerOf(ref);
    expect(markdown).toContain('etl');
    expect(await world.shown(ref)).toBe(markdown);
    expect(markdown).toBe((await world.answerOf(slow)).markdown);
  });

  it('is written once', async () => {
    const ref = await world.investigated({ cost: jobs('cost') });
    expect(await atOnce(world.depsWith(null), ref)).toBe(true);
    expect(await atOnce(world.depsWith(null), ref)).toBe(true);
    expect(await typesOf(ref)).toHaveLength(3);
  });

  it('is left to an attempt that has begun', async () => {
    const ref = await world.investigated({ cost: jobs('cost') });
    await world.bench.work.appendAnswer(ref, [
      { key: 'answer.started:1:1', type: 'answer.started', payload: { pass: 1, attempt: 1 } },
    ]);
    expect(await atOnce(world.depsWith(null), ref)).toBe(false);
    expect(await typesOf(ref)).toEqual(['answer.started']);
  });

  it('leaves nothing when it is stopped', async () => {
    const ref = await world.investigated({ cost: jobs('cost') });
    const stopped = atOnce(world.depsWith(null), ref, AbortSignal.abort(new Error('stopped')));
    await expect(stopped).rejects.toThrow('stopped');
    expect(await typesOf(ref)).toEqual([]);
  });
});

it('what a model writes is not written at once', async () => {
  const ref = await world.investigated({ cost: jobs('cost') });
  expect(await atOnce(world.depsWith('http://127.0.0.1:9/v1'), ref)).toBe(false);
  expect(await typesOf(ref)).toEqual([]);
});
