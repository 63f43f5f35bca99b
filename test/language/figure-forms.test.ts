import { expect, test } from 'vitest';
import { comparedBefore } from '../../language/comparisons.ts';
import { plainQuestion } from '../../language/plain-question.ts';

test.each([
  ['at which hour is the load the highest?', 'which hour has the most load?'],
  ['failures per hour-of-day', 'failures per hour of day'],
  ['at what time of the day does etl_daily run?', 'runs of etl_daily by hour'],
  [
    'fastest & slowest successful run of etl_daily',
    'successful shortest run and longest run of etl_daily',
  ],
  ['input + output tokens of assistant', 'input tokens and output tokens of assistant'],
  [
    'how many statements spilled to disk last week, and how much in total?',
    'number of statements that spilled to disk and data spilled last week?',
  ],
  ['queries over a minute: how many and by whom?', 'queries over a minute by user?'],
  [
    'which warehouse has the worst failure rate, and what rate',
    'which warehouse has the worst failure rate?',
  ],
  [
    'vacuum runs on orders, last month, how many failed',
    'vacuum runs on orders, last month by result?',
  ],
  ['list the jobs that timed out, with dates', 'list the jobs that timed out by day?'],
  ['unhealthy days of prod.sales.orders: dates', 'unhealthy days of prod.sales.orders by day?'],
  ['bi-main – what size is it now and what was it before?', 'size and previous size of bi-main?'],
  ['memory > 90% on any node since 1 Nov', 'which clusters had peak memory over 90 % since 1 Nov'],
  ["emeka's longest query ever", "emeka's longest query in the last 365 days"],
  [
    'the largest daily row count we ever saw in orders and the day',
    'which day had the largest daily row count in the last 365 days in orders?',
  ],
  [
    'has etl_daily ever been cancelled by a user? When was the most recent time?',
    'when was etl_daily last cancelled in the last 365 days?',
  ],
  ['week over week since September, the query time', 'per week since September, the query time'],
  ['runs of etl_daily today-1', 'runs of etl_daily yesterday'],
  ['runs of etl_daily today-3', 'runs of etl_daily 3 days ago'],
  // One figure, another time, a comparison of two times.
  [
    'how many statements spilled to disk last week?',
    'how many statements spilled to disk last week?',
  ],
  ['the longest query ever in the last week', 'the longest query ever in the last week'],
  ['cost week over week', 'cost week over week'],
  ['has etl_daily ever failed?', 'has etl_daily ever failed?'],
  ['runs on 2026-11-17', 'runs on 2026-11-17'],
])('%j is %j', (question, expected) => {
  expect(plainQuestion(question)).toBe(expected);
});

test.each([
  ['query time week over week', 'week over week'],
  ['query time week over week since September', null],
])('%j compares by %j', (question, expected) => {
  expect(comparedBefore(question)).toBe(expected);
});
