import { describe, expect, test } from 'vitest';
import { count, day, label, percent, time } from './columns.ts';
import { lineOf, tableOf } from './line-of.ts';

const own = { certified: null } as const;

describe('the hours of a day', () => {
  const byHour = (rows: readonly (readonly [string, number])[]) =>
    tableOf([label('hour'), percent('average_cpu_percent')], rows, own);

  test('are told by the highest and the lowest of a level', () => {
    const line = lineOf(
      'cpu by hour',
      byHour([
        ['08:00', 54],
        ['09:00', 60],
        ['10:00', 51],
      ]),
    );
    expect(line).toBe('`09:00` has the highest average cpu: 60 %, and `10:00` the lowest: 51 %.');
  });

  test('that all have none of it say so', () => {
    const none = tableOf(
      [label('hour'), count('throttled_requests', 'requests')],
      [
        ['08:00', 0],
        ['09:00', 0],
      ],
      own,
    );
    expect(lineOf('429s by hour', none)).toMatch(/0/);
  });
});

test('of several things in several months the greatest is told with its time', () => {
  const table = tableOf(
    [label('pipeline_name'), day('month'), percent('share_of_failed_updates_percent')],
    [
      ['events', '2026-09-01', 5],
      ['orders', '2026-09-01', 17],
      ['events', '2026-10-01', 6],
    ],
    own,
  );
  expect(lineOf('failed updates per pipeline, month by month', table)).toBe(
    '`orders` has the highest share of failed updates: 17 % in September.',
  );
});

test('which day had the largest is told by the day', () => {
  const table = tableOf(
    [day('day'), count('largest_daily_rows', 'rows')],
    [
      ['2026-11-15', 9],
      ['2026-11-16', 31],
      ['2026-11-17', 9],
    ],
    own,
  );
  expect(lineOf('the largest daily row count and the day', table)).toBe(
    'Largest daily rows 31 on Mon 16 Nov.',
  );
});

test('one thing is told by all its descriptions', () => {
  const table = tableOf(
    [label('worker_node_type'), label('cores'), label('gpus')],
    [['g5.xlarge', '4', '1']],
    own,
  );
  expect(lineOf('node type, cores and gpus of ml-lab', table)).toBe(
    'Worker node type `g5.xlarge`, cores `4`, gpus `1`.',
  );
});

test('the last one is named by what it is', () => {
  const table = (title: string) =>
    tableOf([time('last_cancelled_at')], [['2026-09-02T00:10:00.000Z']], { ...own, title });
  expect(lineOf('when was it cancelled', table('Last cancelled run of etl'))).toMatch(
    /^The last cancelled run was on/,
  );
  expect(lineOf('when was it cancelled', table('Something else'))).toMatch(
    /^The last cancelled was on/,
  );
});

describe('names that a composed query leaves out', () => {
  const table = (sql: string) => tableOf([count('runs', 'runs')], [[7]], { ...own, sql });

  test('are told', () => {
    const sql =
      "with facts as (\nselect 1\n)\nselect count(*) as runs\nfrom facts\nwhere coalesce(job, '') not in ('etl')";
    expect(lineOf('runs, all but etl', table(sql))).toBe('7 runs without “etl”.');
  });

  test('are not those that the rows never have', () => {
    const sql =
      "with facts as (\nselect 1 where coalesce(state, '') not in ('SKIPPED')\n)\nselect count(*) as runs\nfrom facts";
    expect(lineOf('runs', table(sql))).toBe('7 runs.');
  });
});

describe('how the last run of each thing ended', () => {
  test('is told by result, the bad ones first', () => {
    const table = tableOf(
      [label('job_name'), label('last_run_result'), time('last_run_ended_at')],
      [
        ['build', 'SUCCEEDED', '2026-11-17T04:00:00.000Z'],
        ['etl', 'FAILED', '2026-11-17T05:00:00.000Z'],
        ['train', 'SUCCEEDED', '2026-11-17T06:00:00.000Z'],
      ],
      own,
    );
    expect(lineOf('last state of each job', table)).toBe(
      'The last run ended as `FAILED` for `etl`; as `SUCCEEDED` for `build` and `train`.',
    );
  });
});

describe('things without a failure', () => {
  const table = (...shares: readonly (readonly [string, number])[]) =>
    tableOf([label('job_name'), percent('share_of_succeeded_runs_percent')], shares, own);

  test('are those of which all runs succeeded', () => {
    expect(lineOf('jobs with no failure at all', table(['etl', 100], ['sync', 90]))).toBe(
      '`etl` always succeeded: share of succeeded runs 100 %.',
    );
  });

  test('may be none', () => {
    expect(lineOf('jobs with no failure at all', table(['etl', 98], ['sync', 90]))).toBe(
      'Each had a failure; `etl` comes closest: share of succeeded runs 98 %.',
    );
  });

  test('are not asked for with the best', () => {
    expect(lineOf('which job is best', table(['etl', 100], ['sync', 90]))).toMatch(
      /^`etl` has the highest/,
    );
  });
});
