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
  const values = plan.parameters.map(({ name, value }) =>
    /^(?:from|to)_|top_n/.test(name) ? [] : [`${name}=${value}`],
  );
  return [plan.question.question, ...values.flat()].join(' ');
}

test.each<[Domain, string, string]>([
  // The longest of several spells, over a longer time than a week.
  [
    'reliability',
    'etl_daily: longest streak of failed runs in a row',
    'Consecutive failures of etl_daily job=etl_daily',
  ],
  ['quality', 'longest unhealthy streak, any table', 'Consecutive unhealthy days by table'],
  [
    'quality',
    'on how many days in October were all monitored tables healthy',
    'Days with all tables healthy',
  ],
  // A weekday.
  [
    'reliability',
    'are there more failures on Mondays than on other days',
    'Failed runs by weekday',
  ],
  // A limit of a mean or a percentile is none of the rows.
  [
    'performance',
    'warehouses with a p99 above 30 s this week',
    'P99 seconds by warehouse min_p99_seconds=30',
  ],
  [
    'reliability',
    'jobs with an average duration above 2 hours',
    'Average duration minutes by job min_average_minutes=120',
  ],
  [
    'performance',
    'queries longer than 30 s, count by warehouse',
    'Queries by warehouse min_seconds=30',
  ],
  // The whole beside its part.
  [
    'reliability',
    'how many job runs did we have in October and what share of them succeeded',
    'Share of succeeded runs percent and runs',
  ],
  ['performance', 'what share of queries failed yesterday', 'Share of failed queries percent'],
  // Two times at last.
  [
    'performance',
    'when did bi-main last start and when did it last stop',
    'Last start at and last stop at of bi-main warehouse=bi-main',
  ],
  [
    'reliability',
    'when did etl_daily last time out',
    'Last timed out run of etl_daily job=etl_daily',
  ],
  ['quality', 'which table was altered longest ago', 'Days since altered by table'],
  ['quality', 'which silver tables had an unhealthy check', 'Silver unhealthy scans by table'],
  [
    'quality',
    'tables with neither a layer tag nor a domain tag',
    'Unlayered undomained tables by table',
  ],
  ['performance', 'how many cores does ml-lab have', 'Clusters of ml-lab by cores cluster=ml-lab'],
  [
    'performance',
    'assistant, input tokens per request on avg, by month',
    'Input tokens per request of assistant by month endpoint=assistant',
  ],
  ['quality', 'which data formats are our tables stored in', 'Tables by format'],
])('%s is asked %j', (domain, question, expected) => {
  expect(planned(domain, question)).toBe(expected);
});

test('when a job did something else than change or go is no date of it', () => {
  expect(planned('reliability', 'when was etl_daily painted')).not.toMatch(/changed_on|deleted_on/);
});
