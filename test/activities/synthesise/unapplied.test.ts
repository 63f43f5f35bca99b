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
    [
      'cost, excluding prod-us',
      '“excluding prod-us” could not be applied: nothing is left out of the figures.',
    ],
    [
      'cost, only serverless',
      '“only serverless” could not be applied: the figures are not limited to it.',
    ],
    [
      'jobs slower than 45 minutes',
      '“slower than 45 minutes” could not be applied: the figures are not limited to it.',
    ],
    [
      'jobs that grew by more than 20%',
      '“more than 20%” could not be applied: the figures are not limited to it.',
    ],
    [
      'cost of the jobs, but only during office hours',
      '“but only during office hours” could not be applied: the figures are not limited to it.',
    ],
    [
      'cost yesterday vs the 7 days before',
      'The comparison “vs the 7 days before” is missing: the figures are of one time only.',
    ],
    ['cost, in EUR', 'The amounts are not in EUR: nothing is converted.'],
    [
      'cost of prod-asia or of dev-asia',
      'There is no “prod-asia” and no “dev-asia” in any query or row of this answer.',
    ],
    ['cost of prod-asia', 'There is no “prod-asia” in any query or row of this answer.'],
    [
      'cost of prod.sales.orders',
      'There is no “prod.sales.orders” in any query or row of this answer.',
    ],
    ['log-ins from 10.0.0.7', 'There is no “10.0.0.7” in any query or row of this answer.'],
    ['cost of workspace prod-moon', 'There is no “prod-moon” in any query or row of this answer.'],
    ['cost of the load team', 'There is no “load” in any query or row of this answer.'],
    [
      'cost of nightly_unicorn',
      'There is no “nightly_unicorn” in any query or row of this answer.',
    ],
    [
      'cost of nightly_laod',
      'There is no “nightly_laod” in any query or row of this answer; did you mean “nightly_load”?',
    ],
    [
      'cost of prod-uss',
      'There is no “prod-uss” in any query or row of this answer: it is about “prod-us”.',
    ],
  ])('%j', (question, told) => {
    expect(unappliedIn(question, [table])).toEqual([told]);
  });

  it.each([
    'cost of nightly_load',
    'cost, only usage of today',
    'cost of `prod-us`',
    'cost of workspace prod-us',
    'cost per job',
    'a one-off full-refresh of nightly_load, e.g. of its follow-up',
    'cost of jobs in node.js',
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

  it('nor for a comparison whose earlier time the table has', () => {
    const previous = { name: 'previous_cost', type: 'DOUBLE', is: 'measure', unit: 'USD' } as const;
    const compared = { ...table, columns: [...table.columns, previous] };
    expect(unappliedIn('cost, yesterday vs the day before', [compared])).toEqual([]);
    const night = { ...table, sql: 'select cost from usage where hour(usage_start_time) > 18' };
    expect(unappliedIn('cost outside working hours', [night])).toEqual([]);
  });

  it('but a number that a certified query has of its own is none of the question', () => {
    const own = { ...table, sql: 'select cost from usage limit 20' };
    expect(unappliedIn('cost, more than 20%', [own])).toEqual([]);
    const told = ['“more than 20%” could not be applied: the figures are not limited to it.'];
    expect(unappliedIn('cost, more than 20%', [{ ...own, certified: 'cost/usage' }])).toEqual(told);
  });

  it('nor a number of times that a query has as the next one', () => {
    const four = { ...table, parameters: [{ name: 'min_count', value: '4' }] };
    expect(unappliedIn('jobs that cost us more than 3 times', [four])).toEqual([]);
    expect(unappliedIn('jobs that cost us at least 3 times', [four])).toEqual([
      '“at least 3 times” could not be applied: the figures are not limited to it.',
    ]);
  });

  it('and a time that no certified query is about, by its length', () => {
    const month = { ...table, certified: 'cost/month_to_date' };
    const days = (from: string, to: string) => ({
      ...month,
      parameters: [
        { name: 'from_date', value: from },
        { name: 'to_date', value: to },
      ],
    });
    const told = ['“in the last 7 days” could not be applied: the figures are not limited to it.'];
    expect(unappliedIn('cost in the last 7 days', [month])).toEqual(told);
    expect(unappliedIn('cost in the last 7 days', [days('2026-10-01', '2026-11-01')])).toEqual(
      told,
    );
    expect(unappliedIn('cost in the last 7 days', [days('2026-11-11', '2026-11-18')])).toEqual([]);
    expect(unappliedIn('cost in the last 12 hours', [days('2026-11-17', '2026-11-18')])).toEqual([
      '“in the last 12 hours” could not be applied: the figures are not limited to it.',
    ]);
    expect(unappliedIn('cost of this month, and today, since 13 November', [month])).toEqual([]);
    expect(unappliedIn('cost in the last 7 days', [table])).toEqual([]);
  });

  it('nor without any table', () => {
    expect(unappliedIn('cost in euros of nightly_unicorn', [])).toEqual([]);
  });
});

describe('a name that nothing is called', () => {
  const lookedUp = { isSure: true, name: 'lifetime_value', exists: false, near: [] };
  const told = (rows: readonly (readonly (string | null)[])[]) =>
    unappliedIn(
      'data type of lifetime_value',
      [
        anEvidence({
          sql: 'select type from columns where column_name = :column_name',
          parameters: [{ name: 'column_name', value: 'lifetime_value' }],
          columns: [{ name: 'type', type: 'STRING', is: 'label', unit: null }],
          rows,
        }),
      ],
      [],
      [lookedUp],
    );

  it('is something where a query that is limited to it found a word of it', () => {
    expect(told([['decimal(18,2)']])).toEqual([]);
  });

  it.each([[[['0']]], [[[null]]], [[['']]]])('is nothing where it found %j', (rows) => {
    expect(told(rows).join(' ')).toContain('There is no “lifetime_value”');
  });
});

describe('what has no price', () => {
  it('an app that has no price is found by its usage', () => {
    const table = anEvidence({
      columns: [{ name: 'list_cost_usd', type: 'DECIMAL(20,6)', unit: 'USD', is: 'measure' }],
      parameters: [{ name: 'app', value: 'shift-planner' }],
      rows: [[null]],
      rowCount: 1,
    });
    const lookedUp = [{ isSure: true, name: 'shift-planner', exists: false, near: [] }];
    const said = (one: typeof table) =>
      unappliedIn('what did shift-planner cost', [one], [], lookedUp);
    expect(said(table).join(' ')).not.toContain('There is no');
    expect(said({ ...table, rows: [['0']] }).join(' ')).toContain('There is no');
  });
});
