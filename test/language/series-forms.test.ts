import { expect, test } from 'vitest';
import { plainQuestion } from '../../language/plain-question.ts';

test.each([
  [
    'Average daily rows of prod.a.b: September / October / November',
    'Average daily rows of prod.a.b by month in September to November',
  ],
  ['timeouts, Sept / Oct / Nov', 'timeouts by month in September to November'],
  ['failed runs in January, February and March?', 'failed runs by month in January to March?'],
  [
    'Compare failure counts week of 2 November and week of 9 November for every job.',
    'failure counts for every job in the week of 9 November compared to the week of 2 November',
  ],
  [
    'Are there more failures on Mondays than on other days?',
    'which weekday has the most failed runs?',
  ],
  [
    'at which hour of the day is prod-eu-serving most busy',
    'which hour has the most queries on prod-eu-serving',
  ],
  [
    'Has the median query got slower since 1 November?',
    'Has the median query duration increased since 1 November?',
  ],
  [
    'churn_model_training, is it getting slower? median minutes by week',
    'median minutes by week of churn_model_training',
  ],
  [
    'when was etl_daily green the last time b4 14 november',
    'when did etl_daily last succeed before 14 november',
  ],
  ['when did bi-main last start and when did it last stop', 'last start and last stop of bi-main'],
  [
    'p90 duration of etl_daily before and after 1 October',
    'p90 duration of etl_daily since 1 October compared to before',
  ],
  [
    'which tables does nobody read since 30 days',
    'which tables does nobody read in the last 30 days',
  ],
  [
    'all healthy except… how many tables were not healthy yesterday',
    'how many tables were not healthy yesterday',
  ],
  [
    'Give me the last five runs of etl_daily with start and end.',
    'Give me the last five runs of etl_daily with start and end in the last 90 days.',
  ],
  [
    'etl_daily how long has it been broken, i.e. since when no success',
    'since when is etl_daily failing',
  ],
])('%j is %j', (question, expected) => {
  expect(plainQuestion(question)).toBe(expected);
});

test.each([
  'failed runs in September and November',
  'failed runs in January, March and May',
  'failures in the week of 2 November',
  'are there more failures on Mondays than in October',
  'when was etl_daily green',
  'runs skipped due to max concurrent… which jobs',
  'the last five runs of etl_daily since Monday',
  'failed runs since 30 September',
  'when did bi-main last start and who started it',
  'who changed etl_daily before and after lunch',
])('%j stays as it is', (question) => {
  expect(plainQuestion(question)).toBe(question);
});
