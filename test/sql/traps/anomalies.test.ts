import { describe, expect, test } from 'vitest';
import { trapBench } from './bench.ts';
import { price, use } from './rows.ts';

const window = { from_date: '2026-11-11', to_date: '2026-11-18' };
const dayMs = 86_400_000;
const first = Date.parse('2026-10-01T00:00:00Z');
/** Every day from 1 October to 17 November. */
const days = Array.from({ length: 48 }, (_, index) =>
  new Date(first + index * dayMs).toISOString().slice(0, 10),
);
const isWeekend = (day: string) => [0, 6].includes(new Date(day).getUTCDay());
/** A workspace that uses this many units on each day; a day of none has no row at all. */
const daily = (units: (day: string) => number, workspace = '1') =>
  days
    .filter((day) => units(day) > 0)
    .map((day) =>
      use(new Date(Date.parse(day) + dayMs).toISOString(), String(units(day)), { workspace }),
    );
const bench = (usage: ReturnType<typeof daily>) =>
  trapBench({ 'billing.list_prices': [price('S', '1')], 'billing.usage': usage });
const found = (rows: readonly Readonly<Record<string, string | null>>[]) =>
  rows.map((row) => [row['workspace_id'], row['usage_date'], Number(row['list_cost_usd'])]);

/** Rows for days, mean and deviation of the 14 rows before. */
const hasty = `select usage_date from (select *, count(*) over w as n, avg(usd) over w as mean, stddev_samp(usd) over w as spread
  from (select workspace_id, usage_date, sum(usage_quantity) as usd from system.billing.usage group by 1, 2)
  window w as (partition by workspace_id order by usage_date rows between 14 preceding and 1 preceding))
  where usage_date >= date '2026-11-11' and n = 14 and spread > 0 and abs(usd - mean) / spread > 2 order by 1`;

describe('unusual days', () => {
  test('a tenfold day after days that were all alike is unusual', async () => {
    const on = await bench(daily((day) => (day === '2026-11-12' ? 100 : 10)));
    expect(found(await on.certified('cost/spend_anomalies', window))).toEqual([
      ['1', '2026-11-12', 100],
    ]);
    // The spread is nothing, and afterwards it is the outlier's.
    expect(await on.naive(hasty)).toEqual([]);
  });

  test('a day on which a workspace stops is unusual, although it has no row', async () => {
    const on = await bench(daily((day) => (day === '2026-11-13' ? 0 : 50)));
    expect(found(await on.certified('cost/spend_anomalies', window))).toEqual([
      ['1', '2026-11-13', 0],
    ]);
    expect(await on.naive(hasty)).toEqual([]);
  });

  test('a workspace that rests at weekends is judged, and its Mondays are usual', async () => {
    const rests = (day: string) => (isWeekend(day) ? 0 : 100);
    const quiet = await bench(daily(rests));
    expect(await quiet.certified('cost/spend_anomalies', window)).toEqual([]);
    const worked = await bench(daily((day) => (day === '2026-11-14' ? 100 : rests(day))));
    expect(found(await worked.certified('cost/spend_anomalies', window))).toEqual([
      ['1', '2026-11-14', 100],
    ]);
    // A Saturday of work looks like any other row.
    expect(await worked.naive(hasty)).toEqual([]);
  });

  test('an unusual day does not hide the next one', async () => {
    const spikes = new Map([
      ['2026-11-11', 900],
      ['2026-11-12', 300],
    ]);
    const on = await bench(daily((day) => spikes.get(day) ?? (day < '2026-11-01' ? 101 : 99)));
    const rows = await on.certified('cost/spend_anomalies', window);
    expect(found(rows).map(([, day]) => day)).toEqual(['2026-11-11', '2026-11-12']);
    const naive = await on.naive(hasty);
    expect(naive.map((row) => row['usage_date'])).toEqual(['2026-11-11']);
  });

  test('a change of cents is not unusual, however even the days before', async () => {
    const on = await bench(
      daily((day) => (day === '2026-11-12' ? 0.9 : Number(day.at(-1)) % 2 === 0 ? 0.5 : 0.51)),
    );
    expect(await on.certified('cost/spend_anomalies', window)).toEqual([]);
    const naive = await on.naive(hasty);
    expect(naive.map((row) => row['usage_date'])).toEqual(['2026-11-12']);
  });

  test('a last day whose usage has not all arrived is not judged', async () => {
    const late = daily((day) => (day === '2026-11-17' ? 0 : 240));
    const on = await bench([...late, use('2026-11-17T06:00:00Z', '60')]);
    expect(await on.certified('cost/spend_anomalies', window)).toEqual([]);
    const other = daily(() => 10, '2');
    const whole = await bench([...late, use('2026-11-17T06:00:00Z', '60'), ...other]);
    expect(found(await whole.certified('cost/spend_anomalies', window))).toEqual([
      ['1', '2026-11-17', 60],
    ]);
    const naive = await on.naive(
      `select usage_date from system.billing.usage group by usage_date having sum(usage_quantity) < 120 order by 1`,
    );
    expect(naive.map((row) => row['usage_date'])).toEqual(['2026-11-17']);
  });

  test('a workspace of which nothing is known yet is not judged', async () => {
    const on = await bench(daily((day) => (day < '2026-11-09' ? 0 : 100)));
    expect(await on.certified('cost/spend_anomalies', window)).toEqual([]);
    const naive = await on.naive(
      `select usage_date from system.billing.usage where usage_date >= date '2026-11-09' group by 1`,
    );
    expect(naive).toHaveLength(9);
  });
});
