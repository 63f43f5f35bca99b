import { describe, expect, it } from 'vitest';
import type { AnswerWords } from '../../domain/answer-words.ts';
import { count, day, key, label, money, percent, time } from './columns.ts';
import { lineOf, tableOf } from './line-of.ts';

const wordsOf = (over: Partial<AnswerWords>): AnswerWords => ({
  line: '{names table_name} stale.',
  none: 'No table is stale.',
  exists: true,
  opposite: ['fresh', 'up to date'],
  asks: ['Which tables are stale?'],
  roles: new Map([['top_n', 'top_n']]),
  ...over,
});

describe('yes or no', () => {
  const stale = tableOf(
    [label('table_name'), time('last_commit_at')],
    [
      ['prod.sales.orders', '2026-11-14T02:48:00Z'],
      ['prod.web.clicks', '2026-11-13T02:00:00Z'],
    ],
  );
  const none = { ...stale, rows: [], rowCount: 0 };
  const said = '`prod.sales.orders` and `prod.web.clicks` stale.';

  it.each([
    ['Is any table stale?', stale, `Yes: ${said}`],
    ['Are our tables fresh?', stale, `No: ${said}`],
    ['are all tables up to date?', stale, `No: ${said}`],
    ['are all tables up to date?', none, 'Yes: no table is stale.'],
    ['Are our tables not fresh?', stale, `Yes: ${said}`],
    ['Is prod.web.events stale?', stale, `No, it is not among them: ${said}`],
    ['Is prod.web.events fresh?', stale, `Yes, it is not among them: ${said}`],
    ['Is prod.web.clicks fresh?', stale, 'No, `prod.web.clicks`: last commit at Fri 13 Nov 02:00.'],
    // Rows of some say nothing about all, nor about what the rows are not about.
    ['Are all tables stale?', stale, said],
    ['Is prod.web.events expensive?', stale, said],
    ['Is it stale or fresh?', stale, said],
    ['Which tables are stale?', stale, said],
  ])('%s', (question, table, line) => {
    expect(lineOf(question, table, wordsOf({}))).toBe(line);
  });

  it('is not told from a table that may lack rows', () => {
    const cut = { ...stale, parameters: [{ name: 'top_n', value: '2' }] };
    expect(lineOf('Is prod.web.events stale?', cut, wordsOf({}))).toBe(said);
  });

  it('tells whether something rose, by the column for the time before', () => {
    const months = tableOf([money('cost_usd'), money('previous_cost_usd')], [['12.00', '10.00']]);
    const words = wordsOf({
      line: 'You spent {cost_usd}[[, {change cost_usd previous_cost_usd}]].',
    });
    const line = 'you spent 12.00 USD, 20.0 % more than before (10.00 USD).';
    expect(lineOf('Did spend rise against last month?', months, words)).toBe(`Yes: ${line}`);
    expect(lineOf('Is it cheaper than last month?', months, words)).toBe(`No: ${line}`);
    expect(lineOf('What did we spend against last month?', months, words)).toMatch(/^You spent/);
  });
});

describe('how many', () => {
  const jobs = tableOf(
    [key('job_id'), label('job_name'), count('failed_runs', 'runs'), count('runs', 'runs')],
    [
      ['1', 'etl', 9, 10],
      ['2', 'ml', 3, 30],
    ],
  );
  it.each([
    ['How many jobs failed?', '2 jobs. `etl` has the most failed runs: 9, 10 runs; then `ml` (3).'],
    [
      'how many failed runs?',
      '12 failed runs. `etl` has the most failed runs: 9, 10 runs; then `ml` (3).',
    ],
    [
      'failed runs, how many?',
      '12 failed runs. `etl` has the most failed runs: 9, 10 runs; then `ml` (3).',
    ],
    ['how many tables?', '`etl` has the most failed runs: 9, 10 runs; then `ml` (3).'],
  ])('%s', (question, line) => {
    expect(lineOf(question, jobs)).toBe(line);
  });

  it('is at least what a table has that may lack rows', () => {
    expect(lineOf('How many jobs failed?', { ...jobs, truncated: true })).toMatch(
      /^At least 2 jobs\./,
    );
  });

  it('is said once', () => {
    const words = wordsOf({ line: '{count job jobs} failed.' });
    expect(lineOf('How many jobs failed?', jobs, words)).toBe('2 jobs failed.');
  });
});

describe('what a question names', () => {
  const spaces = tableOf(
    [label('workspace_name'), money('cost_usd'), percent('cost_percent')],
    [
      ['prod-us', '30.00', 60],
      ['prod-eu', '15.00', 30],
      ['dev-us', '5.00', 10],
    ],
  );
  it('is said and not what comes first', () => {
    expect(lineOf('What did prod-eu cost?', spaces)).toBe('`prod-eu`: cost 15.00 USD, cost 30 %.');
    expect(lineOf('What did team dev-us cost?', spaces)).toMatch(/^`dev-us`: cost 5\.00 USD/);
    expect(lineOf('What did each cost?', spaces)).toMatch(/^`prod-us` has the most cost: 30/);
  });

  it('is said in the words for one row, with the markers of its own row', () => {
    const words = wordsOf({
      line: '{workspace_name} costs the most.',
      one: '{workspace_name} cost {cost_usd}.',
    });
    expect(lineOf('What did prod-eu cost?', spaces, words)).toBe('`prod-eu` cost 15.00 USD.');
    const asked = { ...spaces, rows: spaces.rows.slice(0, 1), rowCount: 1 };
    const by = { ...asked, parameters: [{ name: 'workspace', value: 'prod-us' }] };
    expect(lineOf('What did it cost?', by, words)).toBe('`prod-us` cost 30.00 USD.');
  });

  it('is compared when there are two', () => {
    expect(lineOf('prod-eu or prod-us, which cost more?', spaces)).toBe(
      '`prod-us` has the higher cost: 30.00 USD against 15.00 USD of `prod-eu`.',
    );
  });

  it('is told with its parts', () => {
    const reads = tableOf(
      [label('reader'), label('table_name'), count('reads', 'times')],
      [
        ['gita@example.com', 'prod.hr.salaries', 30],
        ['gita@example.com', 'prod.hr.staff', 2],
        ['bo@example.com', 'prod.hr.staff', 1],
      ],
    );
    expect(lineOf('which tables did gita@example.com read', reads)).toBe(
      '`gita@example.com`: `prod.hr.salaries` (reads 30 times) and `prod.hr.staff` (reads 2 times).',
    );
  });
});

describe('a comparison with the time before', () => {
  it('is made of the two times of a series', () => {
    const days = tableOf(
      [day('usage_date'), money('cost_usd')],
      [
        ['2026-11-17', '15.00'],
        ['2026-11-16', '10.00'],
      ],
    );
    expect(lineOf('yesterday vs the day before?', days)).toBe(
      'Cost on Tue 17 Nov was 15.00 USD, 50.0 % more than on Mon 16 Nov (10.00 USD).',
    );
  });

  it('is made of the sums, unless each is asked for', () => {
    const teams = tableOf(
      [label('team'), money('cost_usd'), money('previous_cost_usd')],
      [
        ['a', '15.00', '10.00'],
        ['b', '5.00', '6.00'],
      ],
    );
    const words = wordsOf({ line: '{team} grew the most.', exists: false });
    expect(lineOf('Spend against last week?', teams, words)).toBe(
      'Cost in all: 20.00 USD against 16.00 USD in the same time before. `a` grew the most.',
    );
    expect(lineOf('Which team grew against last week?', teams, words)).toBe('`a` grew the most.');
  });
});

describe('who has the most of what is asked', () => {
  const users = tableOf(
    [label('user_name'), count('events', 'events'), count('refused_events', 'events')],
    [
      ['ana', 63, 0],
      ['bo', 10, 4],
    ],
  );
  const words = wordsOf({ line: '{user_name} is the most active.', exists: false });
  it('is told where the rows are in another order', () => {
    expect(lineOf('Who was refused the most?', users, words)).toBe(
      '`bo` has the most refused events: 4. `ana` is the most active.',
    );
  });
  it.each(['Who is the most active?', 'Who did the most events?', 'Who was refused?'])(
    'and left out for %j',
    (question) => {
      expect(lineOf(question, users, words)).toBe('`ana` is the most active.');
    },
  );
  it('is not told of a table that may lack rows', () => {
    const cut = { ...users, parameters: [{ name: 'top_n', value: '2' }] };
    expect(lineOf('Who was refused the most?', cut, words)).toBe('`ana` is the most active.');
  });
  it('and people are users, by whatever column', () => {
    expect(lineOf('How many different people did it?', users)).toMatch(/^2 users\./);
  });
});
