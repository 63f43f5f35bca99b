import { describe, expect, it } from 'vitest';
import { unappliedIn } from '../../../activities/synthesise/unapplied.ts';
import { anEvidence } from '../../support/evidence.ts';

const table = anEvidence({
  sql: 'select usage_date, cost from usage where workspace = :workspace',
  parameters: [{ name: 'workspace', value: 'prod-us' }],
  columns: [
    { name: 'job_name', type: 'STRING', is: 'label', unit: null },
    { name: 'cost', type: 'DECIMAL(20,6)', is: 'measure', unit: 'USD' },
  ],
  rows: [['nightly_load', '12.5']],
});

describe('a condition that no query took up is told', () => {
  it.each([
    ['cost, excluding prod-us', 'No query took up “excluding prod-us”.'],
    ['cost, only serverless', 'No query took up “only serverless”.'],
    ['jobs slower than 45 minutes', 'No query took up “45 minutes”.'],
    ['cost, in EUR', 'The amounts are not in EUR: nothing is converted.'],
    ['cost of workspace prod-moon', '“prod-moon” is in no query and no row of this answer.'],
    ['cost of the load team', '“load” is in no query and no row of this answer.'],
    ['cost of nightly_unicorn', '“nightly_unicorn” is in no query and no row of this answer.'],
  ])('%j', (question, told) => {
    expect(unappliedIn(question, [table])).toEqual([told]);
  });

  it.each([
    'cost of nightly_load',
    'cost, only usage of today',
    'cost of `prod-us`',
    'cost of workspace prod-us',
    'cost per job',
  ])('but not for %j, which the table has', (question) => {
    expect(unappliedIn(question, [table])).toEqual([]);
  });

  it('nor when the query leaves it out, or converts', () => {
    const without = { ...table, sql: "select cost from usage where workspace <> 'prod-us'" };
    expect(unappliedIn('cost, excluding prod-us', [without])).toEqual([]);
    const inEuros = anEvidence({
      columns: [{ name: 'cost', type: 'DOUBLE', is: 'measure', unit: 'EUR' }],
    });
    expect(unappliedIn('cost in euros', [inEuros])).toEqual([]);
  });

  it('nor for a number that a query has in another unit', () => {
    const inSeconds = { ...table, parameters: [{ name: 'min_seconds', value: '2700' }] };
    expect(unappliedIn('jobs slower than 45 minutes', [inSeconds])).toEqual([]);
    expect(unappliedIn('jobs slower than 45 minutes last 7 days', [inSeconds])).toEqual([]);
  });

  it('nor without any table', () => {
    expect(unappliedIn('cost in euros of nightly_unicorn', [])).toEqual([]);
  });
});
