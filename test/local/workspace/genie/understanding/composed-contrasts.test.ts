import { expect, test } from 'vitest';
import type { Domain } from '../../../../../domain/domains.ts';
import { createMatchers } from '../../../../../local/workspace/genie/understanding/match.ts';
import { planAnswer } from '../../../../../local/workspace/genie/understanding/plan.ts';
import { loadCatalogue } from '../../../../../sql/catalogue.ts';
import { names } from './names.ts';

const matchers = createMatchers(loadCatalogue());
const nowMs = Date.parse('2026-11-22T00:00:00Z');

/** The query that answers a question, with its title before it; empty when none does. */
function planned(domain: Domain, content: string): string {
  const plan = planAnswer({ content, earlier: [], domain, names, nowMs }, matchers(domain));
  return plan.kind === 'query' ? `${plan.question.question}\n${plan.question.sql}` : '';
}

test.each<[Domain, string, string, string]>([
  // Filters set against each other are the groups, and nothing else is.
  ['cost', 'Ireland SKUs versus Virginia SKUs, spend', 'List cost usd by region', '_IRELAND'],
  ['cost', 'spend of serverless vs classic', 'List cost usd by compute_kind', 'is_serverless) or'],
  [
    'security',
    'password logins versus token logins',
    'Events by action',
    "'mfaLogin')) or (action in ('tokenLogin'",
  ],
  // What is below a bound comes from the least on.
  [
    'cost',
    'are there jobs which cost under 5 dollars in total during October?',
    'List cost usd by job',
    'having sum(list_cost) < cast(:max_usd as double)\norder by list_cost_usd, job_name',
  ],
  ['cost', 'which days had more than 100 DBUs', 'Dbus by day', ':min_dbus'],
  // Working days only.
  [
    'cost',
    'median daily spend, weekdays only, last 8 weeks',
    'On working days median daily spend usd',
    'dayofweek(day) between 2 and 6',
  ],
  // Two numbers at once.
  [
    'security',
    'secret ACLs: how many changes, made by how many people?',
    'Users and secret acl change events',
    'count(distinct user)',
  ],
  // Two things together are one sum.
  ['cost', 'cost of adhoc and bi-main together', 'List cost usd of adhoc of bi-main', 'sum('],
  ['cost', 'adhoc vs bi-main together, cost', 'List cost usd of adhoc of bi-main by warehouse', ''],
  // Of each the first one; of pairs the rank is of all.
  [
    'security',
    'most used address per user',
    'Events by address and user, the first of each user',
    'row_number() over (partition by user order by count(*) desc, address, user)',
  ],
  [
    'cost',
    'the most expensive job of each workspace',
    'List cost usd by job and workspace, the first of each workspace',
    'place',
  ],
  [
    'cost',
    'cost per job and team, most first',
    'List cost usd by job and team',
    'group by job, team\norder',
  ],
])('for %s: %j is %j', (domain, question, title, sql) => {
  const [told, ...statement] = planned(domain, question).split('\n');
  expect(told).toBe(title);
  expect(statement.join('\n')).toContain(sql);
});
