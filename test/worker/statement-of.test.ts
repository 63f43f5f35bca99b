import { describe, expect, it } from 'vitest';
import { clockOf } from '../../domain/clock.ts';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { createStatementOf } from '../../worker/statement-of.ts';

const catalogue = loadCatalogue();
const now = clockOf('2026-11-20T08:00:00Z');
const statementOf = createStatementOf(catalogue, now);

describe('a certified statement by its id', () => {
  it('has its question as title, and its defaults as of the clock of the data', () => {
    const failed = statementOf('reliability/failing_jobs');
    expect(failed).toMatchObject({ domain: 'reliability', title: expect.stringMatching(/\?$/) });
    const { value: from } = failed?.parameters.find(({ name }) => name === 'from_time') ?? {};
    expect(Date.parse(from ?? '')).toBeLessThan(now());
    expect(failed?.parameters).toEqual(
      expect.arrayContaining([
        { name: 'to_time', type: 'TIMESTAMP', value: '2026-11-20T08:00:00.000Z' },
        { name: 'workspace', type: 'STRING', value: 'ALL' },
      ]),
    );
    const days = statementOf('cost/spend_by_day')?.parameters.filter(({ type }) => type === 'DATE');
    expect(days?.map(({ value }) => value)).toContain('2026-11-20');
  });

  it('is found among the checks for causes too', () => {
    const [question] = catalogue.questions;
    if (question === undefined) throw new Error('the catalogue is empty');
    const checks = [{ ...question, id: 'cost/check' }];
    expect(createStatementOf({ ...catalogue, checks }, now)('cost/check')?.sql).toBe(question.sql);
    expect(statementOf('cost/check')).toBeNull();
  });
});

describe('the clock of the data', () => {
  it('is the real one until it is pinned', () => {
    expect(now()).toBe(Date.parse('2026-11-20T08:00:00Z'));
    expect(Math.abs(clockOf(null)() - Date.now())).toBeLessThan(60_000);
  });
});
