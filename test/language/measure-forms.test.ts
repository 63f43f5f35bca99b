import { expect, test } from 'vitest';
import { plainQuestion } from '../../language/plain-question.ts';

test.each([
  [
    'cancelled updates by pipeline, since the start?',
    'cancelled updates by pipeline in the last 365 days?',
  ],
  ['cost of etl_daily since the beginning of records', 'cost of etl_daily in the last 365 days'],
  [
    'The jobs that have not failed a single time in 30 days: which are they?',
    'which jobs have the highest success rate with no failure in the last 30 days?',
  ],
  ['how many minutes pass between start and end of etl_daily?', 'how long does etl_daily take?'],
  ['etl_daily average run lasts how long?', 'etl_daily average run duration?'],
  ['cpu ml-lab last 3 days, avg + peak', 'average cpu and peak cpu of ml-lab last 3 days?'],
  ['how many timeouts (RUN_EXECUTION_TIMEOUT) in October', 'how many timeouts in October'],
  ['total bytes readed by dashbords yesterday', 'total data read by dashboard queries yesterday'],
  // Other times and numbers.
  ['runs since the start of November', 'runs since the start of November'],
  ['has etl_daily ever failed?', 'has etl_daily ever failed?'],
  ['which jobs have not run in 30 days', 'which jobs have not run in 30 days'],
])('%j is %j', (question, expected) => {
  expect(plainQuestion(question)).toBe(expected);
});
