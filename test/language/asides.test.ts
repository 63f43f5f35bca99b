import { describe, expect, test } from 'vitest';
import { asideOf } from '../../language/asides.ts';

describe('a text that asks nothing about the platform', () => {
  test.each([
    ['hey there', 'greeting'],
    ['thx, great job!', 'greeting'],
    ['thanks a lot, that saved my day :)', 'greeting'],
    ['what can you do?', 'greeting'],
    ['please kill the query', 'action'],
    ['can you restart nightly_load', 'action'],
    ['grant me access to prod.hr.salaries', 'action'],
    ['go ahead and resize bi-main', 'action'],
    ['how do I set up a budget alert', 'how-to'],
    ['where can I change my password?', 'how-to'],
    ['explain what a DBU is', 'how-to'],
  ])('%j is a %s', (text, aside) => {
    expect(asideOf(text)).toBe(aside);
  });

  test.each([
    'repair rate of our jobs',
    'stop events of warehouses per day',
    'restart it, and why did it fail?',
    'how do our costs develop?',
    'hi, which jobs failed?',
    'vacuum/optimize operations of the last week',
    'thanks, now the same per workspace',
    'explain the rise of our bill on Tuesday',
    'where can I see what each team pays',
    'where do we lose money',
    'thanks. and who did it?',
    'who granted access to prod.hr.salaries',
  ])('%j is a question', (text) => {
    expect(asideOf(text)).toBeNull();
  });
});
