import { describe, expect, test } from 'vitest';
import { lineOf, tableOf } from './line-of.ts';

const costs = (rows: readonly (readonly [string, string])[], parameters: readonly string[] = []) =>
  tableOf(
    [
      { name: 'month', type: 'DATE', is: 'time', unit: null },
      { name: 'list_cost_usd', type: 'DECIMAL(20,2)', is: 'measure', unit: 'USD' },
    ],
    rows,
    {
      certified: null,
      parameters: parameters.map((value) => ({ name: 'to_date', value })),
    },
  );
const months = [
  ['2026-09-01', '10.00'],
  ['2026-10-01', '15.00'],
  ['2026-11-01', '4.00'],
] as const;

describe('a series of months', () => {
  test('is told by their names', () => {
    expect(lineOf('cost by month', costs(months))).toBe(
      'List cost came to 29.00 USD from September to November, most of it in October (15.00 USD).',
    );
    expect(lineOf('which month cost most?', costs(months))).toMatch(/^October had the most/);
  });

  test('compares whole months only', () => {
    const line = lineOf('how did the monthly cost develop?', costs(months, ['2026-11-18']));
    expect(line).toBe(
      'List cost rose from 10.00 USD in September to 15.00 USD in October (+50.0 %). So far it is 4.00 USD in November.',
    );
  });
});

test('the hours of a day are told by the one with the most', () => {
  const table = tableOf(
    [
      { name: 'hour', type: 'STRING', is: 'label', unit: null },
      { name: 'login_events', type: 'BIGINT', is: 'measure', unit: 'events' },
    ],
    [
      ['01:00', 2],
      ['02:00', 7],
      ['03:00', 3],
    ],
    { certified: null },
  );
  expect(lineOf('logins by hour', table)).toBe('`02:00` has the most login events: 7 of 12.');
});

test('one time that something was at is told with what it was of', () => {
  const table = tableOf(
    [{ name: 'last_group_addition_at', type: 'TIMESTAMP', is: 'time', unit: null }],
    [['2026-11-12T12:25:00.000Z']],
    {
      certified: null,
      parameters: [{ name: 'target_group', value: 'analysts' }],
    },
  );
  expect(lineOf('when was somebody last added to analysts?', table)).toBe(
    'The last group addition of the group `analysts` was on Thu 12 Nov 12:25.',
  );
});

test('no row of any day is a no', () => {
  const table = tableOf(
    [
      { name: 'day', type: 'DATE', is: 'time', unit: null },
      { name: 'list_cost_usd', type: 'DECIMAL(20,2)', is: 'measure', unit: 'USD' },
    ],
    [],
    { certified: null, parameters: [{ name: 'cluster', value: 'ml-lab' }] },
  );
  expect(lineOf('did ml-lab cost more than 50 dollars on any day?', table)).toMatch(/^No: /);
  expect(lineOf('was ml-lab not used on any day?', table)).not.toMatch(/^No: /);
});

test('nothing of a setting is a no', () => {
  const table = tableOf(
    [{ name: 'auto_termination_minutes', type: 'INT', is: 'measure', unit: 'min' }],
    [[0]],
    { certified: null, parameters: [{ name: 'cluster', value: 'ml-lab' }] },
  );
  expect(lineOf('does ml-lab turn itself off?', table)).toMatch(/^No: /);
  expect(lineOf('auto termination of ml-lab', table)).toMatch(/^None: /);
});
