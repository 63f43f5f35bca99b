import { describe, expect, it } from 'vitest';
import { breaksOf, seriesOf } from '../../../causes/symptom/breaks.ts';
import { dayMs } from '../../../language/time/span.ts';
import type { Break } from '../../../causes/symptom/breaks.ts';
import { daysOfSeries } from '../../../causes/symptom/find-symptom.ts';
import { rowsOf } from '../../../causes/symptom/rows.ts';
import { measureOf } from '../../../causes/symptom/measures/index.ts';
import { daily, dateAgo, nowMs, tableOf } from '../tables.ts';

const { fromDay, toDay } = daysOfSeries(nowMs);

function breaks(id: string, rows: Parameters<typeof tableOf>[1]): readonly Break[] {
  const measure = measureOf(id);
  return seriesOf(measure, rowsOf(tableOf(measure.check, rows)), fromDay, toDay).flatMap((series) =>
    breaksOf(series, measure, fromDay, toDay),
  );
}

const usage = (value: (daysAgo: number) => number | null, days = 70) =>
  daily(days, (ago) => {
    const cost = value(ago);
    return cost === null
      ? null
      : { object_kind: 'job', object_id: '1', usage_date: dateAgo(ago), list_cost_usd: cost };
  });

/** The first and the last day of a break, as dates. */
const days = (one: Break | undefined) =>
  one && [one.fromDay, one.toDay].map((day) => new Date(day * dayMs).toISOString().slice(0, 10));

describe('the breaks of a series', () => {
  it('begin on the first unusual day and go on to the last', () => {
    const [one, ...others] = breaks(
      'cost',
      usage((ago) => (ago <= 4 ? 300 : 100)),
    );
    expect(others).toEqual([]);
    expect(days(one)).toEqual([dateAgo(4), dateAgo(1)]);
    expect(one).toMatchObject({ sign: 1, observed: 1_200, usual: 400, goesOn: true, isNew: false });
  });

  it('are none in a weekly rhythm', () => {
    expect(
      breaks(
        'cost',
        usage((ago) => (ago % 7 === 0 ? 900 : 50)),
      ),
    ).toEqual([]);
  });

  it('are none where the change is below the floor', () => {
    expect(
      breaks(
        'cost',
        usage((ago) => (ago === 1 ? 5 : 1)),
      ),
    ).toEqual([]);
    expect(
      breaks(
        'cost',
        usage((ago) => (ago === 1 ? 8 : 1)),
      ),
    ).toHaveLength(1);
  });

  it('tell a fall where days without a row are zero', () => {
    const [one] = breaks(
      'cost',
      usage((ago) => (ago <= 2 ? null : 100)),
    );
    expect(one).toMatchObject({ sign: -1, observed: 0, usual: 200 });
  });

  it('leave days that nobody measured out', () => {
    const scans = daily(70, (ago) =>
      ago <= 2 ? null : { table_name: 'a.b.c', scan_date: dateAgo(ago), daily_rows: 1_000_000 },
    );
    expect(breaks('rows', scans)).toEqual([]);
  });

  it('are new where there was nothing before', () => {
    const [one] = breaks(
      'cost',
      usage((ago) => (ago <= 3 ? 80 : null)),
    );
    expect(one).toMatchObject({ isNew: true, usual: 0, observed: 240 });
  });

  it('end with the first usual day, except on a weekend on which nothing runs', () => {
    const twice = breaks(
      'cost',
      usage((ago) => (ago === 9 || ago === 7 ? 300 : 100)),
    );
    expect(twice.map(days)).toEqual([
      [dateAgo(9), dateAgo(9)],
      [dateAgo(7), dateAgo(7)],
    ]);
    // 15 and 14 November are a weekend: 3 and 4 days ago.
    const working = (ago: number): boolean => ![3, 4].includes(ago % 7);
    const over = breaks(
      'cost',
      usage((ago) => (working(ago) ? (ago <= 6 ? 300 : 100) : 0)),
    );
    expect(over.map(days)).toEqual([[dateAgo(6), dateAgo(1)]]);
  });

  it('know the last day on which all was well', () => {
    const [one] = breaks(
      'cost',
      usage((ago) => (ago <= 2 ? 300 : 100)),
    );
    expect(one?.lastUsualDay).toBe((one?.fromDay ?? 0) - 1);
  });
});
