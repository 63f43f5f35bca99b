import { expect, test } from 'vitest';
import type { Domain } from '../../../../../domain/domains.ts';
import { createMatchers } from '../../../../../local/workspace/genie/understanding/match.ts';
import { planAnswer } from '../../../../../local/workspace/genie/understanding/plan.ts';
import { loadCatalogue } from '../../../../../sql/catalogue.ts';
import { names } from './names.ts';

const matchers = createMatchers(loadCatalogue());
const nowMs = Date.parse('2026-11-22T00:00:00Z');

/** The title and the parameters of the query that answers a question; empty when none does. */
function planned(domain: Domain, content: string): string {
  const plan = planAnswer({ content, earlier: [], domain, names, nowMs }, matchers(domain));
  if (plan.kind !== 'query') return '';
  const values = plan.parameters.map(({ value }) => value.replace('T00:00:00.000Z', ''));
  return [plan.question.question, ...values].join(' ');
}

test.each<[Domain, string, string]>([
  // A month is a time like a day.
  [
    'cost',
    'cost of etl_daily by month',
    'List cost usd of etl_daily by month 2026-08-24 2026-11-22 etl_daily 100',
  ],
  ['cost', 'our monthly spend', 'List cost usd by month 2026-08-24 2026-11-22 100'],
  ['reliability', 'failed runs per month', 'Failed runs by month 2026-08-24 2026-11-22 100'],
  ['reliability', 'failed runs per week', 'Failed runs by week 2026-10-18 2026-11-22 100'],
  // A price is one of each SKU.
  [
    'cost',
    'list price of one DBU of serverless jobs compute in US East',
    'Serverless jobs us east list price usd by sku 100',
  ],
  [
    'cost',
    'price of all-purpose compute, and since when',
    'All purpose list price usd by sku and valid_since 100',
  ],
  // Who was added is not who did it.
  [
    'security',
    'who was added to the group analysts since 16 Nov?',
    'Group addition events of analysts by member 2026-11-16 2026-11-22 analysts 100',
  ],
  [
    'security',
    'who added people to analysts?',
    'Last group addition event of analysts by user 2026-08-24 2026-11-22 analysts 100',
  ],
  [
    'security',
    'when was somebody last added to the group analysts?',
    'Last group addition event of analysts 2026-08-24 2026-11-22 analysts',
  ],
  [
    'security',
    'is prod.hr.salaries readable by analysts?',
    'Read privilege grants of prod.hr.salaries of analysts prod.hr.salaries analysts',
  ],
  [
    'security',
    'number of failed logins per user since 16 Nov',
    'Refused login events by user 2026-11-16 2026-11-22 1000',
  ],
  [
    'security',
    'is there a table protected by a row filter, and which one?',
    'Row filtered tables by table 100',
  ],
  [
    'performance',
    'does the cluster ml-lab switch itself off when nobody uses it?',
    'Auto termination minutes of ml-lab ml-lab',
  ],
  [
    'reliability',
    'how is the pipeline payments_stream doing',
    'Updates of payments_stream by result 2026-11-15 2026-11-22 payments_stream 100',
  ],
  [
    'reliability',
    'which job had the longest run',
    'Longest minutes by job 2026-11-15 2026-11-22 100',
  ],
  [
    'reliability',
    'was there any pipeline update that took more than 2 hours',
    'Updates 2026-11-15 2026-11-22 120',
  ],
  [
    'cost',
    'shift-planner app, cost per month since 1 November',
    'List cost usd of shift-planner by month 2026-11-01 2026-11-22 shift-planner 100',
  ],
  [
    'cost',
    'prod-eu vs prod-us: total spend, this month to date',
    'List cost usd of prod-eu of prod-us by workspace 2026-11-01 2026-11-22 100',
  ],
  [
    'cost',
    'did ml-lab cost more than 50 dollars on any day since 1 November?',
    'List cost usd of ml-lab by day 2026-11-01 2026-11-22 ml-lab 50 100',
  ],
  [
    'cost',
    'total cost except model serving since 16 Nov',
    'Without serving product list cost usd 2026-11-16 2026-11-22',
  ],
  [
    'cost',
    'share of serverless in total DBU since 16 Nov',
    'Share of serverless dbus percent 2026-11-16 2026-11-22',
  ],
  [
    'cost',
    'hourly DBU of assistant since 16 Nov',
    'Dbus of assistant by hour 2026-11-16 2026-11-22 assistant 100',
  ],
  [
    'cost',
    'how many DBU does payments_stream eat on an average day',
    'Average daily dbus of payments_stream 2026-11-15 2026-11-22 payments_stream',
  ],
  ['security', 'is there a mask on the ssn column?', 'Masked columns of ssn ssn'],
  [
    'security',
    'ana@example.com last successful login?',
    'Last successful login event of ana@example.com 2026-08-24 2026-11-22 ana@example.com',
  ],
  ['reliability', 'which pipelines were deleted?', 'Deleted pipelines by pipeline 100'],
  ['reliability', 'how many jobs have been deleted', 'Deleted jobs'],
  [
    'cost',
    'compare serverless vs classic cost',
    'List cost usd by compute_kind 2026-11-15 2026-11-22 100',
  ],
  [
    'security',
    'who resized a warehouse',
    'Warehouse edit events by user 2026-11-15 2026-11-22 100',
  ],
  [
    'performance',
    'which user waits the longest in the queue',
    'Queued longest wait seconds by user 2026-11-15 2026-11-22 100',
  ],
  [
    'quality',
    'in the catalog prod, how many tables (views included) have no comment?',
    'Undocumented tables of prod prod',
  ],
  [
    'quality',
    'is there a phone column in prod.sales.customers?',
    'Columns of prod.sales.customers of phone prod.sales.customers phone',
  ],
])('for %s: %j is %j', (domain, question, expected) => {
  expect(planned(domain, question)).toBe(expected);
});
