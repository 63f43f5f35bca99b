import { expect, test } from 'vitest';
import { withCarriedName } from '../../language/carried-name.ts';

test.each([
  ['I was paged for load_orders. What is the error?', 'What is the error of load_orders?'],
  ['Query time on bi-main: this week vs. last week?', null],
  ['Runs of load_orders approx. what time?', null],
])('%s', (text, carried) => {
  expect(withCarriedName(text)).toBe(carried ?? text);
});
