import { describe, expect, test } from 'vitest';
import { trapBench } from './bench.ts';
import { job, price, use } from './rows.ts';

const sum = (rows: readonly Readonly<Record<string, unknown>>[], column: string) =>
  rows.reduce((total, row) => total + Number(row[column]), 0);
const naiveCost =
  'select sum(u.usage_quantity * p.pricing.default) as usd from system.billing.usage u join system.billing.list_prices p on p.sku_name = u.sku_name';
const window = { from_date: '2026-11-11', to_date: '2026-11-18' };

describe('money', () => {
  test('corrected usage is counted once: original, retraction and restatement are added', async () => {
    const bench = await trapBench({
      'billing.list_prices': [price('S', '2')],
      'billing.usage': [
        use('2026-11-12T01:00:00Z', '10'),
        use('2026-11-12T01:00:00Z', '-10', { type: 'RETRACTION' }),
        use('2026-11-12T01:00:00Z', '8', { type: 'RESTATEMENT' }),
      ],
    });
    expect(sum(await bench.certified('cost/spend_by_day', window), 'list_cost_usd')).toBe(16);
    const naive = await bench.naive(`${naiveCost} where u.record_type = 'ORIGINAL'`);
    expect(sum(naive, 'usd')).toBe(20);
  });

  test('usage that arrives late is in the sum', async () => {
    const bench = await trapBench({
      'billing.list_prices': [price('S', '1')],
      'billing.usage': [use('2026-11-16T01:00:00Z', '5'), use('2026-11-17T23:00:00Z', '3')],
    });
    expect(sum(await bench.certified('cost/spend_by_day', window), 'list_cost_usd')).toBe(8);
    const naive = await bench.naive(
      `${naiveCost} where u.usage_date < (select max(usage_date) from system.billing.usage)`,
    );
    expect(sum(naive, 'usd')).toBe(5);
  });

  test('usage before and after a price change is charged at the price of its time', async () => {
    const bench = await trapBench({
      'billing.list_prices': [
        price('S', '1', '2026-01-01', '2026-11-14'),
        price('S', '3', '2026-11-14'),
      ],
      'billing.usage': [use('2026-11-13T12:00:00Z', '10'), use('2026-11-14T12:00:00Z', '10')],
    });
    expect(sum(await bench.certified('cost/spend_by_day', window), 'list_cost_usd')).toBe(40);
    expect(sum(await bench.naive(naiveCost), 'usd')).toBe(80);
  });

  test('a SKU of the same name on another cloud has another price', async () => {
    const bench = await trapBench({
      'billing.list_prices': [price('S', '1'), { ...price('S', '9'), cloud: 'AZURE' }],
      'billing.usage': [use('2026-11-13T12:00:00Z', '10')],
    });
    expect(sum(await bench.certified('cost/spend_by_day', window), 'list_cost_usd')).toBe(10);
    expect(sum(await bench.naive(naiveCost), 'usd')).toBe(100);
  });

  test("the account's own price is not the list price", async () => {
    const bench = await trapBench({
      'billing.list_prices': [price('S', '2')],
      'billing.account_prices': [price('S', '1.5')],
      'billing.usage': [use('2026-11-13T12:00:00Z', '10')],
    });
    const [row] = await bench.certified('cost/contract_spend', window);
    expect([Number(row?.['list_cost_usd']), Number(row?.['account_cost_usd'])]).toEqual([20, 15]);
    expect(sum(await bench.naive(naiveCost), 'usd')).toBe(20);
  });

  test('the same job id in two workspaces is two jobs', async () => {
    const bench = await trapBench({
      'billing.list_prices': [price('S', '1')],
      'lakeflow.jobs': [job('1', '7', 'payments'), job('2', '7', 'Umsätze')],
      'billing.usage': [
        use('2026-11-13T12:00:00Z', '10', { metadata: { job_id: '7', job_run_id: 'r' } }),
        use('2026-11-13T12:00:00Z', '1', { workspace: '2', metadata: { job_id: '7' } }),
      ],
    });
    const jobs = await bench.certified('cost/most_expensive_jobs', window);
    expect(jobs.map((row) => [row['job_name'], Number(row['list_cost_usd'])])).toEqual([
      ['payments', 10],
      ['Umsätze', 1],
    ]);
    const naive = await bench.naive(
      `select j.name, sum(u.usage_quantity) as usd from system.billing.usage u join system.lakeflow.jobs j on j.job_id = u.usage_metadata.job_id group by j.name order by 1`,
    );
    expect(naive.map((row) => Number(row['usd']))).toEqual([11, 11]);
  });

  test('a job of another region keeps its cost, without a name', async () => {
    const bench = await trapBench({
      'billing.list_prices': [price('S', '1')],
      'billing.usage': [use('2026-11-13T12:00:00Z', '4', { metadata: { job_id: '99' } })],
    });
    const [row] = await bench.certified('cost/most_expensive_jobs', window);
    expect([row?.['job_name'], Number(row?.['list_cost_usd'])]).toEqual([null, 4]);
    expect(
      await bench.naive(
        'select u.usage_quantity from system.billing.usage u join system.lakeflow.jobs j on j.job_id = u.usage_metadata.job_id',
      ),
    ).toEqual([]);
  });

  test('a renamed job is one job under its newest name', async () => {
    const bench = await trapBench({
      'billing.list_prices': [price('S', '1')],
      'lakeflow.jobs': [job('1', '7', 'old', '2026-01-01'), job('1', '7', 'new', '2026-02-01')],
      'billing.usage': [use('2026-11-13T12:00:00Z', '4', { metadata: { job_id: '7' } })],
    });
    const rows = await bench.certified('cost/most_expensive_jobs', window);
    expect(rows.map((row) => [row['job_name'], Number(row['list_cost_usd'])])).toEqual([
      ['new', 4],
    ]);
    const naive = await bench.naive(
      'select sum(u.usage_quantity) as usd from system.billing.usage u join system.lakeflow.jobs j on j.workspace_id = u.workspace_id and j.job_id = u.usage_metadata.job_id',
    );
    expect(sum(naive, 'usd')).toBe(8);
  });

  test('a week that is not over is not compared with a whole week', async () => {
    const days = ['02', '05', '09', '12', '16'];
    const bench = await trapBench({
      'billing.list_prices': [price('S', '1')],
      'billing.usage': days.map((day) => use(`2026-11-${day}T12:00:00Z`, '10')),
    });
    const weeks = await bench.certified('cost/spend_by_week', {
      from_date: '2026-11-09',
      to_date: '2026-11-18',
    });
    expect(weeks.map((row) => [row['week_start'], Number(row['change_percent'])])).toEqual([
      ['2026-11-09', 0],
    ]);
    const naive = await bench.naive(
      `select date_trunc('week', usage_date) as week, sum(usage_quantity) as usd from system.billing.usage group by 1 order by 1`,
    );
    expect(naive.map((row) => Number(row['usd']))).toEqual([20, 20, 10]);
  });

  test('the month so far is compared with the same number of days of the month before', async () => {
    const bench = await trapBench({
      'billing.list_prices': [price('S', '1')],
      'billing.usage': [
        use('2026-10-03T12:00:00Z', '10'),
        use('2026-10-30T12:00:00Z', '90'),
        use('2026-11-03T12:00:00Z', '12'),
      ],
    });
    const [row] = await bench.certified('cost/month_to_date', window);
    expect(Number(row?.['change_percent'])).toBeCloseTo(20, 9);
    const naive = await bench.naive(
      `select sum(case when usage_date >= date '2026-11-01' then usage_quantity end) / sum(case when usage_date < date '2026-11-01' then usage_quantity end) as ratio from system.billing.usage`,
    );
    expect(Number(naive[0]?.['ratio'])).toBeCloseTo(0.12, 9);
  });

  test('a forecast uses whole weeks only; incomplete days and weeks are left out', async () => {
    const weeks = [
      use('2026-10-23T12:00:00Z', '6'),
      use('2026-10-29T12:00:00Z', '140'),
      use('2026-11-05T12:00:00Z', '70'),
      use('2026-11-12T12:00:00Z', '70'),
      use('2026-11-17T01:00:00Z', '1'),
    ];
    const bench = await trapBench({
      'billing.list_prices': [price('S', '1')],
      'billing.usage': weeks,
    });
    const [row] = await bench.certified('cost/spend_forecast');
    expect([Number(row?.['whole_weeks']), Number(row?.['days_in_month'])]).toEqual([3, 31]);
    expect([Number(row?.['low_usd']), Number(row?.['high_usd'])]).toEqual([10 * 31, 20 * 31]);
    expect(Number(row?.['projected_usd'])).toBeCloseTo((31 * 40) / 3, 5);
    const [naive] = await bench.naive(
      `select 31 * min(usd) / 7 as low, 31 * avg(usd) / 7 as projected from (select sum(usage_quantity) as usd from system.billing.usage group by date_trunc('week', usage_date))`,
    );
    expect(Number(naive?.['low'])).toBeCloseTo(31 / 7, 5);
    expect(Number(naive?.['projected'])).toBeCloseTo((31 * 287) / 5 / 7, 5);
  });

  test('the hours of a cluster are hours of time, not rows of usage or DBUs', async () => {
    const cluster = { metadata: { cluster_id: 'k' }, product: 'ALL_PURPOSE' };
    const half = use('2026-11-12T10:00:00Z', '4', cluster);
    const bench = await trapBench({
      'billing.list_prices': [price('S', '0.5')],
      'billing.usage': [
        use('2026-11-12T09:00:00Z', '8', cluster),
        { ...half, usage_start_time: '2026-11-12T09:30:00Z' },
        use('2026-11-12T09:00:00Z', '-8', { ...cluster, type: 'RETRACTION' }),
        use('2026-11-12T09:00:00Z', '2', { ...cluster, type: 'RESTATEMENT' }),
      ],
    });
    const [row] = await bench.certified('cost/cluster_costs', window);
    expect([Number(row?.['list_cost_usd']), Number(row?.['usage_hours'])]).toEqual([3, 1.5]);
    expect(Number(row?.['cost_per_hour_usd'])).toBe(2);
    const [naive] = await bench.naive(
      'select sum(u.usage_quantity * p.pricing.default) / count(*) as by_row, sum(u.usage_quantity * p.pricing.default) / sum(u.usage_quantity) as by_dbu from system.billing.usage u join system.billing.list_prices p on p.sku_name = u.sku_name',
    );
    expect([Number(naive?.['by_row']), Number(naive?.['by_dbu'])]).toEqual([0.75, 0.5]);
  });

  test('usage without the requested tag is untagged, also when it has other tags', async () => {
    const bench = await trapBench({
      'billing.list_prices': [price('S', '1')],
      'billing.usage': [
        use('2026-11-13T12:00:00Z', '1', { tags: { team: 'a' } }),
        use('2026-11-13T12:00:00Z', '2', { tags: { project: 'b' } }),
        use('2026-11-13T12:00:00Z', '4'),
      ],
    });
    expect(sum(await bench.certified('cost/untagged_spend', window), 'untagged_cost_usd')).toBe(6);
    const naive = await bench.naive(
      'select sum(usage_quantity) as usd from system.billing.usage where custom_tags is null',
    );
    expect(sum(naive, 'usd')).toBe(4);
  });
});
