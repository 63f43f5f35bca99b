import { describe, expect, it } from 'vitest';
import { alertFrom } from '../../domain/alert-rule.ts';
import type { AlertQuery } from '../../domain/alert-rule.ts';
import { conditionProblems, conditionText } from '../../domain/proposals.ts';
import type { AlertCondition } from '../../domain/proposals.ts';
import { anEvidence } from '../support/evidence.ts';

const query: AlertQuery = {
  sql: 'select 1',
  question: 'Which jobs failed?',
  columns: [
    { name: 'job_name', type: 'STRING', is: 'label', unit: null },
    { name: 'failed_runs', type: 'BIGINT', is: 'measure', unit: 'runs' },
    { name: 'failed_hours', type: 'DOUBLE', is: 'measure', unit: 'h' },
    { name: 'success_percent', type: 'DOUBLE', is: 'measure', unit: 'percent' },
  ],
  order: ['-failed_runs', 'job_name'],
};
const evidence = anEvidence({
  columns: query.columns.map(({ name, type, is, unit }) => ({ name, type, is, unit })),
  rows: [
    ['etl', 40, '3.5', 90],
    ['load', 2, '12.25', 99],
  ],
});
const from = (text: string, order = query.order, rows = evidence.rows) =>
  alertFrom({ ...evidence, rows }, { ...query, order }, text);
const said = (text: string, order?: readonly string[]) => {
  const found = from(text, order);
  return found === null ? null : conditionText(found.condition);
};

describe('an alert that is proposed', () => {
  it.each([
    ['Alert me when a job fails more than 20 times.', 'the highest failed_runs is above 20'],
    ['Tell me if failed runs exceed 1,500', 'the highest failed_runs is above 1500'],
    ['Warn us when failed hours are at least 8', 'the highest failed_hours is at or above 8'],
    ['Which failed in the last 24 hours? Alert above 3.', 'the highest failed_runs is above 3'],
    ['Notify me when success percent drops below 95 %', 'the lowest success_percent is below 95'],
    ['Alert me if failed runs go over 2k', 'the highest failed_runs is above 2000'],
    ['Alert me if this gets worse', 'the highest failed_runs is above 48'],
    ['Let us know when the failed hours grow', 'the highest failed_hours is above 15'],
  ])('for "%s" tells when %s', (text, expected) => {
    expect(said(text)).toBe(expected);
  });

  it('watches the lowest value of rows that begin with it', () => {
    expect(said('Alert me if this gets worse', ['success_percent'])).toBe(
      'the lowest success_percent is below 72',
    );
  });

  it('says where its bound comes from, and what stands now', () => {
    expect(from('Alert me above 20 failed runs')?.reason).toBe(
      '20 is the bound that the question names (highest now: 40).',
    );
    expect(from('Alert me')?.reason).toMatch(/^48 is 20 % above what the answer found/);
    expect(from('Alert me above 20', query.order, [])?.reason).toMatch(/there is no value now/);
  });

  it('needs a number: of the question, or of a row', () => {
    expect(from('Alert me', query.order, [])).toBeNull();
    expect(from('Alert me', query.order, [['etl', null, null, null]])).toBeNull();
    const columns = query.columns.filter(({ is }) => is !== 'measure');
    expect(alertFrom(evidence, { ...query, columns }, 'Alert me above 3')).toBeNull();
  });
});

const columns = [
  { name: 'runs', type: 'BIGINT' },
  { name: 'cost', type: 'DECIMAL(20,6)' },
  { name: 'name', type: 'STRING' },
  { name: 'refused', type: 'BOOLEAN' },
  { name: 'at', type: 'TIMESTAMP' },
];
const problems = (given: Partial<AlertCondition>): readonly string[] =>
  conditionProblems(
    {
      column: 'runs',
      aggregation: null,
      operator: 'GREATER_THAN',
      threshold: 1,
      whenEmpty: 'OK',
      ...given,
    },
    columns,
  ).map(({ path }) => path);

describe('a condition', () => {
  it.each<[string, Partial<AlertCondition>, readonly string[]]>([
    ['a number above a number', {}, []],
    ['a decimal', { column: 'cost', threshold: 0.5, aggregation: 'SUM' }, []],
    ['a text that is equal', { column: 'name', threshold: 'x', operator: 'EQUAL' }, []],
    ['true', { column: 'refused', threshold: true, operator: 'EQUAL' }, []],
    ['the count of texts', { column: 'name', aggregation: 'COUNT', threshold: 3 }, []],
    ['a column that the query lacks', { column: 'absent' }, ['column']],
    ['a number against a text', { threshold: 'many' }, ['threshold']],
    ['a text against a number', { column: 'name' }, ['threshold']],
    ['true against a number', { threshold: true }, ['threshold']],
    ['the sum of texts', { column: 'name', aggregation: 'SUM', threshold: 'x' }, ['aggregation']],
    ['true that is greater', { column: 'refused', threshold: true }, ['operator']],
    [
      'a count against a text',
      { column: 'name', aggregation: 'COUNT', threshold: 'x' },
      ['threshold'],
    ],
  ])('of %s has these problems', (_, given, expected) => {
    expect(problems(given)).toEqual(expected);
  });
});
