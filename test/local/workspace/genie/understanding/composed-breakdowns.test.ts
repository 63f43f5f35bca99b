import { expect, test } from 'vitest';
import type { Domain } from '../../../../../domain/domains.ts';
import { createMatchers } from '../../../../../local/workspace/genie/understanding/match.ts';
import { planAnswer } from '../../../../../local/workspace/genie/understanding/plan.ts';
import { loadCatalogue } from '../../../../../sql/catalogue.ts';
import { names } from './names.ts';

const matchers = createMatchers(loadCatalogue());
const nowMs = Date.parse('2026-11-22T00:00:00Z');

/** The title of the query that answers a question; empty when none does. */
function titled(domain: Domain, content: string): string {
  const plan = planAnswer({ content, earlier: [], domain, names, nowMs }, matchers(domain));
  return plan.kind === 'query' ? plan.question.question : '';
}

test.each<[Domain, string, string]>([
  // What is said to be the most comes first, also where more is asked for.
  [
    'performance',
    'who has the most queries on adhoc, and what is their average wait',
    'Queries and average wait seconds of adhoc by user',
  ],
  ['performance', 'average wait and queries per user', 'Average wait seconds and queries by user'],
  ['performance', 'statements over a minute, broken down by client', 'Queries by application'],
  [
    'performance',
    'median and 90th percentile of execution time per warehouse',
    'Median seconds and p90 seconds by warehouse',
  ],
  [
    'performance',
    'what fraction of total query time goes in compilation, per warehouse?',
    'Compilation percent by warehouse',
  ],
  ['performance', 'bytes read by dashboards yesterday', 'Dashboard query data read gb'],
  ['performance', 'load of shared-etl per day', 'Average cpu percent of shared-etl by day'],
  // A number of things for each owner is no list of them.
  ['quality', 'number of tables per owner', 'Tables by owner'],
  ['quality', 'which table had the most unhealthy results', 'Unhealthy scans by table'],
  [
    'quality',
    'predictive optimisation: estimated DBU by table, descending',
    'Estimated dbus by table',
  ],
  ['quality', 'tables nothing depends on', 'Without downstream tables by table'],
  [
    'quality',
    'who wrote prod.sales.daily_rollup last',
    'Last write of prod.sales.daily_rollup by user',
  ],
  [
    'quality',
    'data type of prod.payments.cards.card_number, and can it be null?',
    'Columns of card_number of prod.payments.cards by type and nullable',
  ],
  // When something was deleted is no time of its runs.
  [
    'reliability',
    'when was payments_stream deleted',
    'Deleted pipelines of payments_stream by deleted_on',
  ],
  ['reliability', 'when was the last update of payments_stream', 'Last update of payments_stream'],
  ['performance', 'when was assistant deleted', ''],
  ['quality', 'when was prod.sales.orders deleted', ''],
])('for %s: %j is %j', (domain, question, expected) => {
  expect(titled(domain, question)).toBe(expected);
});
