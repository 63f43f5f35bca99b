import { describe, expect, test } from 'vitest';
import { trapBench } from './bench.ts';
import { statement } from './rows.ts';

const history = 'system.query.history';
const cluster = (id: string, changed: string, extra: Readonly<Record<string, unknown>>) => ({
  workspace_id: '1',
  cluster_id: id,
  cluster_name: id,
  cluster_source: 'UI',
  change_time: changed,
  ...extra,
});

describe('compute', () => {
  test('the newest description of a cluster decides whether it scales', async () => {
    const fixed = { worker_count: 8 };
    const scaling = { min_autoscale_workers: 1, max_autoscale_workers: 8 };
    const bench = await trapBench({
      'compute.clusters': [
        cluster('scales-now', '2026-01-01', fixed),
        cluster('scales-now', '2026-02-01', scaling),
        cluster('fixed-now', '2026-01-01', scaling),
        cluster('fixed-now', '2026-02-01', { worker_count: 3 }),
      ],
    });
    const rows = await bench.certified('performance/fixed_size_clusters');
    expect(rows.map((row) => [row['cluster_id'], Number(row['workers'])])).toEqual([
      ['fixed-now', 3],
    ]);
    const naive = await bench.naive(
      'select cluster_id, max(worker_count) as workers from system.compute.clusters where max_autoscale_workers is null group by 1 order by 1',
    );
    expect(naive.map((row) => [row['cluster_id'], Number(row['workers'])])).toEqual([
      ['fixed-now', 3],
      ['scales-now', 8],
    ]);
  });

  test('runtimes are ordered by number: 9 is older than 10', async () => {
    const runtimes = [
      '10.4.x-scala2.12',
      '9.1.x-scala2.12',
      '13.3.x-scala2.12',
      '15.4.x',
      'custom:image',
    ];
    const bench = await trapBench({
      'compute.clusters': runtimes.map((runtime) =>
        cluster(runtime, '2026-01-01', { dbr_version: runtime }),
      ),
    });
    const rows = await bench.certified('performance/old_runtimes');
    expect(rows.map((row) => Number(row['major_version']))).toEqual([9, 10, 13]);
    const naive = await bench.naive(
      `select dbr_version from system.compute.clusters where dbr_version < '14' order by dbr_version`,
    );
    expect(naive.map((row) => row['dbr_version'])).toEqual([
      '10.4.x-scala2.12',
      '13.3.x-scala2.12',
    ]);
  });

  test('the last hour is one hour, not the whole day', async () => {
    const bench = await trapBench({
      'query.history': [
        statement('1', '17T08:00:00Z', '17T08:05:00Z'),
        statement('2', '17T22:59:59Z', '17T23:30:00Z'),
        statement('3', '17T23:00:00Z', '17T23:05:00Z'),
      ],
    });
    const hour = { from_time: '2026-11-17T23:00:00Z', to_time: '2026-11-18T00:00:00Z' };
    const rows = await bench.certified('performance/slow_queries', hour);
    expect(rows.map((row) => row['statement_id'])).toEqual(['3']);
    const naive = await bench.naive(
      `select statement_id from ${history} where cast(start_time as date) >= date_sub(current_date(), 1) order by 1`,
    );
    expect(naive.map((row) => row['statement_id'])).toEqual(['1', '2', '3']);
  });

  test('statements run at the same time when they overlap, not when they start in the same minute', async () => {
    const bench = await trapBench({
      'query.history': [
        statement('1', '17T10:00:00Z', '17T10:00:20Z', 'one-by-one'),
        statement('2', '17T10:00:20Z', '17T10:00:40Z', 'one-by-one'),
        statement('3', '17T10:00:40Z', '17T10:00:55Z', 'one-by-one'),
        statement('4', '17T10:00:00Z', '17T10:30:00Z', 'together'),
        statement('5', '17T10:05:00Z', '17T10:30:00Z', 'together'),
      ],
    });
    const rows = await bench.certified('performance/peak_concurrency');
    expect(
      rows.map((row) => [row['warehouse_id'], Number(row['peak_queries']), row['reached_at']]),
    ).toEqual([
      ['together', 2, '2026-11-17T10:05:00.000Z'],
      ['one-by-one', 1, '2026-11-17T10:00:00.000Z'],
    ]);
    const naive = await bench.naive(
      `select warehouse_id, max(n) as peak from (select compute.warehouse_id as warehouse_id, count(*) as n from ${history} group by 1, date_trunc('minute', start_time)) group by 1 order by 1`,
    );
    expect(naive.map((row) => [row['warehouse_id'], Number(row['peak'])])).toEqual([
      ['one-by-one', 3],
      ['together', 1],
    ]);
  });
});
