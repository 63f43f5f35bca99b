import { describe, expect, test } from 'vitest';
import type { BarResult, GateResult } from '../../domain/evaluation.ts';
import { fallsOf, fallText } from '../../eval/gate/fall.ts';
import { wilson } from '../../eval/gate/wilson.ts';

const bar = (passed: number, judged: number, over: Partial<BarResult> = {}): BarResult => ({
  scorer: 'numberTruth',
  domain: null,
  bar: 0.95,
  minimum: 10,
  passed,
  judged,
  errors: 0,
  notRun: 0,
  share: judged === 0 ? null : passed / judged,
  ...wilson(passed, judged),
  verdict: 'passed',
  ...over,
});
const gate = (...bars: BarResult[]): GateResult => ({ verdict: 'passed', bars });
const week = (passed: number, judged: number): readonly GateResult[] =>
  Array.from({ length: 7 }, () => gate(bar(passed, judged)));

describe('a run', () => {
  test.each([
    ['as good as before', 196, 200, 196, 200],
    ['one question worse', 195, 200, 196, 200],
    ['better', 200, 200, 180, 200],
    ['one of few worse', 17, 18, 18, 18],
    ['of which nothing was judged', 0, 0, 196, 200],
    ['before which nothing was judged', 100, 200, 0, 0],
  ])('%s has not fallen', (_, passed, judged, was, of) => {
    expect(fallsOf(gate(bar(passed, judged)), week(was, of))).toEqual([]);
  });

  test.each([
    ['a tenth worse', 176, 200, 196, 200],
    ['three of few worse', 14, 18, 18, 18],
    ['in which nothing passed', 0, 10, 10, 10],
  ])('%s has fallen', (_, passed, judged, was, of) => {
    expect(fallsOf(gate(bar(passed, judged)), week(was, of))).toEqual([
      {
        scorer: 'numberTruth',
        domain: null,
        judged,
        share: passed / judged,
        mean: was / of,
        runs: 7,
      },
    ]);
  });

  test('is held to its own scorer and domain, and to nothing when it is the first', () => {
    const now = gate(bar(100, 200, { scorer: 'routing', domain: 'cost' }));
    const others = [gate(bar(200, 200, { scorer: 'routing' }), bar(200, 200, { domain: 'cost' }))];
    expect(fallsOf(now, others)).toEqual([]);
    expect(fallsOf(now, [])).toEqual([]);
  });
});

test('a fall is told with what it was, and where to look', () => {
  const falls = fallsOf(gate(bar(100, 200, { domain: 'cost' })), [
    gate(bar(200, 200, { domain: 'cost' })),
  ]);
  const text = fallText(
    { suite: 'plain', gate: gate() },
    falls,
    'http://here/v1/evaluations/eva_1',
  );
  expect(text.split('\n')).toEqual([
    'Health Monitor: the evaluation plain fell and still passed.',
    '• numberTruth of cost: 50.0 % of 200, the run before was 100.0 %',
    'http://here/v1/evaluations/eva_1',
  ]);
});
