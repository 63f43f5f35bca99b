import { expect, test } from 'vitest';
import { plainQuestion } from '../../language/plain-question.ts';

test.each([
  ['when did etl_daily last run thru ok?', 'when did etl_daily last succeed?'],
  ['when did etl_daily run without errors for the last time?', 'when did etl_daily last succeed?'],
  ['last time shop.a.orders was writen to?', 'when was shop.a.orders last writen?'],
  ['latest write to the table shop.a.orders', 'when was shop.a.orders last written?'],
  [
    '日次: did all of its runs succeed in the last 7 days?',
    'did all runs of 日次 succeed in the last 7 days?',
  ],
  ['tables marked as unhealthy yesterday', 'tables unhealthy yesterday'],
  ['is load_orders still running or is it done?', 'is load_orders still running?'],
  [
    'how long did load_orders take in October and how long last week?',
    'how long did load_orders take in October compared to last week?',
  ],
  [
    'what does the etl pipeline cost on an average day, say last week',
    'average daily cost of the etl pipeline last week',
  ],
  ['stale in the check of Nov 17', 'stale on Nov 17'],
  ['Which tables does shop.a.v read from?', 'which tables does shop.a.v come from?'],
  ['bad on the most days of the past 90?', 'bad on the most days of the past 90 days'],
  ['spend this week and last week side by side', 'spend this week compared to last week'],
])('“%s” is “%s”', (question, plain) => {
  expect(plainQuestion(question).replace(/\?$/, '')).toBe(plain.replace(/\?$/, ''));
});

test.each([
  'when did etl_daily last run?',
  'is load_orders running or done?',
  'stale in the check of the job',
  'how long did it take and how long does it wait?',
  'last time shop.a.orders and shop.a.items were read',
  'did all of its runs succeed?',
  'which tables does anna read from',
  'the most days of the past 90 hours',
  'this week and last week',
])('“%s” stays', (question) => {
  expect(plainQuestion(question)).toBe(question);
});
