import { expect, test } from 'vitest';
import { headerMismatch } from '../../../../local/workspace/genie/header-mismatch.ts';

const question = {
  id: 'cost/spend_by_day',
  columns: {
    usage_date: { type: 'DATE', is: 'key' },
    list_cost_usd: { type: 'DECIMAL(20,6)', is: 'measure' },
  },
} as const;
const day = { name: 'usage_date', type_text: 'DATE' };
const cost = { name: 'list_cost_usd', type_text: 'DECIMAL(20,6)' };

test('is null when the header equals the columns of the result', () => {
  expect(headerMismatch(question, [day, cost])).toBeNull();
});

test.each([
  [
    [day, { ...cost, type_text: 'DOUBLE' }],
    '2: the header has list_cost_usd DECIMAL(20,6), the statement returns list_cost_usd DOUBLE',
  ],
  [
    [cost, day],
    '1: the header has usage_date DATE, the statement returns list_cost_usd DECIMAL(20,6)',
  ],
  [[day], '2: the header has list_cost_usd DECIMAL(20,6), the statement returns no column'],
  [[day, cost, day], '3: the header has no column, the statement returns usage_date DATE'],
])('names the file, the column and the difference', (found, message) => {
  expect(headerMismatch(question, found)).toBe(
    `sql/questions/cost/spend_by_day.sql: column ${message}.`,
  );
});
