import { describe, expect, it } from 'vitest';
import { clockOf } from '../../domain/clock.ts';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { createStatementOf } from '../../worker/statement-of.ts';

const catalogue = loadCatalogue();
const nowMs = Date.parse('2026-11-20T08:00:00Z');
const statementOf = createStatementOf(catalogue);

describe('a certified statement by its id', () => {
  it('has its question as title, and its defaults as of a time', () => {
    const failed = statementOf('reliability/failing_jobs', nowMs);
    expect(failed).toMatchObject({ domain: 'reliability', title: expect.stringMatching(/\?$/) });
    const { value: from } = failed?.parameters.find(({ name }) => name === 'from_time') ?? {};
    expect(Date.parse(from ?? '')).toBeLessThan(nowMs);
    expect(failed?.parameters).toEqual(
      expect.arrayContaining([
        { name: 'to_time', type: 'TIMESTAMP', value: '2026-11-20T08:00:00.000Z' },
        { name: 'workspace', type: 'STRING', value: 'ALL' },
      ]),
    );
    const days = statementOf('cost/spend_by_day', nowMs)?.parameters.filter(
      ({ type }) => type === 'DATE',
    );
    expect(days?.map(({ value }) => value)).toContain('2026-11-20');
  });

  it('is found among the checks for causes too', () => {
    const [check] = catalogue.checks;
    expect(statementOf(check?.id ?? '', nowMs)?.sql).toBe(check?.sql);
    expect(statementOf('cost/none', nowMs)).toBeNull();
  });
});

describe('the clock of the data', () => {
  it('is the real one until it is pinned', () => {
    const pinned = clockOf('2026-11-20T08:00:00Z');
    expect([pinned(), pinned(1)]).toEqual([nowMs, nowMs]);
    expect(clockOf(null)(1)).toBe(1);
    expect(clockOf(null)()).toBeGreaterThan(nowMs - 86_400_000_000);
  });
});
