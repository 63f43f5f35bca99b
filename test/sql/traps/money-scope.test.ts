import { describe, expect, test } from 'vitest';
import { trapBench } from './bench.ts';
import { price, use } from './rows.ts';

const at = '2026-11-13T12:00:00Z';
const window = { from_date: '2026-11-11', to_date: '2026-11-18' };
const prices = { 'billing.list_prices': [price('S', '1'), price('T', '1')] };

describe('scope of money', () => {
  test('an endpoint of vector search is no served model', async () => {
    const endpoint = { endpoint_name: 'assistant' };
    const bench = await trapBench({
      ...prices,
      'billing.usage': [
        use(at, '3', { metadata: endpoint, product: 'MODEL_SERVING' }),
        use(at, '40', { metadata: endpoint, product: 'VECTOR_SEARCH' }),
      ],
    });
    const rows = await bench.certified('cost/endpoint_costs', window);
    expect(rows.map((row) => Number(row['list_cost_usd']))).toEqual([3]);
    const drivers = await bench.certified('cost/spend_drivers', window);
    expect(drivers.map((row) => [row['object_kind'], Number(row['list_cost_usd'])])).toEqual([
      ['vector search endpoint', 40],
      ['endpoint', 3],
    ]);
    const naive = await bench.naive(
      'select sum(usage_quantity) as usd from system.billing.usage where usage_metadata.endpoint_name is not null',
    );
    expect(Number(naive[0]?.['usd'])).toBe(43);
  });

  test('an hour with two SKUs is one hour of a cluster', async () => {
    const cluster = { metadata: { cluster_id: 'k' }, product: 'ALL_PURPOSE' };
    const second = use('2026-11-13T12:30:00Z', '2', { ...cluster, sku: 'T' });
    const bench = await trapBench({
      ...prices,
      'billing.usage': [
        use(at, '4', cluster),
        use(at, '4', { ...cluster, sku: 'T' }),
        second,
        use('2026-11-13T15:00:00Z', '2', cluster),
      ],
    });
    const [row] = await bench.certified('cost/cluster_costs', window);
    expect([Number(row?.['usage_hours']), Number(row?.['cost_per_hour_usd'])]).toEqual([
      2.5,
      12 / 2.5,
    ]);
    const naive = await bench.naive(
      'select sum(unix_timestamp(usage_end_time) - unix_timestamp(usage_start_time)) / 3600 as hours from system.billing.usage',
    );
    expect(Number(naive[0]?.['hours'])).toBe(4);
  });

  test('on the first day of a month the next month is not the one that has begun', async () => {
    const bench = await trapBench({ ...prices, 'billing.usage': [use(at, '7')] });
    // What the defaults are on 1 December: the window ends a day before.
    const first = { from_date: '2026-11-03', to_date: '2026-11-30' };
    const [row] = await bench.certified('cost/spend_forecast', first);
    expect([row?.['month_start'], Number(row?.['days_in_month'])]).toEqual(['2027-01-01', 31]);
    const naive = await bench.naive(
      `select cast(date_trunc('MONTH', date '2026-11-30') + interval 1 month as date) as month_start`,
    );
    expect(naive[0]?.['month_start']).toBe('2026-12-01');
  });

  test('on the first day of a month nothing of it is spent, and all of it is left', async () => {
    const bench = await trapBench({ ...prices, 'billing.usage': [use(at, '70')] });
    const first = { from_date: '2026-11-03', to_date: '2026-11-30' };
    const [row] = await bench.certified('cost/month_end', first);
    expect(row?.['month_start']).toBe('2026-12-01');
    expect([row?.['spent_usd'], row?.['days_left']].map(Number)).toEqual([0, 31]);
    const naive = await bench.naive(
      `select datediff(date '2026-11-30', date '2026-12-01') as days`,
    );
    expect(Number(naive[0]?.['days'])).toBe(-1);
  });

  test('a week without usage is a week of zero in a forecast', async () => {
    const bench = await trapBench({ ...prices, 'billing.usage': [use(at, '70')] });
    const [row] = await bench.certified('cost/spend_forecast');
    expect(Number(row?.['whole_weeks'])).toBe(3);
    expect(Number(row?.['daily_mean_usd'])).toBeCloseTo(70 / 21, 5);
    const naive = await bench.naive(
      `select avg(usd) / 7 as daily from (select sum(usage_quantity) as usd from system.billing.usage group by date_trunc('week', usage_date))`,
    );
    expect(Number(naive[0]?.['daily'])).toBe(10);
  });

  test('a weekend without usage makes the mean weekend day cheaper', async () => {
    const bench = await trapBench({
      ...prices,
      'billing.usage': [use('2026-11-14T12:00:00Z', '8')],
    });
    const rows = await bench.certified('cost/weekend_spend', {
      from_date: '2026-11-04',
      to_date: '2026-11-18',
    });
    expect(
      rows.map((row) => [row['part_of_week'], Number(row['days']), Number(row['daily_cost_usd'])]),
    ).toEqual([
      ['weekend', 4, 2],
      ['working day', 10, 0],
    ]);
    const naive = await bench.naive(
      'select avg(usd) as daily from (select sum(usage_quantity) as usd from system.billing.usage group by usage_date)',
    );
    expect(Number(naive[0]?.['daily'])).toBe(8);
  });

  test('a day without usage keeps its failures', async () => {
    const bench = await trapBench({
      ...prices,
      'billing.usage': [use(at, '1')],
      'access.audit': [
        {
          workspace_id: '1',
          event_time: '2026-11-15T09:00:00Z',
          event_date: '2026-11-15',
          response: { status_code: 403 },
        },
      ],
    });
    const rows = await bench.certified('unified/daily_signals', window);
    expect(rows).toHaveLength(7);
    const refused = rows.filter((row) => Number(row['refused_actions']) > 0);
    expect(refused.map((row) => [row['day'], Number(row['list_cost_usd'])])).toEqual([
      ['2026-11-15', 0],
    ]);
    const naive = await bench.naive(
      'select count(*) as n from system.billing.usage u join system.access.audit a on a.event_date = u.usage_date',
    );
    expect(Number(naive[0]?.['n'])).toBe(0);
  });
});
