import { beforeAll, describe, expect, test } from 'vitest';
import { type CheckBench, checkBench } from './check-bench.ts';

let bench: CheckBench;
beforeAll(async () => {
  bench = await checkBench();
});

describe('money by day', () => {
  test('the cost of an object is corrected, priced at its time, told apart by workspace and under its newest name', async () => {
    const columns =
      'usage_date workspace_id object_kind object_name list_cost_usd usage_quantity untagged_cost_usd unpriced_quantity';
    expect(await bench.certified('cost/object_cost_by_day', columns)).toEqual([
      ['2026-11-13', 1, 'job', 'payments', 6, 2, 0, 0],
      ['2026-11-12', 1, 'job', 'payments', 12, 12, 4, 0],
      ['2026-11-12', 1, 'pipeline', 'orders', 0, 6, 0, 6],
      ['2026-11-12', 2, 'job', 'Umsätze', 5, 5, 5, 0],
    ]);
    expect(
      await bench.naive(
        `select u.usage_date, sum(u.usage_quantity * p.pricing.default) as usd from system.billing.usage u join system.billing.list_prices p on p.sku_name = u.sku_name where u.record_type = 'ORIGINAL' and u.usage_metadata.job_id = '7' group by 1 order by 1`,
      ),
    ).toEqual([
      ['2026-11-12', 247],
      ['2026-11-13', 26],
    ]);
  });

  test('the cost of a team keeps usage without the tag, whatever other tags it has', async () => {
    const columns = 'usage_date team list_cost_usd unpriced_quantity';
    expect(await bench.certified('cost/team_cost_by_day', columns)).toEqual([
      ['2026-11-13', 'a', 6, 0],
      ['2026-11-12', null, 9, 6],
      ['2026-11-12', 'a', 8, 0],
    ]);
    expect(
      await bench.naive(
        `select sum(usage_quantity) as quantity from system.billing.usage where custom_tags is null and sku_name = 'S'`,
      ),
    ).toEqual([[5]]);
  });
});

describe('work by day', () => {
  const timeline = 'system.lakeflow.job_run_timeline';
  test('a run belongs to the day on which it began, whole, by its last result', async () => {
    const columns =
      'run_date workspace_id job_name runs failed_runs retry_runs run_hours failed_hours mean_minutes first_failed_at';
    expect(await bench.certified('reliability/job_runs_by_day', columns)).toEqual([
      ['2026-11-12', 1, 'payments', 4, 1, 2, 3, 0.5, 40, '2026-11-12T03:30:00.000Z'],
      ['2026-11-12', 1, 'nightly dbt', 2, 2, 0, 1, 1, 30, '2026-11-12T01:30:00.000Z'],
      ['2026-11-12', 2, 'Umsätze', 3, 3, 0, 1.5, 1.5, 30, '2026-11-12T02:30:00.000Z'],
      ['2026-11-11', 1, 'payments', 1, 1, 0, 1, 1, 60, '2026-11-12T00:30:00.000Z'],
    ]);
    expect(
      await bench.naive(
        `select cast(period_start_time as date) as day, count(*) as runs, count_if(result_state = 'FAILED') as failed from ${timeline} where job_id = '7' group by 1 order by 1`,
      ),
    ).toEqual([
      ['2026-11-11', 1, 0],
      ['2026-11-12', 10, 6],
    ]);
  });

  test('a run that began before the window does not begin in it', async () => {
    const given = { from_time: '2026-11-12T00:00:00Z', workspace: '1' };
    const days = await bench.certified('reliability/job_runs_by_day', 'job_id runs', given);
    expect(days).toEqual([
      [7, 4],
      ['nightly dbt', 2],
    ]);
    const repairs = { from_time: '2026-11-12T08:00:00Z' };
    expect(await bench.certified('reliability/job_runs_by_day', 'job_id', repairs)).toEqual([]);
    const updates = await bench.certified('reliability/pipeline_updates_by_day', 'updates', given);
    expect(updates).toEqual([[3]]);
    expect(
      await bench.naive(
        `select count(distinct run_id) as runs from ${timeline} where period_start_time >= '2026-11-12' and job_id = '7' and workspace_id = '1' and coalesce(result_state, '') <> 'SKIPPED'`,
      ),
    ).toEqual([[5]]);
  });

  test('the code of a day is that of most failed runs, and one of a tie each time', async () => {
    const codes = await bench.certified(
      'reliability/job_runs_by_day',
      'job_name termination_code',
      { from_time: '2026-11-12T00:00:00Z' },
    );
    expect(codes).toEqual([
      ['payments', 'RUN_EXECUTION_ERROR'],
      ['nightly dbt', 'DRIVER_ERROR'],
      ['Umsätze', 'RUN_EXECUTION_ERROR'],
    ]);
    expect(
      await bench.naive(`select max(termination_code) as code from ${timeline} where job_id = '7'`),
    ).toEqual([['SUCCESS']]);
  });

  test('a refresh of chosen tables from the start is a full one too', async () => {
    const columns =
      'update_date pipeline_name updates failed_updates full_refreshes update_hours first_failed_at last_succeeded_at';
    expect(await bench.certified('reliability/pipeline_updates_by_day', columns)).toEqual([
      ['2026-11-12', 'orders', 3, 0, 2, 3.5, null, '2026-11-12T05:00:00.000Z'],
      ['2026-11-11', 'orders', 1, 1, 0, 1, '2026-11-12T00:30:00.000Z', null],
    ]);
    expect(
      await bench.naive(
        `select count(*) as updates, count_if(update_type = 'FULL_REFRESH') as full from system.lakeflow.pipeline_update_timeline`,
      ),
    ).toEqual([[5, 1]]);
  });
});
