import { expect, test } from 'vitest';
import { asShareOfAll } from '../../language/share-of-all.ts';

test.each([
  [
    'Was every etl_daily run of the last 7 days successful?',
    'what share of etl_daily run of the last 7 days succeeded?',
  ],
  ['did all runs of etl_daily succeed?', 'what share of runs of etl_daily succeeded?'],
  ['Did all tables get rows?', 'Did all tables get rows?'],
  ['have all jobs succeeded?', 'have all jobs succeeded?'],
])('%j is %j', (question, expected) => {
  expect(asShareOfAll(question)).toBe(expected);
});
