import { describe, expect, test } from 'vitest';
import { readMetrics } from '../../../sql/metrics.ts';
import { readBy } from '../../../wordings/metrics/reading.ts';
import { type NamedKind, type NameSpan, tokensOf } from '../../../wordings/metrics/tokens.ts';

const metrics = readMetrics();

/** Names of these questions; `~` makes a name of which only the form is known. */
const kinds: Readonly<Record<string, NamedKind>> = {
  'prod-us': 'workspace',
  'prod-eu': 'workspace',
  'bi-main': 'warehouse',
  etl_daily: 'job',
  'prod.sales.orders': 'table',
  'ana@example.com': 'user',
  '203.0.113.7': 'address',
  'ml-lab': 'name',
  'churn-scoring': 'endpoint',
};

function spansIn(text: string): NameSpan[] {
  return Object.entries(kinds).flatMap(([name, kind]) => {
    const from = text.indexOf(name);
    return from < 0 ? [] : [{ from, to: from + name.length, name, kinds: [kind] }];
  });
}

const told = (text: string): readonly string[] =>
  readBy(metrics, tokensOf(text, spansIn(text))).map(
    ({ metric, measures, distinct, groups, filters, names, order, isShare, when, ...reading }) =>
      [
        metric.id,
        measures.join('+'),
        ...filters.map((name) => `only ${name}`),
        ...groups.map((name) => `by ${name}`),
        ...names.map(({ dimension, name }) => `${dimension} ${name}`),
        ...distinct.map((name) => `different ${name}`),
        ...(order === null ? [] : [order]),
        ...(isShare ? ['share'] : []),
        ...(reading.whole === null ? [] : [`in ${reading.whole}`]),
        ...(reading.wholeFilter === null ? [] : [`of those ${reading.wholeFilter}`]),
        ...(when === null ? [] : [when]),
        ...(reading.begins ? ['by begin'] : []),
      ].join(', '),
  );

describe('a question', () => {
  test.each([
    ['how often did etl_daily run', 'reliability/job_runs, runs, job etl_daily'],
    [
      'How many runs failed on prod-us?',
      'reliability/job_runs, runs, only failed, workspace prod-us',
    ],
    [
      'what share of the failed runs were timeouts',
      'reliability/job_runs, runs, only failed, only timed_out, share, of those failed',
    ],
    [
      'how many of the failed runs timed out',
      'reliability/job_runs, runs, only failed, only timed_out, of those failed',
    ],
    [
      'which job has the worst success rate',
      'reliability/job_runs, runs, only succeeded, by job, least, share',
    ],
    [
      'which job has the best success rate',
      'reliability/job_runs, runs, only succeeded, by job, most, share',
    ],
    [
      'which job has the worst failure rate',
      'reliability/job_runs, runs, only failed, by job, most, share',
    ],
    ['which model is called most', 'performance/endpoint_requests, requests, by endpoint, most'],
    ['who granted themselves access', 'security/events, events, only self_grant, by user'],
    ['were any grants to everyone made', 'security/events, events, only public_grant'],
    [
      'which groups got new members',
      'security/events, events, only group_addition, by target_group',
    ],
    ['job with the most runs', 'reliability/job_runs, runs, by job, most'],
    [
      'total run time of etl_daily, in hours',
      'reliability/job_runs, run_time_hours, job etl_daily',
    ],
    [
      'how long does etl_daily take on average?',
      'reliability/job_runs, average_duration_minutes, job etl_daily',
    ],
    [
      'how long did the run of etl_daily take that kicked off',
      'reliability/job_runs, , job etl_daily, latest, by begin',
    ],
    ['how many runs started', 'reliability/job_runs, runs, by begin'],
    [
      'what percentage of the job compute spend was etl_daily',
      'cost/spend, list_cost_usd, only job_compute, job etl_daily, share',
    ],
    [
      'which percent of the cost in prod-us came from etl_daily',
      'cost/spend, list_cost_usd, workspace prod-us, job etl_daily, share, in workspace',
    ],
    [
      'what does etl_daily cost on an average day',
      'cost/spend, average_daily_spend_usd, job etl_daily',
    ],
    ['mean cost by day of etl_daily', 'cost/spend, average_daily_spend_usd, job etl_daily'],
    [
      'on which date was etl_daily last cancelled',
      'reliability/job_runs, , only cancelled, job etl_daily, last',
    ],
    ['number of cancelled queries', 'performance/queries, queries, only cancelled'],
    ['failed queries per warehouse', 'performance/queries, queries, only failed, by warehouse'],
    ['who ran the most queries', 'performance/queries, queries, by user, most'],
    ['top 5 users by queries', 'performance/queries, queries, by user, most'],
    [
      'hours of waiting on bi-main per day',
      'performance/queries, waiting_hours, by day, warehouse bi-main',
    ],
    ['cheapest workspace', 'cost/spend, list_cost_usd, by workspace, least'],
    ['most expensive warehouse', 'cost/spend, list_cost_usd, by warehouse, most'],
    [
      'prod-us or prod-eu: which cost more?',
      'cost/spend, list_cost_usd, by workspace, workspace prod-us, workspace prod-eu, most',
    ],
    ['model serving cost week by week', 'cost/spend, list_cost_usd, only serving_product, by week'],
    ['what did we spend without a team tag', 'cost/spend, list_cost_usd, only untagged'],
    ['did ana@example.com log in', 'security/events, events, only login, user ana@example.com'],
    [
      'failed logins from 203.0.113.7',
      'security/events, events, only refused, only login, address 203.0.113.7',
    ],
    [
      'how many times were permissions on prod.sales.orders changed',
      'security/events, events, only permission_change, table prod.sales.orders',
    ],
    ['which owner has the most tables', 'quality/tables, tables, by owner, most'],
    ['which runtime does ml-lab have', 'performance/clusters, , by runtime, cluster ml-lab'],
    ['how many jobs failed', 'reliability/job_runs, , only failed, different job'],
    ['number of users who logged in', 'security/events, , only login, different user'],
    ['failure rate of etl_daily', 'reliability/job_runs, runs, only failed, job etl_daily, share'],
    ['what share of our cost is serverless', 'cost/spend, list_cost_usd, only serverless, share'],
    ['when did etl_daily fail', 'reliability/job_runs, , only failed, job etl_daily, last'],
    [
      'when was the first failed login of ana@example.com',
      'security/events, , only refused, only login, user ana@example.com, first',
    ],
    [
      'is bi-main still medium',
      'performance/warehouses, warehouses, only medium, warehouse bi-main',
    ],
    ['size of bi-main', 'performance/warehouses, , by size, warehouse bi-main'],
    ['what share of spend is etl_daily', 'cost/spend, list_cost_usd, job etl_daily, share'],
    ['spend share by workspace', 'cost/spend, list_cost_usd, by workspace, share'],
    ['which 3 users ran the most queries', 'performance/queries, queries, by user, most'],
    [
      'which job costs the most per run',
      'cost/spend, cost_per_run_usd+list_cost_usd, by job, most',
    ],
    ['who dropped tables', 'security/events, events, only table_drop, by user'],
    ['list all jobs that failed', 'reliability/job_runs, runs, only failed, by job'],
    [
      'auto stop setting of bi-main',
      'performance/warehouses, auto_stop_minutes, warehouse bi-main',
    ],
    [
      'who made ana@example.com an admin',
      'security/events, events, only admin_grant, by user, target ana@example.com',
    ],
    [
      'who cut the rate limit of the churn-scoring endpoint',
      'security/events, , only rate_limit_change, by user, audited_endpoint churn-scoring, last',
    ],
    [
      'who changed permissions on prod.sales.orders',
      'security/events, , only permission_change, by user, table prod.sales.orders, last',
    ],
    ['which day of the week is the most expensive', 'cost/spend, list_cost_usd, by weekday, most'],
    [
      'which day of the week had the most failed runs',
      'reliability/job_runs, runs, only failed, by weekday, most',
    ],
    [
      'who revoked permissions on prod.sales.orders from ana@example.com',
      'security/events, , only permission_change, by user, table prod.sales.orders, target ana@example.com, last',
    ],
    [
      'what percentage of queries came from the result cache',
      'performance/queries, queries, only cached, share',
    ],
    ['who created tokens', 'security/events, events, only token_creation, by user'],
    [
      'which job writes to prod.sales.orders',
      'quality/table_writes, writes, by job, table prod.sales.orders',
    ],
    ['what percent of cost goes to etl_daily', 'cost/spend, list_cost_usd, job etl_daily, share'],
    [
      "etl_daily's share of jobs compute cost",
      'cost/spend, list_cost_usd, only job_compute, job etl_daily, share',
    ],
    ['does bi-main still exist', 'performance/warehouses, warehouses, warehouse bi-main'],
    ['when was the most expensive day', 'cost/spend, list_cost_usd, by day, most'],
    ['how did failed runs develop', 'reliability/job_runs, runs, only failed, by day'],
    ['is etl_daily ok now', 'reliability/job_runs, , job etl_daily, latest'],
    ['did the last run of etl_daily finish', 'reliability/job_runs, , job etl_daily, latest'],
    ['is bi-main up', 'performance/warehouse_events, , warehouse bi-main, latest'],
    ['which job runs the most often', 'reliability/job_runs, runs, by job, most'],
    [
      'which team has the most failing jobs',
      'reliability/job_runs, , only failed, by team, different job, most',
    ],
    [
      'tokens created by ana@example.com',
      'security/events, events, only token_creation, user ana@example.com',
    ],
    ['how many jobs were deleted', 'security/events, events, only job_deletion'],
    [
      'who is ana@example.com adding to groups',
      'security/events, events, only group_addition, by target, user ana@example.com',
    ],
    [
      'since what date has etl_daily been failing',
      'reliability/job_runs, , only failed, job etl_daily, since',
    ],
    [
      'last successful run of etl_daily, when was it',
      'reliability/job_runs, , only succeeded, job etl_daily, last',
    ],
    [
      'which all-purpose cluster cost the most',
      'cost/spend, list_cost_usd, only all_purpose_product, by cluster, most',
    ],
    ['list the jobs that failed', 'reliability/job_runs, runs, only failed, by job'],
    [
      'who put ana@example.com into the admins group',
      'security/events, events, only admin_group_addition, by user, target ana@example.com',
    ],
    ['ten most expensive days', 'cost/spend, list_cost_usd, by day, most'],
    ['how many tasks failed', 'reliability/task_runs, task_runs, only failed'],
  ])('%j is read as %s', (text, expected) => {
    expect(told(text)).toContain(expected);
  });

  test.each([
    ['a cause', 'why did etl_daily fail'],
    ['a word that no metric knows', 'how many blue runs failed'],
    ['what is left out', 'how many runs did not fail'],
    ['a comparison with a time', 'failed runs compared with the week before'],
    ['a name of a kind that the rows do not have', 'how many queries ran on etl_daily'],
    ['the things themselves', 'show me the queries of ana@example.com'],
    ['filters that exclude each other', 'how many runs failed and succeeded'],
    ['no measure', 'which workspace'],
    ['the greatest row itself', 'biggest query'],
    ['a part of the calendar', 'which day of the month is the most expensive'],
    ['a weekday of rows that have none', 'which day of the week had the most failed updates'],
    ['runs that still go on', 'is etl_daily still running'],
    ['a number that stands for nothing', 'how many runs of 12 failed'],
  ])('about %s is not read: %j', (_, text) => {
    expect(told(text)).toEqual([]);
  });
});

describe('the metrics', () => {
  test.each(metrics.map((metric) => [metric.id, metric] as const))(
    'of %s have each phrase once',
    (_, metric) => {
      for (const parts of [metric.measures, metric.filters, metric.dimensions]) {
        const phrases = parts.flatMap(({ name, synonyms }) => [
          name.replaceAll('_', ' '),
          ...synonyms,
        ]);
        expect(phrases.filter((text, at) => phrases.indexOf(text) !== at)).toEqual([]);
      }
    },
  );
});
