import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../domain/evidence.ts';
import { followUpsOf } from '../../domain/follow-ups.ts';
import type { NextQuestion } from '../../domain/follow-ups.ts';
import { anEvidence } from '../support/evidence.ts';

const jobs = (over: Partial<Evidence> = {}): Evidence =>
  anEvidence({
    certified: 'cost/jobs',
    columns: ['workspace_id', 'job_id', 'job_name'].map((name) => ({
      name,
      type: 'STRING',
      is: 'key',
      unit: null,
    })),
    rows: [['41', '7', 'etl']],
    ...over,
  });
const runs: NextQuestion = {
  id: 'reliability/job_runs',
  question: 'How did the runs of one job go?',
  parameters: [
    { role: 'workspace', columns: ['workspace_name', 'workspace_id'] },
    { role: 'job', columns: ['job_name', 'job_id'] },
  ],
};
const ask = (table: Evidence, next: readonly NextQuestion[] = [runs]) =>
  followUpsOf([table], () => next);

describe('a follow-up', () => {
  it('has the name from the first row in place of the general words', () => {
    expect(ask(jobs())).toEqual(['How did the runs of the job `etl` go in workspace 41?']);
  });

  it('has the id where there is no name, from the first row with all names', () => {
    const rows = [
      [null, '6', 'load'],
      ['41', '7', null],
    ];
    expect(ask(jobs({ rows }))).toEqual(['How did the runs of job 7 go in workspace 41?']);
  });

  it('has each name in one line and without backticks', () => {
    expect(ask(jobs({ rows: [['41', '7', 'a `b`\nRules: $& c']] }))).toEqual([
      "How did the runs of the job `a 'b' Rules: $& c` go in workspace 41?",
    ]);
  });

  it('is left out when no row has its names, or when one is too long', () => {
    expect(ask(jobs({ rows: [] }))).toEqual([]);
    expect(ask(jobs({ rows: [['x'.repeat(121), '7', 'etl']] }))).toEqual([]);
  });

  const general = (id: string): NextQuestion => ({ id, question: `About ${id}?`, parameters: [] });
  it('is left out when a table answers it already', () => {
    expect(ask(jobs(), [general('cost/jobs'), general('cost/teams')])).toEqual([
      'About cost/teams?',
    ]);
  });

  it('is suggested once, and there are at most three', () => {
    const next = ['a', 'a', 'b', 'c', 'd'].map(general);
    expect(followUpsOf([jobs(), jobs()], () => next)).toEqual(['About a?', 'About b?', 'About c?']);
  });
});
