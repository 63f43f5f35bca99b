import { describe, expect, test } from 'vitest';
import {
  fillParameters,
  readQuestion,
} from '../../../../../local/workspace/genie/understanding/slot-filling.ts';
import { loadCatalogue } from '../../../../../sql/catalogue.ts';

const { questions } = loadCatalogue();
const names = {
  workspaces: ['prod', 'prod-eu'],
  tables: ['prod.sales.orders'],
  jobs: ['payments_ledger_sync', 'weekly report | v2'],
  clusters: [],
  pipelines: [],
  endpoints: [],
  applications: [],
  warehouses: ['adhoc', 'bi-main'],
  users: ['ana@example.com'],
  owners: ['payments'],
  teams: ['payments', 'sales', 'web'],
  apps: [],
  groups: ['account users', 'analysts', 'etl-runners', 'finance', 'sales'],
};
const nowMs = Date.parse('2026-11-22T10:30:00Z');

function filled(id: string, ...texts: string[]): Record<string, string> {
  const question = questions.find((candidate) => candidate.id === id);
  if (question === undefined) throw new Error(`no question ${id}`);
  return Object.fromEntries(
    fillParameters(question, { texts, names, nowMs }).map(({ name, value }) => [name, value]),
  );
}

describe('a question', () => {
  test.each([
    [
      'Which jobs failed? Use the last 7 days. Include error messages.',
      'Which jobs failed?',
      'Use the last 7 days. Include error messages.',
    ],
    ['Top 10 jobs Use the last 7 days.', 'Top 10 jobs', 'Use the last 7 days.'],
    ['Who read prod.sales.orders?', 'Who read prod.sales.orders?', ''],
    [
      'Help. SQL crawls, can you show the slow ones',
      'Help. SQL crawls, can you show the slow ones',
      '',
    ],
    [
      'Spend went up. Why is that? Give totals first.',
      'Spend went up. Why is that?',
      'Give totals first.',
    ],
  ])('%j has the question %j and the instructions %j', (text, asked, instructions) => {
    expect(readQuestion(text)).toEqual({ asked, instructions });
  });
});

describe('parameters at 10:30 UTC', () => {
  test.each([
    ['last 7 days', '2026-11-15', '2026-11-22'],
    ['yesterday', '2026-11-21', '2026-11-22'],
    ['today', '2026-11-22', '2026-11-23'],
    ['this month', '2026-11-01', '2026-11-23'],
    ['in general', '2026-11-15', '2026-11-22'],
  ])('of type DATE cover whole UTC days: %s', (text, from, to) => {
    expect(filled('cost/spend_by_day', text)).toMatchObject({ from_date: from, to_date: to });
  });

  test.each([
    ['September against August', '2026-09-01', '2026-10-01'],
    ['this month versus the same days of October', '2026-11-01', '2026-11-23'],
  ])('are the window, not what it is compared with: %s', (text, from, to) => {
    expect(filled('cost/spend_by_day', text)).toMatchObject({ from_date: from, to_date: to });
  });

  test('of type TIMESTAMP are exact', () => {
    expect(filled('reliability/failing_jobs', 'in the last 24 hours')).toMatchObject({
      from_time: '2026-11-21T10:30:00.000Z',
      to_time: '2026-11-22T10:30:00.000Z',
    });
  });

  test('are filled from the question before the instructions', () => {
    expect(
      filled('reliability/failing_jobs', 'failed yesterday', 'Use the last 7 days.'),
    ).toMatchObject({ from_time: '2026-11-21T00:00:00.000Z' });
  });

  test('take the longest name in the text and stay within their bounds', () => {
    expect(filled('reliability/failing_jobs', 'top 5000 in prod-eu')).toMatchObject({
      workspace: 'prod-eu',
      top_n: '1000',
    });
    expect(filled('performance/slow_queries', 'longer than 1.5 minutes')).toMatchObject({
      min_seconds: '90',
    });
  });

  test.each([
    ['performance/slow_queries', 'slower than 500 ms', { min_seconds: '0.5' }],
    ['reliability/job_sla', 'within 2 hours', { max_minutes: '120' }],
    ['reliability/job_sla', 'did they fail in the last 2 hours', { max_minutes: '60' }],
    ['performance/spilling_queries', 'more than 20 GB', { min_gb: '20' }],
    ['performance/underused_clusters', 'CPU below 15 %', { max_cpu_percent: '15' }],
    ['reliability/job_runs', 'runs of payments_ledger_sync', { job: 'payments_ledger_sync' }],
    ['reliability/job_runs', 'runs of "weekly report | v2"', { job: 'weekly report | v2' }],
    ['reliability/job_runs', "last week's runs in the team's workspace", { job: 'ALL' }],
    ['reliability/job_runs', 'how did job 88120045 do', { job: '88120045' }],
    ['security/user_events', 'what did ana@example.com do?', { user_name: 'ana@example.com' }],
    ['security/user_events', 'events of one user', { user_name: 'ALL' }],
    ['performance/slow_queries', 'over a quarter of an hour', { min_seconds: '900' }],
    ['performance/slow_queries', 'took 2 and a half minutes or more', { min_seconds: '150' }],
    ['performance/spilling_queries', 'more than 500 megs', { min_gb: '0.5' }],
    ['performance/underused_clusters', 'CPU under a tenth', { max_cpu_percent: '10' }],
    ['security/bursts', 'over half a thousand events', { min_events: '500' }],
    ['security/bursts', 'more than 2k actions within a single hour', { min_events: '2000' }],
    ['reliability/duration_outliers', '30 % slower than usual', { factor: '1.3', top_n: '20' }],
    ['security/off_hours_activity', 'we work from 8 to 6', { start_hour: '8', end_hour: '18' }],
    [
      'security/off_hours_activity',
      'working hours here are 10am-7pm',
      { start_hour: '10', end_hour: '19' },
    ],
    ['cost/warehouse_costs', 'adhoc against bi-main', { warehouse: 'ALL' }],
    ['cost/warehouse_costs', 'adhoc', { warehouse: 'adhoc' }],
    ['cost/warehouse_costs', 'cost of warehouse moon-1', { warehouse: 'moon-1' }],
    ['cost/spend_by_day', 'spend in workspace dev-mars', { workspace: 'dev-mars' }],
    ['cost/spend_by_team', 'teams sales, payments and web', { team: 'ALL' }],
    ['cost/spend_by_team', "the web team's bill", { team: 'web' }],
    ['reliability/job_runs', 'runs of clean_up and load_all_1', { job: 'clean_up' }],
    ['cost/spend_by_day', 'what has sales been paying', { team: 'sales' }],
    ['cost/spend_by_day', 'how much did web spend', { team: 'web' }],
    ['cost/spend_by_day', 'payments bill by day', { team: 'payments' }],
    ['cost/spend_by_day', 'sales: money per day', { team: 'sales' }],
    ['cost/most_expensive_jobs', 'cost of the jobs that load sales tables', { team: 'ALL' }],
    ['cost/untagged_spend', 'what nobody tagged, and its price tag', { tag_name: 'team' }],
    ['performance/repeated_statements', 'texts that ran ten thousand times', { top_n: '20' }],
    ['reliability/failed_runs', 'runs that ended with CLOUD_FAILURE', { job: 'ALL' }],
    ['reliability/lowest_success_rates', 'jobs with a minimum of 12 runs', { min_runs: '12' }],
    ['cost/untagged_spend', 'who did not tag', { tag_name: 'team' }],
    ['cost/untagged_spend', 'people who forget to tag things', { tag_name: 'team' }],
    ['cost/tag_coverage', 'coverage of the tag project', { tag_name: 'project' }],
    ['cost/tag_coverage', 'tag coverage by workspace', { tag_name: 'team' }],
  ])('of %s in %j are %j', (id, text, expected) => {
    expect(filled(id, text)).toMatchObject(expected);
  });
});
