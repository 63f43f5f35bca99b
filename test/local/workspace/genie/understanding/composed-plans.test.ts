import { expect, test } from 'vitest';
import type { Domain } from '../../../../../domain/domains.ts';
import { createMatchers } from '../../../../../local/workspace/genie/understanding/match.ts';
import { planAnswer } from '../../../../../local/workspace/genie/understanding/plan.ts';
import { loadCatalogue } from '../../../../../sql/catalogue.ts';
import { names } from './names.ts';

const matchers = createMatchers(loadCatalogue());
const nowMs = Date.parse('2026-11-22T00:00:00Z');

test.each<[Domain, string, string]>([
  // What may be done is no number of what was done.
  [
    'security',
    'can the analysts group read prod.sales.orders?',
    'grants analysts prod.sales.orders',
  ],
  [
    'security',
    "is prod.sales.orders readable by 'account users'?",
    'grants prod.sales.orders account users',
  ],
  ['security', 'how many tables can etl-runners modify', 'grants etl-runners'],
  ['security', 'on which tables do we have row filters', 'row_filters 100'],
  [
    'security',
    'is the ssn column of prod.sales.orders masked?',
    'protected_columns ssn prod.sales.orders',
  ],
  ['reliability', 'is etl_daily still failing?', 'job_runs 2026-08-24 2026-11-22 etl_daily'],
  [
    'reliability',
    'is the job etl_daily currently broken?',
    'job_runs 2026-08-24 2026-11-22 etl_daily',
  ],
  ['security', 'who did the last setAdmin event?', 'events 2026-08-24 2026-11-22 setAdmin 100'],
  ['quality', 'which group owns most tables', 'tables 100'],
  [
    'quality',
    'how many scans were unhealthy because of freshness since 16 Nov',
    'scans 2026-11-16 2026-11-22',
  ],
  [
    'reliability',
    'did all runs of etl_daily succeed since 16 Nov?',
    'job_runs 2026-11-16 2026-11-22 etl_daily',
  ],
  ['security', 'how many setAdmin events since 16 Nov', 'events 2026-11-16 2026-11-22 setAdmin'],
  [
    'quality',
    'when was prod.sales.orders last vacuumed',
    'upkeep 2026-08-24 2026-11-22 prod.sales.orders',
  ],
  [
    'quality',
    'which of our tables was unhealthy on the most days',
    'health_days 2026-11-15 2026-11-22 100',
  ],
  [
    'performance',
    'how many 500s did churn-scoring return',
    'endpoint_requests 2026-11-15 2026-11-22 churn-scoring',
  ],
  ['performance', 'hourly query volume on bi-main', 'queries 2026-11-15 2026-11-22 bi-main 100'],
  ['performance', 'which warehouses never auto stop', 'warehouses 100'],
  // A sum is compared with an upper bound; rows are not limited by it.
  ['cost', 'did vector search stay below 50 dollars', 'spend 2026-11-15 2026-11-22 50'],
  [
    'reliability',
    'how many times was payments_ledger_sync skipped',
    'skipped_runs 2026-11-15 2026-11-22 payments_ledger_sync',
  ],
  [
    'performance',
    'did any query on bi-main have to queue',
    'queries 2026-11-15 2026-11-22 bi-main',
  ],
  [
    'security',
    'which function filters the rows of prod.sales.orders?',
    'row_filters prod.sales.orders 100',
  ],
  ['quality', 'number of data quality checks with status Unknown', 'scans 2026-11-15 2026-11-22'],
  [
    'quality',
    'which table was rated unhealthy most often',
    'health_days 2026-11-15 2026-11-22 100',
  ],
  [
    'cost',
    'how many DBU has the app shift-planner burned',
    'spend 2026-11-15 2026-11-22 shift-planner',
  ],
  // The number of some of them is no share of each warehouse.
  [
    'performance',
    'how many queries were answered out of the result cache',
    'queries 2026-11-15 2026-11-22',
  ],
  [
    'reliability',
    'when did etl_daily last run without failing',
    'job_runs 2026-08-24 2026-11-22 etl_daily',
  ],
])('for %s: %j is answered by the metric %s', (domain, content, expected) => {
  const plan = planAnswer({ content, earlier: [], domain, names, nowMs }, matchers(domain));
  const [id, values] =
    plan.kind === 'query'
      ? [plan.question.id, plan.parameters.map(({ value }) => value)]
      : ['', []];
  const told = values.map((value) => value.replace('T00:00:00.000Z', ''));
  expect([id, ...told].join(' ')).toBe(`metrics/${domain}/${expected}`);
});
