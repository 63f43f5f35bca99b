import { describe, expect, test } from 'vitest';
import type { CaseResult, Evaluation, ScoreVerdict } from '../../domain/evaluation.ts';
import { compareEvaluations } from '../../eval/compare.ts';
import { reportPage } from '../../eval/report/html.ts';
import { evaluationLines } from '../../eval/report/table.ts';
import { bars } from '../../eval/gate/bars.ts';
import { gate } from '../../eval/gate/gate.ts';

const result = (
  caseId: string,
  verdict: ScoreVerdict,
  firstLine = '12 jobs failed.',
  over: Partial<CaseResult> = {},
): CaseResult => ({
  position: 0,
  caseId,
  repeat: 1,
  question: `What of ${caseId}?`,
  domains: ['cost'],
  investigationId: null,
  scores: [{ scorer: 'routing', verdict, reason: 'because', evidence: [], stoppedBy: null }],
  figures: {
    status: 'completed',
    asked: ['cost'],
    certified: [],
    firstLine,
    numbers: firstLine.match(/\d+/g) ?? [],
    tookMs: 1_200,
    genieQuestions: 1,
    geniePolls: 2,
    tokens: 0,
  },
  judgedAt: '2026-11-18T02:00:00.000Z',
  ...over,
});

const evaluation = (
  results: readonly CaseResult[],
  over: Partial<Evaluation> = {},
): Evaluation => ({
  id: `eva_${'1'.repeat(32)}`,
  workflowId: 'evaluation-1',
  suite: 'probe',
  repeats: 1,
  trigger: 'person',
  status: 'completed',
  cases: results.length,
  judged: results.length,
  asOf: '2026-11-18T00:00:00.000Z',
  startedAt: '2026-11-18T02:00:00.000Z',
  finishedAt: '2026-11-18T02:07:05.000Z',
  gate: gate(bars, results),
  detail: null,
  ...over,
});

describe('two evaluations', () => {
  test('differ in what fails, what passes and what numbers are told', () => {
    const before = [
      result('a', 'pass'),
      result('b', 'fail'),
      result('c', 'pass'),
      result('x', 'pass'),
    ];
    const now = [
      result('a', 'fail'),
      result('b', 'pass'),
      result('c', 'pass', '13 jobs failed.'),
      result('y', 'fail'),
      result('c', 'fail', '99', { repeat: 2 }),
    ];
    const found = compareEvaluations(before, now);
    expect(found.compared).toBe(3);
    expect(found.newlyFailing.map(({ caseId }) => caseId)).toEqual(['a']);
    expect(found.newlyPassing.map(({ caseId }) => caseId)).toEqual(['b']);
    expect(found.otherNumbers).toMatchObject([
      { caseId: 'c', before: '12 jobs failed.', now: '13 jobs failed.' },
    ]);
  });

  test('of which one judged nothing have nothing to compare', () => {
    const open = [result('a', 'pass', '', { judgedAt: null, figures: null })];
    expect(compareEvaluations(open, [result('a', 'fail')])).toMatchObject({
      compared: 0,
      newlyFailing: [],
    });
  });

  test('tell what is skipped now and failed before as neither', () => {
    const found = compareEvaluations([result('a', 'fail')], [result('a', 'skipped')]);
    expect([found.newlyFailing, found.newlyPassing]).toEqual([[], []]);
  });
});

describe('the table of an evaluation', () => {
  test('has its verdict, what failed first, and why', () => {
    const results = Array.from({ length: 20 }, (_, n) => result(`q${n}`, n < 15 ? 'pass' : 'fail'));
    const lines = evaluationLines(evaluation(results), results, 3);
    expect(lines[0]).toBe(
      `probe: FAILED. 20 of 20 questions judged in 7:05 (eva_${'1'.repeat(32)}).`,
    );
    expect(lines[3]).toMatch(/^routing +75\.0 % +90 % +53 to 89 % +20 +FAILED$/);
    expect(lines.slice(-4)).toEqual([
      'routing  q15: because',
      'routing  q16: because',
      'routing  q17: because',
      '… and 2 more',
    ]);
  });
});

describe('the page of an evaluation', () => {
  const hostile = '<img src=x onerror=alert(1)> & "quotes"';
  const results = [
    result('a', 'fail', hostile, { question: hostile }),
    result('none', 'pass', '', { domains: [], figures: null }),
  ];
  const other = evaluation(results, { id: `eva_${'0'.repeat(32)}` });
  const page = reportPage({
    evaluation: evaluation(results, { detail: hostile }),
    results,
    others: [other],
    comparison: compareEvaluations([result('a', 'pass')], results),
  });

  test('needs nothing from elsewhere, and runs nothing', () => {
    expect(page).not.toMatch(/<script|<link|<img|url\(|@import|<[^>]* (?:src|href)=|https?:/);
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quotes&quot;');
  });

  test('has the verdict, each bar, each question, what turned and the charts', () => {
    expect(page).toContain('<h1>Evaluation of probe: <span class="notEnoughData">');
    expect(page).toContain('pass → fail');
    expect(page.match(/<svg/g)?.length).toBeGreaterThan(2);
    expect(page).toContain('<polyline points=');
    expect(page).toContain('<td>none</td>');
  });
});
