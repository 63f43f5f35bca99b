import { describe, expect, test } from 'vitest';
import { routeByQuestions } from '../../../adapters/model/route-by-questions.ts';
import { agentCards } from '../../../agents/index.ts';
import { type Domain, forEachDomain } from '../../../domain/domains.ts';
import { ranker } from '../../../wordings/rank.ts';

const cards = agentCards(forEachDomain(() => 'space'));
const chosen = (question: string): readonly Domain[] =>
  routeByQuestions({ question, cards, history: { messages: [] } }, ranker)
    .domains.map(({ domain }) => domain)
    .toSorted();

type Row = readonly [question: string, ...domains: Domain[]];
const rows = (table: readonly Row[]) =>
  table.map(([question, ...domains]) => [question, domains.toSorted()] as const);

describe('wanted figures of one thing', () => {
  test.each(
    rows([
      [
        'nightly_orders: runs, cost, and is prod.sales.orders fresh?',
        'reliability',
        'cost',
        'quality',
      ],
      ['prod-serving: $, waiting time and who changed its size', 'cost', 'performance', 'security'],
      ['stream_events pipeline: failed updates + what the retries cost', 'reliability', 'cost'],
      ['churn_train – does it still run, and what do we pay for it?', 'reliability', 'cost'],
      ['prod.hr.people: owner, last refresh, who read it yesterday?', 'quality', 'security'],
      ['For each team: dollars, failed logins, failed job runs', 'cost', 'security', 'reliability'],
    ]),
  )('%s', (question, domains) => {
    expect(chosen(question)).toEqual(domains);
  });
});

describe('two wishes in one sentence', () => {
  test.each(
    rows([
      [
        'who resized bi-main last week and did the queue get shorter afterwards',
        'security',
        'performance',
      ],
      ['did someone edit load_orders before it began to fail?', 'security', 'reliability'],
      ["did anyone touch the job's schedule before it started failing?", 'security', 'reliability'],
      [
        'Is bi-main slow since someone resized it, and if so who did it?',
        'performance',
        'security',
      ],
      ['endpoints: refused requests per day next to spend per day', 'performance', 'cost'],
      [
        'do serverless jobs run faster than classic ones, and are they cheaper?',
        'reliability',
        'cost',
      ],
      ['logins refused for principals whose jobs then failed', 'security', 'reliability'],
      ['who made the idle clusters, and how much did they waste', 'security', 'cost'],
      ['which failed jobs burnt most money in October', 'reliability', 'cost'],
      ['what do we spend on tables nobody reads?', 'cost', 'quality'],
      [
        'Was anyone granted access to a table that has had no updates for a month?',
        'security',
        'quality',
      ],
      ['Is prod.sales.orders late because load_orders did not finish?', 'quality', 'reliability'],
      ['Did query latency get worse on the days when jobs failed?', 'performance', 'reliability'],
      ['did dropping the grants make any jobs fail', 'security', 'reliability'],
      ['compare the cost of jobs with their reliability', 'cost', 'reliability'],
      [
        'did loading orders fail or is nobody writing to the table anymore',
        'reliability',
        'quality',
      ],
      ['were any of the failed jobs changed by somebody the day before', 'reliability', 'security'],
      ['cheapest warehouse and its waiting time', 'cost', 'performance'],
      ['success rate of the nightly jobs against spend on them', 'reliability', 'cost'],
      ['Do late tables come from failed runs?', 'quality', 'reliability'],
      ['which pipelines got more expensive and also slower since October', 'cost', 'reliability'],
      [
        'someone raised the max clusters of adhoc. who, and what did that do to the bill?',
        'security',
        'cost',
      ],
      ['since somebody changed the cluster policy did more jobs fail', 'security', 'reliability'],
      [
        'Has any pipeline been paused this week? If so, by whom, and which tables are stale?',
        'security',
        'quality',
      ],
      ['endpoint fraud-v2: who may call it, and what is its latency', 'security', 'performance'],
      ['spend without a team tag: how much, and who created the things', 'cost', 'security'],
      [
        'the three jobs with the highest bill side by side with their retries',
        'cost',
        'reliability',
      ],
      ['weekly cost of each schema + its size', 'cost', 'quality'],
      [
        'which user runs the most queries, and since when does she hold admin rights',
        'performance',
        'security',
      ],
      [
        'since lena got SELECT on prod.hr.people, did its row counts change?',
        'quality',
        'security',
      ],
      [
        'who killed runs by hand today and which jobs had no good run since',
        'security',
        'reliability',
      ],
      [
        'is the overspend of team web just because their jobs retry so often',
        'cost',
        'reliability',
      ],
      [
        'do queries time out at the same hours as load_orders is running',
        'performance',
        'reliability',
      ],
      ['any grant changes in the hour before each failed run?', 'security', 'reliability'],
      ['average $ per run and average minutes per query for each workspace', 'cost', 'performance'],
      [
        'if we stop the three most unreliable pipelines, how many dollars do we save',
        'cost',
        'reliability',
      ],
      ['which warehouses run idle and how much is that in dollars', 'performance', 'cost'],
      ['monthly review: cost trend and SLA per team, as two tables', 'cost', 'reliability'],
      ['top 3 warehouses by cost with p95 query time', 'cost', 'performance'],
      [
        'our bill went up, is it that more queries run or that they got slower?',
        'cost',
        'performance',
      ],
    ]),
  )('%s', (question, domains) => {
    expect(chosen(question)).toEqual(domains);
  });
});

describe('the part of each domain', () => {
  const parts = (question: string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      routeByQuestions({ question, cards, history: { messages: [] } }, ranker).domains.map(
        ({ domain, question: part }) => [domain, part],
      ),
    );
  test.each<[string, Readonly<Record<string, string>>]>([
    [
      'is prod.sales.orders fresh and who read it yesterday?',
      {
        quality: 'Is prod.sales.orders fresh yesterday?',
        security: 'Who read prod.sales.orders yesterday?',
      },
    ],
    [
      'prod-serving: $, waiting time and who changed its size',
      {
        cost: 'Cost of prod-serving?',
        performance: 'Waiting time of prod-serving?',
        security: 'Who changed the size of prod-serving?',
      },
    ],
    [
      'bi-main over the last 7 days: total cost and total hours of waiting',
      {
        cost: 'Total cost of bi-main over the last 7 days?',
        performance: 'Total hours of waiting for bi-main over the last 7 days?',
      },
    ],
    [
      'which pipelines are slow and what did they cost last week?',
      {
        reliability: 'Which pipelines are slow last week?',
        cost: 'What did pipelines cost last week?',
      },
    ],
  ])('%s', (question, expected) => {
    expect(parts(question)).toEqual(expected);
  });
});

describe('one wish in words of two domains', () => {
  test.each(
    rows([
      ['how many queries of the cost dashboard timed out yesterday', 'performance'],
      ['Which job has cost us most since the pipeline outage in October?', 'cost'],
      ['Who gave the interns permission to edit the expensive cluster?', 'security'],
      ['did the job that computes the table freshness fail last night', 'reliability'],
      ['Longest job run of the week, and no I do not need queries or clusters', 'reliability'],
      ['is the failure rate of jobs getting better or worse, day by day', 'reliability'],
      ['Question from the cost team: who can see the card data?', 'security'],
      ['People say the queries are slow, fine, but what rate per DBU do we pay?', 'cost'],
      [
        'which product (SQL, jobs, model serving and so on) was the biggest part of the bill?',
        'cost',
      ],
      ['spend of all jobs that have no owner tag', 'cost'],
      ['what did jobs and warehouses cost last week', 'cost'],
      ['which jobs failed last night and what did they cost?', 'reliability'],
      ['did anybody drop a table or a schema today', 'security'],
      ['cost of endpoints per team, no latency figures needed', 'cost'],
      ['which warehouse is too small? only the load, finance has the money side', 'performance'],
      ['who holds grants on prod.hr.people? its freshness is not my topic', 'security'],
      ['how reliable are the pipelines we pay for', 'reliability'],
      ['untagged usage: how many dollars belong to no team that owns jobs or warehouses', 'cost'],
      ['spend on serverless jobs and queries tagged team core', 'cost'],
      ['list all edits of permissions on warehouses in October', 'security'],
      ['did maria start load_orders by hand on sunday', 'security'],
      ['slowest query of today? how long', 'performance'],
      ['which jobs were retried, and how often, no need for the price', 'reliability'],
      ['Average query time on bi-main: this week vs. last week?', 'performance'],
      ['Which tables were loaded late yesterday and by how many minutes', 'quality'],
      ['on which warehouses has p95 got worse against the week before', 'performance'],
      ['Which pipeline was the costliest in October, and how much was it?', 'cost'],
      ['price of the quality checks last month', 'cost'],
      ['Was the budget of team sales used up by the cluster ml-lab?', 'cost'],
      ['what part of the bill is pipelines, what part is SQL warehouses?', 'cost'],
      ['queries in the queue while the nightly pipeline runs', 'performance'],
      ['may anyone edit warehouses, or was anyone given the right to restart jobs?', 'security'],
      ['which node type has ml-lab, the one all jobs are slow on', 'performance'],
      ['queries per hour and idle minutes of bi-main, side by side', 'performance'],
    ]),
  )('%s', (question, domains) => {
    expect(chosen(question)).toEqual(domains);
  });
});
