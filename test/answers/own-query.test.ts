import { describe, expect, test } from 'vitest';
import { lineOf, tableOf } from './line-of.ts';

const window = [
  { name: 'from_time', type: 'TIMESTAMP', value: '2026-11-16T00:00:00.000Z' },
  { name: 'to_time', type: 'TIMESTAMP', value: '2026-11-17T00:00:00.000Z' },
];
const count = (value: number, name = 'failed_runs', parameters = window) =>
  tableOf([{ name, type: 'BIGINT', is: 'measure', unit: 'runs' }], [[value]], {
    certified: null,
    parameters,
  });

describe('a count of a query that nobody certified', () => {
  test.each([
    ['How many runs failed on Monday?', 24, '24 failed runs on Mon 16 Nov.'],
    ['How many runs failed on Monday?', 0, '0 failed runs on Mon 16 Nov.'],
    ['Failed runs on Monday', 0, 'None: 0 failed runs on Mon 16 Nov.'],
    ['Did any run fail on Monday?', 3, 'Yes: 3 failed runs on Mon 16 Nov.'],
    ['Did etl_daily fail on Monday?', 0, 'No: 0 failed runs on Mon 16 Nov.'],
  ])('%j with %s rows is said as %j', (question, value, expected) => {
    expect(lineOf(question, count(value))).toBe(expected);
  });

  test.each(['Did all runs fail?', "Didn't etl_daily fail?", 'Did etl_daily never fail?'])(
    'is no yes or no to %j',
    (question) => {
      expect(lineOf(question, count(3))).toBe('3 failed runs on Mon 16 Nov.');
    },
  );

  const share = (value: number) =>
    tableOf(
      [{ name: 'succeeded_runs_percent', type: 'DOUBLE', is: 'measure', unit: 'percent' }],
      [[value]],
      { certified: null, parameters: window },
    );
  test.each([
    ['Did all runs succeed on Monday?', 100, /^Yes: /],
    ['Was every run on Monday successful?', 99.9, /^No: /],
    ['Did all runs not succeed on Monday?', 100, /^(?!Yes|No)/],
    ['What share of all runs succeeded on Monday?', 100, /^(?!Yes|No)/],
  ])('%j with a share of %s %% is answered', (question, value, expected) => {
    expect(lineOf(question, share(value))).toMatch(expected);
  });

  test('is said with the names that its parameters give', () => {
    const job = { name: 'job', type: 'STRING', value: 'etl_daily' };
    expect(lineOf('How many runs failed?', count(2, 'failed_runs', [job, ...window]))).toBe(
      '2 failed runs of the job `etl_daily` on Mon 16 Nov.',
    );
  });

  test.each([
    ['Is shop.a.orders fresh?', 1, 'fresh_tables', 'Yes: `shop.a.orders` was fresh on Mon 16 Nov.'],
    [
      'Is shop.a.orders fresh?',
      0,
      'fresh_tables',
      'No: `shop.a.orders` was not fresh on Mon 16 Nov.',
    ],
    [
      'Is shop.a.orders fresh?',
      1,
      'stale_days',
      'Yes: 1 stale day on `shop.a.orders` on Mon 16 Nov.',
    ],
    [
      'Are any tables fresh?',
      2,
      'fresh_tables',
      'Yes: 2 fresh tables on `shop.a.orders` on Mon 16 Nov.',
    ],
  ])('%j of the one thing that is named is not counted: %s %s', (question, value, name, line) => {
    const table = { name: 'table', type: 'STRING', value: 'shop.a.orders' };
    expect(lineOf(question, count(value, name, [table, ...window]))).toBe(line);
  });

  test('is said without a scope where its parameters tell none', () => {
    const other = { name: 'p1', type: 'STRING', value: 'etl_daily' };
    expect(lineOf('How many runs failed?', count(2, 'failed_runs', [other]))).toBe(
      '2 failed runs.',
    );
  });
});

describe('how the last run ended', () => {
  const last = (result: string) =>
    tableOf(
      [
        { name: 'last_run_result', type: 'STRING', is: 'label', unit: null },
        { name: 'last_run_ended_at', type: 'TIMESTAMP', is: 'time', unit: null },
        { name: 'last_run_minutes', type: 'DOUBLE', is: 'measure', unit: 'min' },
      ],
      [[result, '2026-11-16T20:59:00.000Z', 11]],
      { certified: null, parameters: [{ name: 'job', value: 'etl_daily' }] },
    );
  const failed =
    'the last run of the job `etl_daily` ended as `FAILED` on Mon 16 Nov 20:59 after 11 min.';
  test.each([
    ['Is etl_daily ok now?', 'FAILED', `No: ${failed}`],
    ['Is etl_daily still failing?', 'FAILED', `Yes: ${failed}`],
    ['Is etl_daily still failing?', 'SUCCEEDED', `No: ${failed.replace('FAILED', 'SUCCEEDED')}`],
    ['How did the last run of etl_daily end?', 'FAILED', `T${failed.slice(1)}`],
  ])('answers %j with %s as %j', (question, result, expected) => {
    expect(lineOf(question, last(result))).toBe(expected);
  });

  const made = (times: readonly [user: string, at: string][]) =>
    tableOf(
      [
        { name: 'user_name', type: 'STRING', is: 'label', unit: null },
        { name: 'last_config_change_at', type: 'TIMESTAMP', is: 'time', unit: null },
      ],
      times,
      { certified: null, parameters: [{ name: 'job', value: 'etl_daily' }] },
    );
  test.each([
    [
      'who changed etl_daily last?',
      [
        ['bo@example.com', '2026-11-02T08:00:00.000Z'],
        ['ana@example.com', '2026-11-16T20:59:00.000Z'],
      ],
      '`ana@example.com` made the last change of the job `etl_daily`, on Mon 16 Nov 20:59; before that `bo@example.com` (Mon 2 Nov 08:00).',
    ],
    [
      'who changed etl_daily?',
      [['bo@example.com', '2026-11-02T08:00:00.000Z']],
      '`bo@example.com` made the last change of the job `etl_daily`, on Mon 2 Nov 08:00.',
    ],
  ] as const)('answers %j by who did it last, with the time', (question, rows, expected) => {
    expect(lineOf(question, made(rows.map(([user, at]) => [user, at])))).toBe(expected);
  });
});

test('a sum that is compared with a limit is said with yes or no', () => {
  const table = (isAbove: boolean) =>
    tableOf(
      [
        { name: 'list_cost_usd', type: 'DOUBLE', is: 'measure', unit: 'USD' },
        { name: 'is_above_limit', type: 'BOOLEAN', is: 'label', unit: null },
      ],
      [[2610.08, isAbove]],
      { certified: null, parameters: window },
    );
  const asked = 'Did we spend more than 2,000 USD on Monday?';
  expect(lineOf(asked, table(true))).toBe('Yes: list cost 2,610.08 USD on Mon 16 Nov.');
  expect(lineOf(asked, table(false))).toBe('No: list cost 2,610.08 USD on Mon 16 Nov.');
  const below = 'Did we stay below 3,000 USD on Monday?';
  expect(lineOf(below, table(false))).toBe('Yes: list cost 2,610.08 USD on Mon 16 Nov.');
  expect(lineOf(below, table(true))).toBe('No: list cost 2,610.08 USD on Mon 16 Nov.');
});

test('two names that are compared are said with yes or no', () => {
  const table = tableOf(
    [
      { name: 'workspace_name', type: 'STRING', is: 'label', unit: null },
      { name: 'list_cost_usd', type: 'DOUBLE', is: 'measure', unit: 'USD' },
    ],
    [
      ['prod-us', 900],
      ['prod-eu', 700],
    ],
    { certified: null, parameters: window },
  );
  expect(lineOf('Was prod-us more expensive than prod-eu?', table)).toMatch(/^Yes: `prod-us`/);
  expect(lineOf('Did prod-eu cost more than prod-us?', table)).toMatch(/^No: `prod-us`/);
  expect(lineOf('Was prod-eu cheaper than prod-us?', table)).toMatch(/^Yes: `prod-us`/);
  expect(lineOf('Is prod-us or prod-eu more expensive?', table)).toMatch(/^`prod-us`/);
});

test('the cheapest day is the one with the least', () => {
  const days = tableOf(
    [
      { name: 'day', type: 'DATE', is: 'time', unit: null },
      { name: 'list_cost_usd', type: 'DOUBLE', is: 'measure', unit: 'USD' },
    ],
    [
      ['2026-11-15', 700],
      ['2026-11-16', 900],
    ],
    { certified: null, parameters: [] },
  );
  expect(lineOf('What was our cheapest day?', days)).toMatch(
    /^Sun 15 Nov had the least list cost: 700/,
  );
  expect(lineOf('What was our dearest day?', days)).toMatch(
    /^Mon 16 Nov had the most list cost: 900/,
  );
});

describe('a ranking', () => {
  const ranked = (rows: readonly (readonly [string, number])[], name = 'runs', unit = 'runs') =>
    tableOf(
      [
        { name: 'job_name', type: 'STRING', is: 'label', unit: null },
        { name, type: 'DOUBLE', is: 'measure', unit },
      ],
      rows.map((row) => [...row]),
      { certified: null, parameters: window },
    );

  test('of equals is said once', () => {
    expect(
      lineOf(
        'Who failed how often?',
        ranked([
          ['etl', 2],
          ['sync', 2],
        ]),
      ),
    ).toBe('`etl` and `sync` on Mon 16 Nov: 2 runs each.');
  });

  test('of a level has a highest, without its unit in words', () => {
    const rows = ranked(
      [
        ['etl', 9],
        ['sync', 4],
      ],
      'average_duration_minutes',
      'min',
    );
    expect(lineOf('Which job is slowest on average?', rows)).toBe(
      '`etl` has the highest average duration on Mon 16 Nov: 9 min; then `sync` (4 min).',
    );
  });

  test('is a yes to whether there is any', () => {
    expect(lineOf('Is there any job that failed twice?', ranked([['etl', 2]]))).toBe(
      'Yes: `etl` on Mon 16 Nov: 2 runs.',
    );
  });
});

test('a ranking tells its time before its number', () => {
  const table = tableOf(
    [
      { name: 'job_name', type: 'STRING', is: 'label', unit: null },
      { name: 'runs', type: 'BIGINT', is: 'measure', unit: 'runs' },
    ],
    [
      ['etl', 9],
      ['sync', 4],
    ],
    { certified: null, parameters: window },
  );
  expect(lineOf('Which job ran most on Monday?', table)).toBe(
    '`etl` has the most runs on Mon 16 Nov: 9; then `sync` (4).',
  );
});

describe('a limit of the rows', () => {
  const over = { name: 'min_minutes', type: 'DOUBLE', value: '45' };
  test('is told with the count, and answers whether there was any', () => {
    expect(
      lineOf('Did any run take longer than 45 min?', count(1, 'runs', [over, ...window])),
    ).toBe('Yes: 1 run over `45` min on Mon 16 Nov.');
  });

  test('of a count is none of the rows', () => {
    const least = { name: 'min_count', type: 'DOUBLE', value: '45' };
    expect(lineOf('How many runs were there?', count(1, 'runs', [least, ...window]))).toBe(
      '1 run on Mon 16 Nov.',
    );
  });

  test('that the query does not have turns the question', () => {
    expect(lineOf('Did any run take longer than 45 min?', count(1, 'runs'))).not.toMatch(/^Yes/);
  });
});

test('a number that a thing has is no count of rows', () => {
  const cores = tableOf([{ name: 'cores', type: 'STRING', is: 'label', unit: null }], [['4']], {
    certified: null,
    parameters: [{ name: 'cluster', value: 'ml-lab' }],
  });
  expect(lineOf('How many cores does ml-lab have?', cores)).toBe(
    'Cores `4` on the cluster `ml-lab`.',
  );
});
