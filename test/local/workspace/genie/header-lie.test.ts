import { expect, test } from 'vitest';
import { headerLie } from '../../../../local/workspace/genie/header-lie.ts';

const question = {
  id: 'cost/spend_by_day',
  columns: {
    usage_date: { type: 'DATE', is: 'key' },
    list_cost_usd: { type: 'DECIMAL(20,6)', is: 'measure' },
  },
} as const;
const day = { name: 'usage_date', type_text: 'DATE' };
const cost = { name: 'list_cost_usd', type_text: 'DECIMAL(20,6)' };

test('a header that tells the truth is believed', () => {
  expect(headerLie(question, [day, cost])).toBeNull();
});

test.each([
  [
    [day, { ...cost, type_text: 'DOUBLE' }],
    'number 2: the header says list_cost_usd DECIMAL(20,6), the statement gives list_cost_usd DOUBLE',
  ],
  [
    [cost, day],
    'number 1: the header says usage_date DATE, the statement gives list_cost_usd DECIMAL(20,6)',
  ],
  [[day], 'number 2: the header says list_cost_usd DECIMAL(20,6), the statement gives no more'],
  [[day, cost, day], 'number 3: the header says no more, the statement gives usage_date DATE'],
])('one that lies is told by file and column', (found, message) => {
  expect(headerLie(question, found)).toBe(
    `sql/questions/cost/spend_by_day.sql: columns, ${message}.`,
  );
});
