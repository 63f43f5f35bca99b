import { expect, test } from 'vitest';
import { plainQuestion } from '../../language/plain-question.ts';

test.each([
  ['tables w/o a description', 'tables without a description'],
  [
    'endpoint assistant: share of requests answered with 429, this month',
    'share of requests answered with 429 of assistant, this month',
  ],
  [
    'queries longer than 60 seconds, count by warehouse, yesterday',
    'number of queries longer than 60 seconds by warehouse, yesterday',
  ],
  [
    'rank our warehouses by number of failed queries in October',
    'which warehouses has the most failed queries in October',
  ],
  ['which data formats are our tables stored in, with counts', 'number of tables by format'],
  [
    'What termination codes have we had on etl_daily, with frequencies?',
    'runs of etl_daily by termination code?',
  ],
  [
    'Shortest successful run of etl_daily so far?',
    'shortest duration of successful runs of etl_daily in the last 90 days?',
  ],
  [
    'jobs that have not succeeded even once since Friday',
    'which jobs have the lowest share of succeeded runs since Friday',
  ],
  [
    'Has every scheduled job succeeded at least once yesterday, all but etl_daily?',
    'which jobs have the lowest share of succeeded runs yesterday except etl_daily?',
  ],
  [
    'Pipelines: completed / failed / canceled, last 7 days, per name',
    'updates by pipeline and result, last 7 days',
  ],
  [
    'Did web_sessions have an update that took more than 45 min?',
    'Did any update of web_sessions take longer than 45 min?',
  ],
  [
    'total hours that prod-serving was running last week',
    'how many hours did the warehouse prod-serving run last week',
  ],
  ['5xx from endpoints, per day', '5xx requests, per day'],
  ['timeout count by job', 'number of timeouts by job'],
  ['warehouses with a p99 above 30 s, if any', 'warehouses with a p99 above 30 s'],
  [
    'web_sessions updates: how many was stopped (canceled) and on which dates?',
    'canceled updates of web_sessions by day?',
  ],
  ['who spills the most to disk?', 'which user spilled the most data to disk?'],
])('%j is %j', (question, expected) => {
  expect(plainQuestion(question)).toBe(expected);
});

test.each([
  // What one has of all.
  'bi-main: share of all warehouse spend',
  'which queries count by warehouse',
  'top 3 days with most failed runs',
  'rank of bi-main',
  'which jobs have not run since Friday',
  'did web_sessions have an update',
  'total hours of queries on prod-serving',
])('%j stays as it is', (question) => {
  expect(plainQuestion(question)).toBe(question);
});
