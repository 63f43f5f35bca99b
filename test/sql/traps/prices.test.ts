import { describe, expect, test } from 'vitest';
import { trapBench } from './bench.ts';
import { price, promotion, use } from './rows.ts';

const window = { from_date: '2026-11-11', to_date: '2026-11-18' };
const sum = (rows: readonly Readonly<Record<string, unknown>>[], column: string) =>
  rows.reduce((total, row) => total + Number(row[column]), 0);

describe('prices', () => {
  test('usage during a promotion is charged at what everybody pays', async () => {
    const bench = await trapBench({
      'billing.list_prices': [promotion('S', '2', '1')],
      'billing.usage': [use('2026-11-13T12:00:00Z', '10')],
    });
    expect(sum(await bench.certified('cost/spend_by_day', window), 'list_cost_usd')).toBe(10);
    const naive = await bench.naive(
      'select sum(u.usage_quantity * p.pricing.default) as usd from system.billing.usage u join system.billing.list_prices p on p.sku_name = u.sku_name',
    );
    expect(sum(naive, 'usd')).toBe(20);
  });

  test('a promotion that begins is a change of price', async () => {
    const bench = await trapBench({
      'billing.list_prices': [
        price('S', '2', '2026-01-01', '2026-11-12'),
        { ...promotion('S', '2', '1'), price_start_time: '2026-11-12' },
      ],
    });
    const rows = await bench.certified('cost/price_changes');
    expect(rows.map((row) => [Number(row['old_price_usd']), Number(row['new_price_usd'])])).toEqual(
      [[2, 1]],
    );
    const naive = await bench.naive(
      'select count(distinct pricing.default) as prices from system.billing.list_prices',
    );
    expect(sum(naive, 'prices')).toBe(1);
  });

  test('usage of a SKU without a price is told, and its units are not lost', async () => {
    const bench = await trapBench({
      'billing.list_prices': [price('S', '2')],
      'billing.usage': [
        use('2026-11-13T12:00:00Z', '5'),
        use('2026-11-13T12:00:00Z', '95', { sku: 'NEW', product: 'APPS' }),
      ],
    });
    const [day] = await bench.certified('cost/spend_by_day', window);
    expect([Number(day?.['list_cost_usd']), Number(day?.['unpriced_quantity'])]).toEqual([10, 95]);
    const products = await bench.certified('cost/spend_by_product', window);
    expect(products.map((row) => [row['product'], Number(row['unpriced_quantity'])])).toEqual([
      ['JOBS', 0],
      ['APPS', 95],
    ]);
    const naive = await bench.naive(
      'select sum(u.usage_quantity) as units from system.billing.usage u join system.billing.list_prices p on p.sku_name = u.sku_name',
    );
    expect(sum(naive, 'units')).toBe(5);
  });

  test('usage without an own price gives no discount', async () => {
    const bench = await trapBench({
      'billing.list_prices': [price('S', '2'), price('NEW', '3')],
      'billing.account_prices': [price('S', '1.5')],
      'billing.usage': [
        use('2026-11-13T12:00:00Z', '10'),
        use('2026-11-13T12:00:00Z', '100', { sku: 'NEW' }),
      ],
    });
    const [row] = await bench.certified('cost/contract_spend', window);
    expect([
      Number(row?.['list_cost_usd']),
      Number(row?.['account_cost_usd']),
      Number(row?.['discount_usd']),
      Number(row?.['unpriced_quantity']),
    ]).toEqual([320, 15, 5, 100]);
    const naive = await bench.naive(
      `select sum(u.usage_quantity * p.pricing.effective_list.default) - sum(u.usage_quantity * a.pricing.default) as usd from system.billing.usage u join system.billing.list_prices p on p.sku_name = u.sku_name left join system.billing.account_prices a on a.sku_name = u.sku_name`,
    );
    expect(sum(naive, 'usd')).toBe(305);
  });
});
