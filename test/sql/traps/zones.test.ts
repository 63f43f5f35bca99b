import { describe, expect, test } from 'vitest';
import { slice, statement } from './rows.ts';
import { benchInZone } from './zones.ts';

/** Evening and small hours of UTC: the first is the next day in the east, the second the day before in the west. */
const statements = {
  'query.history': [
    statement('evening', '12T16:30:00Z', '12T16:31:00Z'),
    statement('night', '13T02:30:00Z', '13T02:31:00Z'),
  ],
};
const [utc, east, west] = ['UTC', 'Asia/Tokyo', 'America/New_York'] as const;
const history = 'system.query.history';

describe('time zones', () => {
  test('days are days of UTC, whatever the time zone of the session', async () => {
    const naive: Record<string, unknown> = {};
    for (const zone of [utc, east, west]) {
      const bench = await benchInZone(statements, zone);
      const days = await bench.certified('performance/query_volume');
      expect(days.map((row) => [row['day'], row['queries']])).toEqual([
        ['2026-11-12', '1'],
        ['2026-11-13', '1'],
      ]);
      const found = await bench.naive(
        `select cast(start_time as date) as day from ${history} order by start_time`,
      );
      naive[zone] = found.map((row) => row['day']);
    }
    expect(naive).toEqual({
      [utc]: ['2026-11-12', '2026-11-13'],
      [east]: ['2026-11-13', '2026-11-13'],
      [west]: ['2026-11-12', '2026-11-12'],
    });
  });

  test('hours are hours of UTC, whatever the time zone of the session', async () => {
    const naive: Record<string, unknown> = {};
    for (const zone of [utc, east, west]) {
      const bench = await benchInZone(statements, zone);
      const hours = await bench.certified('performance/queue_by_hour');
      expect(hours.map((row) => row['hour_utc'])).toEqual(['2', '16']);
      const found = await bench.naive(
        `select hour(start_time) as hour from ${history} order by start_time`,
      );
      naive[zone] = found.map((row) => row['hour']);
    }
    expect(naive).toEqual({ [utc]: ['16', '2'], [east]: ['1', '11'], [west]: ['11', '21'] });
  });

  test('a day begins at midnight UTC, whatever the time zone of the session', async () => {
    const naive: Record<string, unknown> = {};
    for (const zone of [utc, east, west]) {
      const bench = await benchInZone(statements, zone);
      const since = { from_time: '2026-11-13T00:00:00Z', min_seconds: '1' };
      const slow = await bench.certified('performance/slow_queries', since);
      expect(slow.map((row) => row['statement_id'])).toEqual(['night']);
      const found = await bench.naive(
        `select statement_id from ${history} where start_time >= cast('2026-11-13 00:00:00' as timestamp) order by start_time`,
      );
      naive[zone] = found.map((row) => row['statement_id']);
    }
    expect(naive).toEqual({ [utc]: ['night'], [east]: ['evening', 'night'], [west]: [] });
  });

  test('a failed run counts on the UTC day on which it ended, whatever the time zone of the session', async () => {
    const naive: Record<string, unknown> = {};
    for (const zone of [utc, east, west]) {
      const bench = await benchInZone(
        { 'lakeflow.job_run_timeline': [slice('1', '12T23:50:00Z', '13T00:20:00Z', 'FAILED')] },
        zone,
      );
      const days = await bench.certified('reliability/failure_trend');
      expect(days.map((row) => [row['day'], row['failed_runs']])).toEqual([['2026-11-13', '1']]);
      const found = await bench.naive(
        'select cast(period_end_time as date) as day from system.lakeflow.job_run_timeline',
      );
      naive[zone] = found.map((row) => row['day']);
    }
    expect(naive).toEqual({
      [utc]: ['2026-11-13'],
      [east]: ['2026-11-13'],
      [west]: ['2026-11-12'],
    });
  });
});
