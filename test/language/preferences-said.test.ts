import { describe, expect, it } from 'vitest';
import { preferencesSaid, withoutSaid } from '../../language/preferences-said.ts';

const said = (text: string) =>
  Object.fromEntries(preferencesSaid(text).map(({ key, value }) => [key, value]));

const rows: readonly (readonly [text: string, preferences: object])[] = [
  ['I only care about prod-eu', { preferredWorkspace: 'prod-eu' }],
  ["I'm only interested in prod-eu.", { preferredWorkspace: 'prod-eu' }],
  ['We only use the workspace prod_eu', { preferredWorkspace: 'prod_eu' }],
  ['From now on only look at prod-us, please', { preferredWorkspace: 'prod-us' }],
  ['My preferred workspace is analytics', { preferredWorkspace: 'analytics' }],
  ['my default workspace is “Data Science”', { preferredWorkspace: 'Data Science' }],
  ['I work in the prod-eu workspace', { preferredWorkspace: 'prod-eu' }],
  ['I am responsible for prod-eu: which jobs failed yesterday?', { preferredWorkspace: 'prod-eu' }],
  ['I only care about warehouse bi-main', { preferredWarehouse: 'bi-main' }],
  ['my preferred warehouse is bi-main', { preferredWarehouse: 'bi-main' }],
  ['Our cluster is etl-large', { preferredCluster: 'etl-large' }],
  ['Flag anything above $500', { costThresholdUsd: 500 }],
  ['please flag costs over 1,500.50 USD', { costThresholdUsd: 1500.5 }],
  ['My cost threshold is 2k dollars', { costThresholdUsd: 2000 }],
  ['Everything above 300 dollars is too expensive for me', { costThresholdUsd: 300 }],
  ['Queries longer than 10 seconds are slow for us', { latencyThresholdSeconds: 10 }],
  ['For me, slow means more than 2 minutes', { latencyThresholdSeconds: 120 }],
  ['I call a query slow when it takes over 500 ms', { latencyThresholdSeconds: 0.5 }],
  ['Stale means older than 2 days', { freshnessThresholdHours: 48 }],
  ['our freshness threshold is 6 hours', { freshnessThresholdHours: 6 }],
  ['Our SLA is 99.5 %', { slaThresholdPercent: 99.5 }],
  ['We have an SLA of 99.9 percent', { slaThresholdPercent: 99.9 }],
  [
    'My critical jobs are nightly_etl, load_sales and crm-sync',
    { criticalJobs: ['nightly_etl', 'load_sales', 'crm-sync'] },
  ],
  ['The job nightly_etl is critical for us', { criticalJobs: ['nightly_etl'] }],
  [
    'Our most important tables are prod.sales.orders and prod.crm.customers',
    { criticalTables: ['prod.sales.orders', 'prod.crm.customers'] },
  ],
  ['We have to comply with SOC 2', { complianceFramework: 'SOC 2' }],
  ['our compliance framework is hipaa', { complianceFramework: 'HIPAA' }],
  ['We are audited against PCI-DSS', { complianceFramework: 'PCI DSS' }],
  ['My time zone is Europe/Berlin', { timeZone: 'Europe/Berlin' }],
  ['my timezone is Tokyo', { timeZone: 'Asia/Tokyo' }],
  ["I'm in New York time", { timeZone: 'America/New_York' }],
  ['I am based in Berlin', { timeZone: 'Europe/Berlin' }],
  ['Always use PST for me', { timeZone: 'America/Los_Angeles' }],
  ['I am a manager', { role: 'manager' }],
  ["Hi, I'm the head of data and new here. What did we spend?", { role: 'manager' }],
  ['As a FinOps analyst I want the spend by team', { role: 'analyst' }],
  ["I'm a senior data engineer", { role: 'engineer' }],
  [
    'I am a manager, my time zone is Europe/Paris and I only care about prod-eu.',
    { role: 'manager', timeZone: 'Europe/Paris', preferredWorkspace: 'prod-eu' },
  ],
  ['Forget my preferred workspace', { preferredWorkspace: null }],
  ['I no longer care only about prod-eu', { preferredWorkspace: null }],
  ['Please drop my cost threshold', { costThresholdUsd: null }],
  ['forget my role and my time zone', { role: null, timeZone: null }],
];

const nothing = [
  'Which jobs failed in prod-eu?',
  'What did prod-eu spend last week?',
  'Which queries took longer than 10 seconds?',
  'Show jobs above $500',
  'Which jobs cost more than $500 yesterday?',
  'Which tables are older than 2 days?',
  'Do I only care about prod-eu?',
  'What if I only cared about prod-eu?',
  'If my workspace is prod-eu, what did I spend?',
  'Is the manager of this job a user?',
  "I'm not a manager",
  'Who is an analyst here?',
  'He said: "I only care about prod-eu"',
  'For this question I only care about prod-eu',
  'I only care about cost',
  'I only care about failed jobs',
  'Did we meet our SLA?',
  'Which jobs missed an SLA of 99 %?',
  'What happened yesterday, Berlin time?',
  'Use Berlin time for this one',
  'As an example, show a job',
  'I am a bit lost',
  'Which of my critical jobs failed?',
  'Are we compliant with SOC 2?',
  'My SLA is 500 %',
  'My workspace is slow',
  'I only care about warehouse costs',
];

describe('what a message says of preferences', () => {
  it.each(rows)('“%s”', (text, preferences) => {
    expect(said(text)).toEqual(preferences);
  });

  it.each(nothing)('nothing in “%s”', (text) => {
    expect(preferencesSaid(text)).toEqual([]);
  });

  it('comes with the words that say it', () => {
    expect(preferencesSaid('Hello. I only care about prod-eu! And jobs?')).toEqual([
      { key: 'preferredWorkspace', value: 'prod-eu', said: 'I only care about prod-eu' },
    ]);
  });

  it('leaves the question that stands beside it', () => {
    expect(withoutSaid('I only care about prod-eu. Which jobs failed?')).toBe('Which jobs failed?');
    expect(withoutSaid('I am a manager and my time zone is Europe/Paris. Thanks!')).toBeNull();
    expect(withoutSaid('Flag anything above $500')).toBeNull();
    expect(withoutSaid('Which jobs failed?')).toBe('Which jobs failed?');
  });
});
