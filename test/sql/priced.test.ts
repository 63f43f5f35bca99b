import { expect, test } from 'vitest';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { tablesIn } from '../../sql/tables.ts';

const { questions, checks } = loadCatalogue();

/** Every statement that reads list prices; one of them asks for the prices themselves. */
const priced = [...questions, ...checks].filter(({ sql }) =>
  tablesIn(sql).includes('system.billing.list_prices'),
);

test('no statement counts money at the price for long-term estimates', () => {
  const wrong = priced.filter(({ sql }) =>
    /(?<!a\.)pricing\.default|promotional/.test(sql.replaceAll('effective_list.default', '')),
  );
  expect(wrong.map(({ id }) => id)).toEqual([]);
  expect(priced.length).toBeGreaterThan(30);
});

test('every statement that counts money keeps usage without a price and says how much it is', () => {
  const counting = priced.filter(({ id }) => id !== 'cost/price_changes');
  const wrong = counting.filter(
    ({ sql, columns, caveats }) =>
      /(?<!left )join\s+system\.billing\.(?:list|account)_prices/.test(sql) ||
      columns['unpriced_quantity'] === undefined ||
      !caveats.some((caveat) => caveat.includes('unpriced_quantity')),
  );
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

test('a caveat of shared SQL stands in every statement that has the SQL', () => {
  const long = [...questions, ...checks].filter(({ sql }) =>
    /period_end_time >= .*- interval 30 days/.test(sql),
  );
  expect(long.length).toBeGreaterThan(20);
  const silent = long.filter(({ caveats }) => !caveats.join().includes('longer than 30 days'));
  expect(silent.map(({ id }) => id)).toEqual([]);
});
