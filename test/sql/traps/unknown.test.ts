import { describe, expect, test } from 'vitest';
import { trapBench } from './bench.ts';
import { slice } from './rows.ts';

const scan = (name: string, status: 'Healthy' | 'Unhealthy' | 'Unknown' | null) => ({
  event_time: '2026-11-17T06:00:00Z',
  catalog_name: 'c',
  schema_name: 's',
  table_name: name,
  status,
  freshness: status === null ? null : { status, commit_freshness: null },
});
const scans = 'system.data_quality_monitoring.table_results';

describe('unknown', () => {
  test('a table that could not be judged is not a healthy one', async () => {
    const bench = await trapBench({
      'data_quality_monitoring.table_results': [
        scan('a', 'Healthy'),
        scan('b', 'Unhealthy'),
        scan('d', 'Unknown'),
        scan('e', null),
      ],
    });
    const [day] = await bench.certified('quality/health_trend');
    const [schema] = await bench.certified('quality/freshness_by_schema');
    const [owner] = await bench.certified('quality/unhealthy_by_owner');
    expect([day?.['unknown_tables'], Number(day?.['healthy_percent'])]).toEqual(['2', 50]);
    expect([schema?.['unknown_tables'], Number(schema?.['fresh_percent'])]).toEqual(['2', 50]);
    expect(owner?.['unknown_tables']).toBe('2');
    const [naive] = await bench.naive(
      `select 100 * count_if(coalesce(status, '') <> 'Unhealthy') / count(*) as healthy from ${scans}`,
    );
    expect(Number(naive?.['healthy'])).toBe(75);
  });

  test('shares of what nobody judged are null, not 100 percent', async () => {
    const bench = await trapBench({
      'data_quality_monitoring.table_results': [scan('a', 'Unknown')],
    });
    const [day] = await bench.certified('quality/health_trend');
    const [schema] = await bench.certified('quality/freshness_by_schema');
    expect([day?.['healthy_percent'], schema?.['fresh_percent']]).toEqual([null, null]);
    const [naive] = await bench.naive(
      `select 100 * count_if(status <> 'Unhealthy') / count(*) as healthy from ${scans}`,
    );
    expect(Number(naive?.['healthy'])).toBe(100);
  });

  test('without monitoring the score is the mean of what was judged, and says of how many parts', async () => {
    const bench = await trapBench({
      'lakeflow.job_run_timeline': [
        slice('1', '12T01:00:00Z', '12T01:10:00Z', 'FAILED'),
        slice('2', '13T01:00:00Z', '13T01:10:00Z', 'SUCCEEDED'),
      ],
    });
    const [score] = await bench.certified('unified/health_score');
    expect([
      Number(score?.['score_percent']),
      score?.['judged_parts'],
      score?.['judged_tables'],
      score?.['healthy_tables_percent'],
    ]).toEqual([50, '1', '0', null]);
    const [naive] = await bench.naive(
      `select (50 + 100 * count_if(status <> 'Unhealthy') / nullif(count(*), 0)) / 2 as score from ${scans}`,
    );
    expect(naive?.['score']).toBeNull();
  });
});
