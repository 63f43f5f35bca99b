import { describe, expect, test } from 'vitest';
import type { CaseResult, Score } from '../../domain/evaluation.ts';
import { bars } from '../../eval/gate/bars.ts';
import { gate, readBars } from '../../eval/gate/gate.ts';
import type { Bar } from '../../eval/gate/gate.ts';
import { wilson } from '../../eval/gate/wilson.ts';
import { scorers } from '../../eval/scorers.ts';

const bar: Bar = {
  scorer: 'routing',
  domain: 'all',
  bar: 0.9,
  minimum: 10,
  applies: 'always',
  was: null,
  why: 'because',
};

const result = (
  verdict: Score['verdict'],
  domains: CaseResult['domains'] = ['cost'],
): CaseResult => ({
  position: 0,
  caseId: 'a',
  repeat: 1,
  question: 'What did jobs cost?',
  domains,
  investigationId: null,
  scores: [{ scorer: 'routing', verdict, reason: '', evidence: [], stoppedBy: null }],
  figures: null,
  judgedAt: null,
});
const times = (count: number, ...given: Parameters<typeof result>): CaseResult[] =>
  Array.from({ length: count }, () => result(...given));

describe('the gate', () => {
  test.each([
    ['nine of ten', [...times(9, 'pass'), result('fail')], 'passed'],
    ['eight of ten', [...times(8, 'pass'), ...times(2, 'fail')], 'failed'],
    ['nine of nine, of which ten are needed', times(9, 'pass'), 'notEnoughData'],
    ['one of nine, which ten could not mend', [result('pass'), ...times(8, 'fail')], 'failed'],
    ['nothing', [], 'notEnoughData'],
    ['errors of the judge, which are no score', times(20, 'error'), 'notEnoughData'],
    ['nine passes among errors', [...times(9, 'pass'), ...times(20, 'error')], 'notEnoughData'],
    ['ten passes among skipped', [...times(10, 'pass'), ...times(20, 'skipped')], 'passed'],
    ['what another stage stopped', times(10, 'notRun'), 'passed'],
    [
      'errors beside what another stage stopped',
      [...times(10, 'notRun'), result('error')],
      'notEnoughData',
    ],
  ] as const)('says of %s: %3$s', (_, results, verdict) => {
    expect(gate([bar], results).verdict).toBe(verdict);
  });

  test('keeps what is of no domain out of the denominators of all domains', () => {
    const results = [...times(10, 'pass', []), ...times(8, 'pass'), ...times(2, 'fail')];
    const { verdict, bars: told } = gate([{ ...bar, domain: 'cost' }], results);
    expect(told[0]).toMatchObject({ passed: 8, judged: 10 });
    expect(verdict).toBe('failed');
    expect(gate([bar], results).verdict).toBe('passed');
  });

  test('judges each domain that has enough questions, also where the judge erred', () => {
    const results = [...times(10, 'pass'), ...times(10, 'error', ['quality'])];
    const told = gate(
      [{ ...bar, domain: 'each' }],
      [...results, ...times(3, 'fail', ['security'])],
    );
    expect(told.bars.map(({ domain, verdict }) => [domain, verdict])).toEqual([
      ['cost', 'passed'],
      ['quality', 'notEnoughData'],
    ]);
  });

  test('leaves out a bar of labels that no question has', () => {
    const labelled = { ...bar, applies: 'labelled' } as const;
    expect(gate([labelled, { ...bar, scorer: 'x' }], times(10, 'skipped')).bars.length).toBe(1);
  });

  test('with a bar that fails is failed, whatever others lack', () => {
    expect(gate([{ ...bar, minimum: 99 }, bar], times(10, 'fail')).verdict).toBe('failed');
    const open = gate(
      [
        { ...bar, minimum: 99 },
        { ...bar, domain: 'cost' },
      ],
      times(10, 'pass'),
    );
    expect(open.verdict).toBe('notEnoughData');
  });
});

describe('bars', () => {
  test('hold for every scorer, and keep to what the design asks for', () => {
    expect(new Set(bars.map(({ scorer }) => scorer))).toEqual(
      new Set([
        ...scorers.map(({ name }) => name),
        // What a model says of the others is shown, and holds nobody up.
        'relevance_to_query',
        'safety',
        'retrieval_groundedness',
      ]),
    );
    const least = (scorer: string) =>
      bars.find((one) => one.scorer === scorer && one.domain === 'all')?.bar;
    expect(least('routing')).toBeGreaterThanOrEqual(0.9);
    expect(least('firstLine')).toBeGreaterThanOrEqual(0.8);
    expect(least('relevance_to_query')).toBeGreaterThanOrEqual(0.8);
  });

  test.each([
    ['over 1', [{ ...bar, bar: 90 }], 'bar 1, bar: '],
    ['of no scorer', [{ ...bar, scorer: 'rooting' }], 'bar 1: no scorer rooting'],
    ['that stands twice', [bar, { ...bar, bar: 0.1 }], 'bar 2: routing, all stands twice'],
    ['without a reason', [{ ...bar, why: '' }], 'bar 1, why: '],
    ['of an unknown domain', [{ ...bar, domain: 'costs' }], 'bar 1, domain: '],
  ])('%s are refused', (_, rows, message) => {
    expect(() => readBars(rows, ['routing'])).toThrow(message);
  });
});

describe('the interval of a share', () => {
  // By hand from the formula, and as R's prop.test(x, n, correct = FALSE) has it.
  test.each([
    [8, 10, 0.4902, 0.9433],
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [90, 100, 0.8256, 0.9448],
    [0, 0, 0, 1],
  ])('of %i in %i is %f to %f', (passed, judged, low, high) => {
    const interval = wilson(passed, judged);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });
});
