import { expect, test } from 'vitest';
import { plainQuestion } from '../../language/plain-question.ts';

test.each([
  ['jobs in prod-eu list with last state', 'latest result of each job in prod-eu?'],
  ['all pipelines with their last result', 'latest result of each pipeline?'],
  [
    'jobs with no failure at all in 30 days',
    'which jobs have the highest success rate with no failure in the last 30 days?',
  ],
  ['the 3 quickest jobs (median)', '3 jobs with the lowest median duration'],
  [
    'etl_daily and job dbt_build – which one was more reliable in October?',
    'success rate of etl_daily and job dbt_build in October?',
  ],
  [
    'orders vs returns: which had more failed checks',
    'number of failed checks of orders vs returns?',
  ],
  ['jobs not run since more than 3 days', 'which jobs did not run at all in the last 3 days'],
  ['how many tasks does each job have', 'different tasks per job'],
  ['how many days in a row has etl_daily been failing?', 'since when is etl_daily failing?'],
  ['tables never touched', 'tables were neither read nor written'],
  [
    'when did orders become unhealthy for the first time',
    'when was the first unhealthy day of orders',
  ],
  ['columns named changed_at: in which tables', 'which tables have the column `changed_at`?'],
  [
    "tables having a column that's nullable AND called email",
    'which tables have the column `email` that is nullable',
  ],
  ['open_orders -> based on which table?', 'where does open_orders come from?'],
  [
    'last time completeness was outside the predicted range for a.b.c',
    'when was the last incomplete day of a.b.c',
  ],
  ['Gold layer tables, please, with their owner.', 'list Gold tables with owner'],
  ['etl_daily last successful run?', 'when was the last successful run of etl_daily?'],
  ['least recently altered table in prod', 'table with the most days since it was altered in prod'],
  // Asked in another way, or for something else.
  ['how many days in a row has etl_daily run?', 'how many days in a row has etl_daily run?'],
  ['when did orders become unhealthy?', 'since when is orders unhealthy?'],
  ['jobs with no owner', 'jobs with no owner'],
  ['last run of etl_daily', 'last run of etl_daily'],
])('%j is %j', (question, expected) => {
  expect(plainQuestion(question)).toBe(expected);
});
