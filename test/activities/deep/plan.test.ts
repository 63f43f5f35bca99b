import { afterAll, beforeAll, expect, it } from 'vitest';
import { plan } from '../../../activities/deep/plan.ts';
import { toComputed } from '../../../activities/explain/to-computed.ts';
import { firstRound } from '../../../domain/deep.ts';
import { openAnswerBench, jobs } from '../synthesise/answer-bench.ts';
import type { AnswerBench } from '../synthesise/answer-bench.ts';

let world: AnswerBench;
beforeAll(async () => {
  world = await openAnswerBench();
});
afterAll(() => world[Symbol.asyncDispose]());

it('a round that only counted what was there has found nothing', async () => {
  const table = jobs('cost');
  const ref = await world.investigated({ cost: table });
  const { id, columns, rows, domain } = table;
  const sum = toComputed(ref, {
    from: [id],
    rule: 'sum',
    domain,
    title: 'What the jobs cost together',
    columns,
    rows,
  });
  await world.bench.work.checks.keep(ref, sum);
  const planned = (round: number, quiet: number) =>
    plan(
      world.depsWith(null),
      {
        ref,
        state: { ...firstRound, round, quiet, tables: round - 2 },
        answerByMs: Date.now() + 600_000,
      },
      { attempt: 1, signal: new AbortController().signal },
    );
  expect(await planned(2, 0)).toMatchObject({ quiet: 0, tables: 1 });
  expect(await planned(3, 0)).toMatchObject({ quiet: 1, tables: 1 });
  const ends = (await world.bench.log(ref)).flatMap((event) =>
    event.type === 'round.finished' ? [event.found] : [],
  );
  expect(ends).toEqual([[id], []]);
});
