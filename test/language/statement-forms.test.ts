import { expect, test } from 'vitest';
import { plainQuestion } from '../../language/plain-question.ts';

test.each([
  [
    'sum of list cost for bi-main where usage_date between 2026-11-09 and 2026-11-15?',
    'total list cost for bi-main between 2026-11-09 and 2026-11-15?',
  ],
  ["total cost where usage_date >= '2026-11-09'", 'total cost since 2026-11-09'],
  [
    "count(*) of job runs where result_state = 'FAILED' and period_end_time between '2026-11-09' and '2026-11-15'",
    'how many job runs that failed between 2026-11-09 and 2026-11-15',
  ],
  [
    "avg(duration) of runs where job_name = 'etl_daily' last week",
    'average duration of runs of etl_daily last week',
  ],
  [
    "select count(distinct user) from audit events where event_date = '2026-11-17'",
    'how many different user from audit events on 2026-11-17',
  ],
  ['dbus group by workspace last week', 'dbus by workspace last week'],
  // No statement.
  ['what is the status of etl_daily', 'what is the status of etl_daily'],
  ['which table has the column usage_date', 'which table has the column usage_date'],
])('%j is %j', (question, expected) => {
  expect(plainQuestion(question)).toBe(expected);
});

test.each([
  ['does ml-lab turn itself off?', 'does ml-lab have auto stop?'],
  ['will bi-main stop by itself when idle', 'does bi-main have auto stop'],
  ['did somebody turn off audit logs', 'did somebody turn off audit logs'],
  ['who was put into the admins group', 'who was granted admin rights'],
  ['who was removed from finance', 'which members were removed from finance'],
  ['who added ana to finance', 'who added ana to finance'],
  [
    'the full refresh of web_sessions on 12 November, has it succeeded?',
    'has the full refresh of web_sessions on 12 November succeeded?',
  ],
])('%j asks %j', (question, expected) => {
  expect(plainQuestion(question)).toBe(expected);
});

test.each([
  [
    'web_sessions full refresh 12 nov - who kicked it off?',
    'who kicked off the full refresh of web_sessions 12 nov?',
  ],
  [
    'since when has etl_daily had no successful run?',
    'when was the last successful run of etl_daily?',
  ],
  [
    'which takes longer on average, etl_daily or etl_hourly?',
    'which has the highest average duration, etl_daily or etl_hourly?',
  ],
  [
    'what is the most frequent error of failed runs in november',
    'for which reasons do runs end badly in november',
  ],
  ['are we below 30k this month?', 'did we spend below 30k USD this month?'],
  ['how much did we spend last weeek', 'how much did we spend last week'],
  ['failed runs yesteday', 'failed runs yesterday'],
  ['which tables match', 'which tables match'],
  ['whos queries failed', 'whose queries failed'],
  ['etl_daily $ yesterday', 'etl_daily cost yesterday'],
  ['what did we spend in $ yesterday', 'what did we spend in $ yesterday'],
  ['what table does a.b.c get its data from?', 'Which tables does a.b.c come from?'],
  ['which tables are directly fed by a.b.c?', 'which tables does a.b.c feed?'],
])('%j means %j', (question, expected) => {
  expect(plainQuestion(question)).toBe(expected);
});

test.each([
  ['which team is our biggest spender this month', 'which team spends the most this month'],
  [
    'spend of prod-us this month to date, broken down by team',
    'spend of prod-us this month by team',
  ],
  [
    'everything except model serving: what did we spend',
    'what did we spend excluding model serving',
  ],
  ['SUM of usage_quantity by billing_origin_product', 'total DBU by product'],
  ['list of everyone with select on a.b.c', 'who has select on a.b.c'],
  ['what can the group analysts actually see?', 'which tables can the group analysts read?'],
  ['what can we see here', 'what can we see here'],
  ['what did bi-main run up last week?', 'what did bi-main cost last week?'],
  ['what did etl_daily run up against', 'what did etl_daily run up against'],
  ['shared-etl: edited by whom since 16 Nov', 'who edited shared-etl since 16 Nov'],
  ['until when was ana@example.com active?', 'when was ana@example.com last active?'],
])('%j says %j', (question, expected) => {
  expect(plainQuestion(question)).toBe(expected);
});
