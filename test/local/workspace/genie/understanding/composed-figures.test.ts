import { expect, test } from 'vitest';
import type { Domain } from '../../../../../domain/domains.ts';
import { createMatchers } from '../../../../../local/workspace/genie/understanding/match.ts';
import { planAnswer } from '../../../../../local/workspace/genie/understanding/plan.ts';
import { loadCatalogue } from '../../../../../sql/catalogue.ts';
import { names } from './names.ts';

const matchers = createMatchers(loadCatalogue());
const nowMs = Date.parse('2026-11-22T00:00:00Z');

/** The title of the query that answers a question, and its parameters besides the times; empty when none does. */
function planned(domain: Domain, content: string): string {
  const plan = planAnswer({ content, earlier: [], domain, names, nowMs }, matchers(domain));
  if (plan.kind !== 'query') return '';
  const limits = plan.parameters.filter(({ name }) => name.startsWith('min_'));
  return [plan.question.question, ...limits.map(({ value }) => value)].join(' ');
}

test.each<[Domain, string, string]>([
  // Two measures are compared with each other.
  [
    'performance',
    'compile time vs execution time, avg, prod-serving, yesterday',
    'Average compilation seconds and average execution seconds of prod-serving',
  ],
  [
    'performance',
    'how many statements spilled to disk last week, and how much in total?',
    'Data spilled gb and spilling queries',
  ],
  // What is left out is told.
  [
    'performance',
    'Not counting bi-main, what is the mean queue time of our warehouses this week?',
    'Average wait seconds without bi-main',
  ],
  // A limit is of what is said beside it.
  [
    'performance',
    'queries that read more than 5 GB yesterday by user',
    'Reading queries by user 5',
  ],
  ['performance', 'how many queries spilled more than 2 GB yesterday', 'Spilling queries 2'],
  ['performance', 'memory > 90% on any node', 'Peak memory percent by cluster 90'],
  // What one thing is like, by several properties.
  [
    'performance',
    'ml-lab node type cores mem gpu??',
    'Clusters of ml-lab by worker_node_type and cores and memory_gib and gpus',
  ],
  ['performance', 'swap usage by cluster', 'Peak swap percent by cluster'],
  ['performance', 'requests by mode', 'Requests by mode'],
  // A setting of each thing is told of each, without their number.
  [
    'performance',
    'auto-stop minutes of each of our SQL warehouses',
    'Auto stop minutes by warehouse',
  ],
  [
    'reliability',
    'which pipelines were deleted, and when',
    'Deleted pipelines by pipeline and deleted_on',
  ],
  // No warehouse is called as a table is.
  ['performance', 'read files for queries on prod.web.clickstream, yesterday', ''],
  // An error is itself what is counted.
  [
    'reliability',
    'RUN_EXECUTION_ERROR count, by day, since 10 Nov, excluding payments_ledger_sync',
    'Runs of RUN_EXECUTION_ERROR by day without payments_ledger_sync',
  ],
  ['reliability', 'p90 duration of feature_backfill', 'P90 duration minutes of feature_backfill'],
  ['reliability', 'hours of job runtime per team', 'Run time hours by team'],
  ['reliability', 'how many runs per day on average', 'Average daily runs'],
  ['reliability', 'how many tasks does each job have', 'Tasks by job'],
  ['reliability', 'jobs in prod-eu list with last state', 'Last run of prod-eu by job'],
  [
    'reliability',
    'who created the job churn_model_training, and when was it last changed?',
    'Jobs of churn_model_training by creator and changed_on',
  ],
  // What lies in something is listed, and not counted.
  [
    'quality',
    'tables without any tag in the analytics catalog?',
    'Untagged tables of analytics by table',
  ],
  [
    'quality',
    'NOT NULL columns of prod.hr.salaries?',
    'Not nullable columns of prod.hr.salaries by column_name',
  ],
  [
    'quality',
    'how many tables in the analytics catalog have no tag',
    'Untagged tables of analytics',
  ],
  [
    'quality',
    'least recently altered table in the prod catalog',
    'Days since altered of prod by table',
  ],
  [
    'quality',
    'since when is prod.payments.ledger stale',
    'Stale since and last stale day and consecutive days of prod.payments.ledger',
  ],
])('for %s: %j is %j', (domain, question, expected) => {
  expect(planned(domain, question)).toBe(expected);
});
