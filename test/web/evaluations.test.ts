import { describe, expect, it } from 'vitest';
import { failingCases, type CaseRow } from '../../web/evaluations/newly-failing.ts';
import { trendsOf } from '../../web/evaluations/trends.ts';
import type { Evaluation } from '../../web/resources.ts';

const bar = (scorer: string, share: number | null, domain: 'cost' | null = null) => ({
  scorer,
  domain,
  bar: 0.9,
  minimum: 1,
  passed: 1,
  judged: 10,
  errors: 0,
  notRun: 0,
  share,
  low: 0,
  high: 1,
  verdict: 'passed' as const,
});

const night = (id: string, bars: ReturnType<typeof bar>[] | null): Evaluation => ({
  id,
  workflowId: id,
  suite: 'plain',
  repeats: 1,
  trigger: 'schedule',
  status: 'completed' as Evaluation['status'],
  cases: 10,
  judged: 10,
  asOf: '',
  startedAt: `2026-11-0${id}T02:00:00.000Z`,
  finishedAt: null,
  gate: bars === null ? null : { verdict: 'passed', bars },
  detail: null,
});

const row = (caseId: string, ...verdicts: CaseRow['scores'][number]['verdict'][]): CaseRow => ({
  position: 0,
  caseId,
  repeat: 0,
  question: caseId,
  domains: [],
  investigationId: null,
  scores: verdicts.map((verdict, n) => ({
    scorer: `s${n}`,
    verdict,
    reason: '',
    evidence: [],
    stoppedBy: null,
  })),
  figures: null,
  judgedAt: null,
});

describe('the trend of evaluations', () => {
  it('has each scorer over all domains, oldest first, without those that were not judged', () => {
    const trends = trendsOf([
      night('3', [bar('routing', 0.9), bar('routing', 0.1, 'cost'), bar('units', null)]),
      night('2', null),
      night('1', [bar('routing', 0.8)]),
    ]);
    expect(
      trends.map(({ name, points }) => [name, points.map(({ id, share }) => [id, share])]),
    ).toEqual([
      [
        'routing',
        [
          ['1', 0.8],
          ['3', 0.9],
        ],
      ],
    ]);
  });
});

describe('what fails', () => {
  const told = (before: readonly CaseRow[] | null) =>
    failingCases(
      [row('old', 'fail'), row('well', 'pass', 'skipped'), row('new', 'pass', 'error')],
      before,
    ).map(({ row: { caseId }, failed, isNew }) => [caseId, failed.length, isNew]);

  it('begins with what did not fail the night before', () => {
    expect(told([row('old', 'error'), row('new', 'pass')])).toEqual([
      ['new', 1, true],
      ['old', 1, false],
    ]);
  });

  it('is new in nothing when there is no night before', () => {
    expect(told(null)).toEqual([
      ['old', 1, false],
      ['new', 1, false],
    ]);
  });
});
