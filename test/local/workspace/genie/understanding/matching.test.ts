import { describe, expect, test } from 'vitest';
import type { Domain } from '../../../../../domain/domains.ts';
import { createMatchers } from '../../../../../local/workspace/genie/understanding/match.ts';
import { type Plan, planAnswer } from '../../../../../local/workspace/genie/understanding/plan.ts';
import { loadCatalogue } from '../../../../../sql/catalogue.ts';

const catalogue = loadCatalogue();
const names = {
  workspaces: ['analytics-us', 'prod-eu', 'prod-us'],
  tables: ['prod.hr.salaries', 'prod.sales.orders'],
  jobs: ['payments_ledger_sync'],
  warehouses: ['bi-main'],
  clusters: ['ml-lab'],
  pipelines: ['payments_stream'],
  endpoints: ['churn-scoring'],
  applications: ['Power BI'],
  users: ['ana@example.com'],
  owners: ['payments'],
  teams: ['payments'],
  apps: [],
  groups: ['account users', 'analysts', 'etl-runners', 'finance', 'sales'],
};
const matchers = createMatchers(catalogue);
const nowMs = Date.parse('2026-11-22T00:00:00Z');

function answer(
  domain: Domain,
  content: string,
  earlier: Parameters<typeof planAnswer>[0]['earlier'] = [],
): string {
  return told(planAnswer({ content, earlier, domain, names, nowMs }, matchers(domain)));
}

function told(plan: Plan): string {
  if (plan.kind === 'text') return plan.isQuestion ? 'asks back' : 'declines';
  return [
    plan.question.id.split('/').at(-1),
    ...plan.parameters.map((parameter) => parameter.value.replace('T00:00:00.000Z', '')),
  ].join(' ');
}

test.each<[string, string, string]>([
  [
    'What did we spend on 31 November?',
    '20 November',
    'spend_by_day 2026-11-20 2026-11-21 ALL ALL',
  ],
  [
    'What did we spend yesterday, excluding prod-us?',
    'everything',
    'spend_by_day 2026-11-21 2026-11-22 ALL ALL',
  ],
  [
    'What did we spend yesterday, excluding prod-us?',
    'prod-eu',
    'spend_by_day 2026-11-21 2026-11-22 prod-eu ALL',
  ],
  [
    'What did we spend on 31 November?',
    'How much did we spend per day in October?',
    'spend_by_day 2026-10-01 2026-11-01 ALL ALL',
  ],
  [
    'What does that job cost per day?',
    'payments_ledger_sync',
    'job_cost_by_day 2026-11-15 2026-11-22 ALL payments_ledger_sync',
  ],
])('%j, asked back and answered with %j, is %s', (askedBack, content, expected) => {
  const input = { content, earlier: [], askedBack, domain: 'cost' as const, names, nowMs };
  expect(told(planAnswer(input, matchers('cost')))).toBe(expected);
});

describe('a question', () => {
  test.each<[Domain, string, string]>([
    // A pipeline is no job, and what is to come is told by the forecast.
    [
      'reliability',
      'what was the last error of payments_stream',
      'failed_pipelines 2026-11-15 2026-11-22 ALL 20',
    ],
    ['cost', 'are we going to exceed 20k next month', 'spend_forecast 2026-10-25 2026-11-21 ALL'],
    // A threshold is kept where a certified question has none.
    [
      'reliability',
      'which jobs failed more than 3 times this week',
      'job_runs 2026-11-16 2026-11-22 4 100',
    ],
    // Sentences of an agent follow on a question that ends with a quoted name.
    [
      'quality',
      'which tables have the column `email` Where neither the question nor an example query names a time, use the last 7 days.',
      'columns email 100',
    ],
    [
      'security',
      'which service principals are active',
      'service_principal_activity 2026-11-15 2026-11-22 ALL',
    ],
    [
      'cost',
      'Why did our spend jump yesterday, and are the expensive jobs failing too?',
      'spend_drivers 2026-11-21 2026-11-22 ALL 10',
    ],
    [
      'reliability',
      'Why did our spend jump yesterday, and are the expensive jobs failing too?',
      'failing_jobs 2026-11-21 2026-11-22 ALL ALL 20',
    ],
    ['cost', 'Top 5 most expensive jobs', 'most_expensive_jobs 2026-11-15 2026-11-22 ALL ALL 5'],
    ['cost', 'Total spend this month', 'spend_by_day 2026-11-01 2026-11-22 ALL ALL'],
    ['cost', 'How much did we spend last week?', 'spend_by_day 2026-11-09 2026-11-16 ALL ALL'],
    ['cost', 'Forecast our spend for next month', 'spend_forecast 2026-10-25 2026-11-21 ALL'],
    ['cost', 'Which SKUs cost the most?', 'spend_by_sku 2026-11-15 2026-11-22 ALL 20'],
    ['cost', 'Cost breakdown by team tag', 'spend_by_team 2026-11-15 2026-11-22 ALL ALL'],
    [
      'cost',
      'What did prod-eu cost per day in the last 14 days?',
      'spend_by_day 2026-11-08 2026-11-22 prod-eu ALL',
    ],
    [
      'reliability',
      'Failed jobs in the last 24 h. Include error messages and categories.',
      'failing_jobs 2026-11-21 2026-11-22 ALL ALL 20',
    ],
    [
      'reliability',
      'Which jobs failed? Use the last 3 days. Only workspace prod-us.',
      'failing_jobs 2026-11-19 2026-11-22 prod-us ALL 20',
    ],
    ['reliability', 'Which pipelines failed?', 'failed_pipelines 2026-11-15 2026-11-22 ALL 20'],
    [
      'reliability',
      'What do failed runs cost us?',
      'failed_run_costs 2026-11-15 2026-11-22 ALL 20',
    ],
    ['reliability', 'Overall job success rate', 'job_success_rate 2026-11-15 2026-11-22 ALL'],
    [
      'performance',
      'Queries running longer than 2 minutes',
      'slow_queries 2026-11-15 2026-11-22 ALL ALL 120 20',
    ],
    [
      'performance',
      'Are our warehouses overloaded?',
      'warehouse_load 2026-11-15 2026-11-22 ALL ALL',
    ],
    ['performance', 'P95 query duration', 'query_latency 2026-11-15 2026-11-22 ALL ALL'],
    [
      'security',
      'Who touched prod.sales.orders in the last 7 days?',
      'table_access 2026-11-15 2026-11-22 prod.sales.orders 50',
    ],
    [
      'security',
      'Who read the salaries yesterday?',
      'table_access 2026-11-21 2026-11-22 prod.hr.salaries 50',
    ],
    ['security', 'Failed login attempts', 'failed_actions 2026-11-15 2026-11-22 ALL 50'],
    [
      'security',
      'Who changed permissions this week?',
      'permission_changes 2026-11-16 2026-11-22 ALL 50',
    ],
    [
      'security',
      'What did service principals do at night?',
      'service_principals_at_night 2026-11-15 2026-11-22 ALL 100',
    ],
    ['reliability', 'Job success rate this month', 'job_success_rate 2026-11-01 2026-11-22 ALL'],
    ['quality', 'Is our data fresh?', 'stale_tables 2026-11-15 2026-11-22 ALL 50'],
    [
      'quality',
      'how many tables are stale right now?',
      'stale_tables 2026-11-15 2026-11-22 ALL 1000',
    ],
    [
      'quality',
      'Which tables fail quality checks?',
      'unhealthy_tables 2026-11-15 2026-11-22 ALL 50',
    ],
    ['unified', 'How is the platform doing?', 'platform_overview 2026-11-15 2026-11-22'],
    ['unified', 'Which jobs failed?', 'failing_jobs 2026-11-15 2026-11-22 ALL ALL 20'],
    ['cost', 'What did we spend in Q3 2026?', 'spend_by_day 2026-07-01 2026-10-01 ALL ALL'],
    ['cost', 'What did we spend on the 12.11.2026?', 'spend_by_day 2026-11-12 2026-11-13 ALL ALL'],
    ['cost', 'What did we spend on 31 November?', 'asks back'],
    ['cost', 'What did we spend yesterday, excluding prod-us?', 'spend 2026-11-21 2026-11-22'],
    [
      'reliability',
      'which jobs failed yesterday Include error messages and categories.',
      'failing_jobs 2026-11-21 2026-11-22 ALL ALL 20',
    ],
    ['reliability', 'which jobs miss a 45 minute sla', 'job_sla 2026-11-15 2026-11-22 ALL ALL 45'],
    ['reliability', 'Which jobs failed tomorrow?', 'asks back'],
    ['unified', 'will the health score be better next week', 'asks back'],
    ['cost', 'what is december gonna set us back', 'spend_forecast 2026-10-25 2026-11-21 ALL'],
    ['cost', 'what do we pay on sat and sun', 'weekend_spend 2026-10-25 2026-11-22 ALL'],
    [
      'security',
      'what do service principals do between 10pm and 6am',
      'service_principals_at_night 2026-11-15 2026-11-22 ALL 100',
    ],
    ['reliability', 'Which jobs failed since the last release?', 'asks back'],
  ])('for %s: %j is answered with %s', (domain, content, expected) => {
    expect(answer(domain, content)).toBe(expected);
  });

  test.each<[Domain, string]>([
    ['cost', 'What is the weather like in Paris?'],
    ['cost', 'Negotiate a better contract with the vendor'],
    ['reliability', 'Translate our runbook into French'],
    ['security', 'Write a poem about autumn'],
    ['unified', '天気はどうですか'],
    ['cost', '???'],
    ['performance', 'resize adhoc to large please'],
    ['reliability', 'how do I configure retries in a job'],
  ])('for %s: %j is declined', (domain, content) => {
    expect(answer(domain, content)).toBe('declines');
  });

  test('of one ambiguous word gets a clarifying question', () => {
    expect(answer('performance', 'queries')).toBe('asks back');
  });

  test('with a wording of a header is answered with that certified question', () => {
    const lost = catalogue.questions.flatMap((question) =>
      [question.question, ...question.variants]
        .filter((wording) => answer(question.domain, wording).split(' ')[0] !== question.name)
        .map((wording) => `${question.id}: ${wording}`),
    );
    expect(lost).toEqual([]);
  });

  const filters = {
    from_date: '2026-11-15',
    to_date: '2026-11-22',
    workspace: 'prod-us',
    team: 'ALL',
    top_n: '3',
  };

  function after(id: string, values: Readonly<Record<string, string>>, followUp: string): string {
    const question = catalogue.questions.find((candidate) => candidate.id === id);
    if (question === undefined) throw new Error(`no question ${id}`);
    const parameters = Object.entries(values).map(([name, value]) => ({
      name,
      value,
      type: 'STRING',
    }));
    return answer(question.domain, followUp, [{ question, parameters }]);
  }

  test.each([
    ['And last week?', 'most_expensive_jobs 2026-11-09 2026-11-16 prod-us ALL 3'],
    ['And the week before?', 'most_expensive_jobs 2026-11-08 2026-11-15 prod-us ALL 3'],
    ['the previous period', 'most_expensive_jobs 2026-11-08 2026-11-15 prod-us ALL 3'],
    ['only for team payments', 'most_expensive_jobs 2026-11-15 2026-11-22 prod-us payments 3'],
    ['what about prod-eu?', 'most_expensive_jobs 2026-11-15 2026-11-22 prod-eu ALL 3'],
    ['top 10', 'most_expensive_jobs 2026-11-15 2026-11-22 prod-us ALL 10'],
    ['yesterday', 'most_expensive_jobs 2026-11-21 2026-11-22 prod-us ALL 3'],
  ])('after "Top 3 jobs by cost in prod-us": %j is answered with %s', (followUp, expected) => {
    expect(after('cost/most_expensive_jobs', filters, followUp)).toBe(expected);
  });

  test.each([
    ['by workspace', 'spend_by_workspace 2026-11-09 2026-11-16'],
    ['by team', 'spend_by_team 2026-11-09 2026-11-16'],
    ['and per SKU?', 'spend_by_sku 2026-11-09 2026-11-16'],
  ])('after "How much did we spend last week?": %j is answered with %s', (followUp, expected) => {
    const window = {
      from_date: '2026-11-09',
      to_date: '2026-11-16',
      workspace: 'ALL',
      team: 'ALL',
    };
    expect(after('cost/spend_by_day', window, followUp)).toContain(expected);
  });

  test('on another topic is not treated as a follow-up', () => {
    expect(
      after('cost/most_expensive_jobs', filters, 'How much did we spend per day in October?'),
    ).toBe('spend_by_day 2026-10-01 2026-11-01 ALL ALL');
  });
});
