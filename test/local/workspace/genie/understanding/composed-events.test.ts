import { expect, test } from 'vitest';
import type { Domain } from '../../../../../domain/domains.ts';
import { createMatchers } from '../../../../../local/workspace/genie/understanding/match.ts';
import { planAnswer } from '../../../../../local/workspace/genie/understanding/plan.ts';
import { loadCatalogue } from '../../../../../sql/catalogue.ts';
import { names } from './names.ts';

const matchers = createMatchers(loadCatalogue());
const nowMs = Date.parse('2026-11-18T00:00:00Z');

/** The title of the composed query that answers a question, or the id of the certified one. */
function planned(domain: Domain, content: string): string {
  const plan = planAnswer({ content, earlier: [], domain, names, nowMs }, matchers(domain));
  if (plan.kind !== 'query') return '';
  return plan.question.id.startsWith('metrics/') ? plan.question.question : plan.question.id;
}

test.each<[Domain, string, string]>([
  // Events that are wanted themselves, and their number.
  [
    'security',
    'List every failed login in the past 24 hours, with IP.',
    'The refused login events',
  ],
  ['security', 'the last 5 setAdmin events', 'The events of setAdmin'],
  ['security', 'how many setAdmin events last week', 'Events of setAdmin'],
  ['security', 'list the users with failed logins', 'Refused login events by user'],
  [
    'security',
    'What did 198.51.100.77 do, step by step, on the thirteenth?',
    'The events of 198.51.100.77',
  ],
  ['security', 'gita@example.com what did she do on 15 nov', 'security/user_events'],
  [
    'security',
    'Which principals got SELECT on board_report in the last 30 days and who gave it?',
    'The permission change events of analytics.finance.board_report',
  ],
  [
    'security',
    'all membership changes of the group admins since 1 September, date, actor, target.',
    'The admin membership change events',
  ],
  [
    'security',
    'First time contractor@example.net appears in the audit, and last time.',
    'First and last event of contractor@example.net',
  ],
  [
    'security',
    "Did someone remove analysts' access somewhere this month? Where?",
    'The permission removal events of analysts',
  ],
  [
    'security',
    'how many diffrent users have touched the salaries table in november',
    'Users of prod.hr.salaries',
  ],
  [
    'security',
    'who changed the table prod.hr.salaries',
    'Last table change event of prod.hr.salaries by user',
  ],
  ['security', 'show me all grants to account users', 'security/broad_grants'],
  [
    'security',
    'list permission changes to analysts in november',
    'The permission change events of analysts',
  ],
  // What a person or an address is known by besides.
  [
    'security',
    'Has anybody outside the 10.x network logged in this week?',
    'Outside network 10 login events',
  ],
  ['security', 'whos the person with most 403s', 'Events of 403 by user'],
  ['security', 'did anyone with no email do anything lately', 'Without user events'],
  [
    'security',
    'Compare the number of password logins and token logins for October.',
    'Login events by action',
  ],
  [
    'security',
    'dina and emeka: who granted more permissions in the last quarter?',
    'Permission change events of dina@example.com of emeka@example.com by user',
  ],
  [
    'security',
    'Could I trouble you for the ten most frequent actions in the audit log yesterday?',
    'Events by action',
  ],
  [
    'security',
    'hourly count of getTable calls on Nov 15, spike anywhere',
    'Events of getTable by hour',
  ],
  ['security', 'any change of warehouse permissions since monday', 'Warehouse acl change events'],
  // Privileges of one kind are none of the others.
  [
    'security',
    'ALL PRIVILEGES on prod.sales.orders: who has?',
    'All privileges grants of prod.sales.orders by user',
  ],
  ['security', 'who can read prod.hr.salaries', 'security/current_grants'],
  [
    'security',
    'privileges the group analysts holds, by table',
    'Grants of analysts by table and privilege',
  ],
  [
    'security',
    'Which columns are masked, and with what function?',
    'Masked columns by column_name and mask',
  ],
  // A mean or the greatest of the sums of days, runs and hours.
  [
    'cost',
    'Which pipelines cost more than 20 USD in any single day this month?',
    'Highest daily spend usd by pipeline',
  ],
  ['cost', 'most expensive single day since august', 'Highest daily spend usd'],
  ['cost', 'whats the median daily spend of team iot this month', 'Median daily spend usd of iot'],
  ['cost', 'what is the daily spend of team iot this month', 'cost/spend_by_day'],
  [
    'cost',
    'Kundenumsätze täglich: dearest run ever & its cost?',
    'Highest run cost usd of Kundenumsätze täglich',
  ],
  [
    'security',
    'which user has the most failed logins within one hour this month',
    'Refused login highest hourly events by user',
  ],
  [
    'security',
    'Longest streak I care about: what is the max number of failed logins by one user within one hour?',
    'Refused login highest hourly events by user',
  ],
  // Both of two actions; of one alone it is a list of its own.
  [
    'security',
    'Which users generated a token and also downloaded results on the same day this week?',
    'Token creation events and download events by user and day',
  ],
  [
    'security',
    'who created a token and also downloaded results last week',
    'Token creation events and download events by user',
  ],
  ['security', 'how many users were created this week', 'User creation events'],
  // An instruction of the agent is none of the words of a question.
  [
    'security',
    'table prod.payments.cards, grants, all of them pls Where neither the question nor an example query names a time, use the last 24 hours.',
    'security/current_grants',
  ],
  [
    'cost',
    'Is anything being billed to feature_backfill under a team tag, yes or no?',
    'With team tag list cost usd of feature_backfill',
  ],
  // A row of each workspace has only a part of what all workspaces have.
  ['cost', 'top 5 SKUs by dollars since 1 sept', 'List cost usd by sku'],
  ['cost', 'most expensive SKU in prod-us', 'List cost usd of prod-us by sku'],
  ['cost', 'shift-planner, daily cost, last 14 days', 'List cost usd of shift-planner by day'],
  [
    'cost',
    'which apps do we pay for and how much does each one cost a month?',
    'List cost usd by app and month',
  ],
  [
    'cost',
    'Since when does customer_360_build show up in billing without its team tag?',
    'Untagged since and last untagged day and consecutive days of customer_360_build',
  ],
  [
    'cost',
    'I was chatting with the sales folks over lunch: what was their monthly spend for August?',
    'List cost usd of sales by month',
  ],
])('%s: %s', (domain, content, title) => {
  expect(planned(domain, content)).toBe(title);
});
