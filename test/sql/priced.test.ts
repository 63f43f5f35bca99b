import { expect, test } from 'vitest';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { tablesIn } from '../../sql/tables.ts';

/** Every statement that reads list prices; one of them asks for the prices themselves. */
const priced = loadCatalogue().questions.filter(({ sql }) =>
  tablesIn(sql).includes('system.billing.list_prices'),
);

test('no statement counts money at the price for long-term estimates', () => {
  const wrong = priced.filter(({ sql }) =>
    /(?<!a\.)pricing\.default|promotional/.test(sql.replaceAll('effective_list.default', '')),
  );
  expect(wrong.map(({ id }) => id)).toEqual([]);
  expect(priced.length).toBeGreaterThan(30);
});
