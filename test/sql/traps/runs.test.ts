import { describe, expect, test } from 'vitest';
import { trapBench } from './bench.ts';
import { job, price, slice, taskRun, use } from './rows.ts';

const timeline = 'system.lakeflow.job_run_timeline';
const long = [
  slice('1', '12T01:00:00Z', '12T02:00:00Z', null),
  slice('1', '12T02:00:00Z', '12T03:00:00Z', null),
  slice('1', '12T03:00:00Z', '12T03:30:00Z', 'SUCCEEDED'),
];

describe('runs', () => {
  test('a long run that is stored in hourly slices is one run with its whole length', async () => {
    const bench = await trapBench({ 'lakeflow.job_run_timeline': long });
    const [row] = await bench.certified('reliability/job_durations');
    expect([Number(row?.['succeeded_runs']), Number(row?.['longest_minutes'])]).toEqual([1, 150]);
    const [naive] = await bench.naive(
      `select count(*) as runs, max(unix_timestamp(period_end_time) - unix_timestamp(period_start_time)) / 60 as minutes from ${timeline}`,
    );
    expect([Number(naive?.['runs']), Number(naive?.['minutes'])]).toEqual([3, 60]);
  });

  test('only the last slice of a run has a result; the others are not failures', async () => {
    const bench = await trapBench({ 'lakeflow.job_run_timeline': long });
    const [row] = await bench.certified('reliability/job_success_rate');
    expect(Number(row?.['success_percent'])).toBe(100);
    const [naive] = await bench.naive(
      `select 100 * avg(case when result_state = 'SUCCEEDED' then 1 else 0 end) as percent from ${timeline}`,
    );
    expect(Number(naive?.['percent'])).toBeCloseTo(100 / 3, 9);
  });

  test('the result of a successful run is SUCCEEDED; SUCCESS is a termination code', async () => {
    const bench = await trapBench({ 'lakeflow.job_run_timeline': long });
    expect(await bench.certified('reliability/failing_jobs')).toEqual([]);
    const [naive] = await bench.naive(
      `select count_if(result_state = 'SUCCESS') as succeeded from ${timeline}`,
    );
    expect(Number(naive?.['succeeded'])).toBe(0);
  });

  test('a repaired run counts once, with its last result', async () => {
    const bench = await trapBench({
      'lakeflow.job_run_timeline': [
        slice('1', '12T01:00:00Z', '12T01:10:00Z', 'FAILED'),
        slice('1', '12T01:30:00Z', '12T01:40:00Z', 'SUCCEEDED'),
        slice('2', '13T01:00:00Z', '13T01:10:00Z', 'SUCCEEDED'),
      ],
    });
    const [row] = await bench.certified('reliability/job_success_rate');
    expect([Number(row?.['finished_runs']), Number(row?.['success_percent'])]).toEqual([2, 100]);
    expect(
      (await bench.certified('reliability/repaired_runs')).map((one) =>
        Number(one['repaired_runs']),
      ),
    ).toEqual([1]);
    const [naive] = await bench.naive(
      `select count(*) as finished, count_if(result_state = 'FAILED') as failed from ${timeline}`,
    );
    expect([Number(naive?.['finished']), Number(naive?.['failed'])]).toEqual([3, 1]);
  });

  test('skipped runs do not count; cancelled runs count as not successful', async () => {
    const bench = await trapBench({
      'lakeflow.job_run_timeline': [
        slice('1', '12T01:00:00Z', '12T01:10:00Z', 'SUCCEEDED'),
        slice('2', '13T01:00:00Z', '13T01:00:05Z', 'SKIPPED'),
        slice('3', '14T01:00:00Z', '14T01:10:00Z', 'CANCELLED'),
      ],
    });
    const [row] = await bench.certified('reliability/job_success_rate');
    expect([
      Number(row?.['finished_runs']),
      Number(row?.['failed_runs']),
      Number(row?.['success_percent']),
    ]).toEqual([2, 0, 50]);
    const [naive] = await bench.naive(
      `select count_if(result_state <> 'SUCCEEDED') as failed from ${timeline}`,
    );
    expect(Number(naive?.['failed'])).toBe(2);
  });

  test('a run that still runs is neither failed nor finished', async () => {
    const bench = await trapBench({
      'lakeflow.job_run_timeline': [slice('1', '17T20:00:00Z', '17T21:00:00Z', null)],
    });
    expect(await bench.certified('reliability/failing_jobs')).toEqual([]);
    expect(await bench.certified('reliability/running_now')).toHaveLength(1);
    const [naive] = await bench.naive(
      `select count_if(coalesce(result_state, '') <> 'SUCCEEDED') as failed from ${timeline}`,
    );
    expect(Number(naive?.['failed'])).toBe(1);
  });

  test('a retry by policy is a second run of a task in its job run, not a kind of trigger', async () => {
    const hours = ['01', '02', '03'];
    const bench = await trapBench({
      'lakeflow.job_run_timeline': [
        ...hours.map((hour) => slice(hour, `12T${hour}:00:00Z`, `12T${hour}:10:00Z`, 'SUCCEEDED')),
        slice('repaired', '13T01:00:00Z', '13T01:10:00Z', 'FAILED'),
        slice('repaired', '13T02:00:00Z', '13T02:10:00Z', 'SUCCEEDED'),
        slice('retried', '14T01:00:00Z', '14T01:30:00Z', 'FAILED'),
      ],
      'lakeflow.job_task_run_timeline': [
        ...hours.map((hour) =>
          taskRun(hour, `t${hour}`, `12T${hour}:00:00Z`, `12T${hour}:10:00Z`, 'SUCCEEDED'),
        ),
        taskRun('repaired', 'p1', '13T01:00:00Z', '13T01:10:00Z', 'FAILED'),
        taskRun('repaired', 'p2', '13T02:00:00Z', '13T02:10:00Z', 'SUCCEEDED'),
        taskRun('retried', 'e1', '14T01:00:00Z', '14T01:05:00Z', 'SUCCEEDED', 'extract'),
        taskRun('retried', 'r1', '14T01:05:00Z', '14T01:10:00Z', 'FAILED'),
        taskRun('retried', 'r2', '14T01:11:00Z', '14T01:20:00Z', 'TIMED_OUT'),
        taskRun('retried', 'r3', '14T01:21:00Z', '14T01:30:00Z', 'FAILED'),
      ],
    });
    expect(
      (await bench.certified('reliability/retried_jobs')).map((row) => [
        row['job_id'],
        Number(row['retry_runs']),
        Number(row['failed_again']),
        Number(row['affected_runs']),
      ]),
    ).toEqual([['7', 2, 2, 1]]);
    const [byTrigger] = await bench.naive(
      `select count_if(trigger_type = 'RETRY') as n from ${timeline}`,
    );
    const [withRepairs] = await bench.naive(
      'select count(*) - count(distinct concat(job_run_id, task_key)) as n from system.lakeflow.job_task_run_timeline',
    );
    expect([byTrigger?.['n'], withRepairs?.['n']]).toEqual(['0', '3']);
  });

  test('a repair the next morning adds its work to a run, not the night between', async () => {
    const bench = await trapBench({
      'lakeflow.job_run_timeline': [
        slice('1', '12T01:00:00Z', '12T01:10:00Z', 'FAILED'),
        slice('1', '12T13:00:00Z', '12T13:10:00Z', 'SUCCEEDED'),
        slice('2', '13T01:00:00Z', '13T01:10:00Z', 'SUCCEEDED'),
        slice('3', '14T01:00:00Z', '14T01:10:00Z', 'SUCCEEDED'),
      ],
    });
    const [row] = await bench.certified('reliability/job_durations');
    expect(Number(row?.['longest_minutes'])).toBe(20);
    expect(await bench.certified('reliability/duration_outliers', { factor: '2' })).toEqual([]);
    const runs = await bench.certified('reliability/job_runs');
    expect(runs.map((run) => [Number(run['minutes']), Number(run['span_minutes'])])).toEqual([
      [10, 10],
      [10, 10],
      [20, 730],
    ]);
    const [sla] = await bench.certified('reliability/job_sla', { max_minutes: '60' });
    expect([Number(sla?.['late_runs']), Number(sla?.['late_after_repair_runs'])]).toEqual([1, 1]);
    const [naive] = await bench.naive(
      `select max(m) as longest from (select (unix_timestamp(max(period_end_time)) - unix_timestamp(min(period_start_time))) / 60 as m from ${timeline} group by run_id) t`,
    );
    expect(Number(naive?.['longest'])).toBe(730);
  });

  test('submitted runs are grouped by their name, and notebooks called by a run are no runs of their own', async () => {
    const submitted = (run: string, day: string, result: string) =>
      slice(run, `${day}T01:00:00Z`, `${day}T01:10:00Z`, result, {
        id: `own-${run}`,
        type: 'SUBMIT_RUN',
        name: 'nightly dbt',
      });
    const bench = await trapBench({
      'lakeflow.job_run_timeline': [
        submitted('1', '12', 'FAILED'),
        submitted('2', '13', 'FAILED'),
        submitted('3', '14', 'SUCCEEDED'),
        slice('4', '14T02:00:00Z', '14T02:10:00Z', 'FAILED', { id: 'c', type: 'WORKFLOW_RUN' }),
      ],
      'lakeflow.job_task_run_timeline': [
        { ...taskRun('1', 't1', '12T01:00:00Z', '12T01:10:00Z', 'FAILED'), job_id: 'own-1' },
        { ...taskRun('2', 't2', '13T01:00:00Z', '13T01:10:00Z', 'FAILED'), job_id: 'own-2' },
      ],
    });
    const rows = await bench.certified('reliability/failing_jobs');
    expect(
      rows.map((row) => [
        row['job_name'],
        Number(row['finished_runs']),
        Number(row['failed_runs']),
      ]),
    ).toEqual([['nightly dbt', 3, 2]]);
    const tasks = await bench.certified('reliability/failing_tasks');
    expect(tasks.map((row) => [row['job_name'], Number(row['failed_task_runs'])])).toEqual([
      ['nightly dbt', 2],
    ]);
    const naive = await bench.naive(
      `select job_id from ${timeline} where result_state = 'FAILED' group by job_id`,
    );
    expect(naive).toHaveLength(3);
  });

  test('a job runs as somebody with a name; an id is said to be one', async () => {
    const bench = await trapBench({
      'lakeflow.jobs': [
        job('1', '7', 'old'),
        { ...job('1', '8', 'new'), run_as_user_name: 'a@x' },
        { ...job('1', '8', 'newer', '2026-11-12'), run_as_user_name: 'b@x' },
      ],
      'lakeflow.job_run_timeline': [
        slice('1', '12T01:00:00Z', '12T01:10:00Z', 'FAILED', { id: '8' }),
        slice('2', '13T01:00:00Z', '13T01:10:00Z', 'SUCCEEDED', { id: '7' }),
      ],
    });
    const owners = await bench.certified('reliability/failures_by_owner');
    expect(owners.map((row) => row['owner'])).toEqual(['b@x', 'principal id 7700']);
    const changes = await bench.certified('reliability/job_changes');
    expect(changes.map((row) => row['run_as'])).toEqual(['b@x']);
    const naive = await bench.naive('select distinct run_as from system.lakeflow.jobs');
    expect(naive.map((row) => row['run_as'])).toEqual(['7700']);
  });

  test('an SLA counts failed runs as missed and uses the whole length of a run', async () => {
    const bench = await trapBench({
      'lakeflow.job_run_timeline': [
        ...long,
        slice('2', '13T01:00:00Z', '13T01:10:00Z', 'FAILED'),
        slice('3', '14T01:00:00Z', '14T01:10:00Z', 'SUCCEEDED'),
      ],
    });
    const [row] = await bench.certified('reliability/job_sla', { max_minutes: '60' });
    expect([
      Number(row?.['in_time_runs']),
      Number(row?.['late_runs']),
      Number(row?.['not_succeeded_runs']),
    ]).toEqual([1, 1, 1]);
    const [naive] = await bench.naive(
      `select 100 * avg(case when unix_timestamp(period_end_time) - unix_timestamp(period_start_time) <= 3600 then 1 else 0 end) as met from ${timeline} where result_state = 'SUCCEEDED'`,
    );
    expect(Number(naive?.['met'])).toBe(100);
  });

  test('failed runs are ranked by their cost, not by their number', async () => {
    const metadata = (run: string, id: string) => ({ job_id: id, job_run_id: run });
    const bench = await trapBench({
      'billing.list_prices': [price('S', '1')],
      'lakeflow.job_run_timeline': [
        slice('1', '12T01:00:00Z', '12T02:00:00Z', 'FAILED'),
        slice('2', '12T03:00:00Z', '12T03:10:00Z', 'FAILED', { id: '8' }),
        slice('3', '12T04:00:00Z', '12T04:10:00Z', 'FAILED', { id: '8' }),
        slice('4', '12T05:00:00Z', '12T06:00:00Z', 'SUCCEEDED'),
      ],
      'billing.usage': [
        use('2026-11-12T02:00:00Z', '50', { metadata: metadata('1', '7') }),
        use('2026-11-12T03:10:00Z', '1', { metadata: metadata('2', '8') }),
        use('2026-11-12T04:10:00Z', '1', { metadata: metadata('3', '8') }),
        use('2026-11-12T06:00:00Z', '50', { metadata: metadata('4', '7') }),
      ],
    });
    const rows = await bench.certified('reliability/failed_run_costs');
    expect(rows.map((row) => [row['job_id'], Number(row['failed_cost_usd'])])).toEqual([
      ['7', 50],
      ['8', 2],
    ]);
    const naive = await bench.naive(
      `select job_id from ${timeline} where result_state = 'FAILED' group by job_id order by count(*) desc`,
    );
    expect(naive[0]?.['job_id']).toBe('8');
  });

  test('nights are in UTC and belong to the day on which the run ended', async () => {
    const bench = await trapBench({
      'lakeflow.job_run_timeline': [slice('1', '12T23:50:00Z', '13T00:20:00Z', 'FAILED')],
    });
    const [row] = await bench.certified('reliability/failure_trend');
    expect(row?.['day']).toBe('2026-11-13');
    const [naive] = await bench.naive(
      `select cast(min(period_start_time) as date) as day from ${timeline}`,
    );
    expect(naive?.['day']).toBe('2026-11-12');
  });
});
