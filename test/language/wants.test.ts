import { describe, expect, test } from 'vitest';
import { wantsIn } from '../../language/wants/wants-in.ts';

const texts = (question: string): readonly string[] => wantsIn(question).map(({ text }) => text);

describe('what is listed of one thing', () => {
  test.each<[string, ...string[]]>([
    ['load_orders: cost, runs', 'cost of load_orders', 'runs of load_orders'],
    [
      'load_orders pipeline: $ + failures',
      '$ of pipeline load_orders',
      'failures of pipeline load_orders',
    ],
    ['load_orders – does it run, and is it late?', 'does load_orders run', 'is load_orders late'],
    ['endpoints: errors/throttling', 'errors of endpoints', 'throttling of endpoints'],
    ['Monday report: spend, failed jobs', 'spend', 'failed jobs'],
    ['from the cost team: who reads it?', 'who reads it'],
  ])('%s', (question, ...wants) => {
    expect(texts(question)).toEqual(wants);
  });
});

describe('clauses', () => {
  test.each<[string, ...string[]]>([
    [
      'did someone edit load_orders before it began to fail?',
      'did someone edit load_orders',
      'load_orders began to fail',
    ],
    [
      'what do we spend on tables nobody reads',
      'what do we spend on tables',
      'tables nobody reads',
    ],
    [
      'who changed bi-main and did the queue get shorter afterwards',
      'who changed bi-main',
      'did the queue get shorter',
    ],
    ['did the resize make the jobs slower?', 'did the resize', 'the jobs slower'],
    [
      'who may write to the three most expensive jobs?',
      'who may write to the three most expensive jobs',
      'most expensive jobs',
    ],
    ['Did the job that loads the orders fail?', 'Did the job fail'],
    [
      'after someone moved the schedule did more runs time out?',
      'after someone moved the schedule',
      'did more runs time out',
    ],
    ['after the resize did the queue grow', 'did the queue grow'],
    ['who runs it, and since when is it late', 'who runs it', 'since when is it late'],
    ['which tables changed and who made them', 'which tables changed', 'who made tables'],
    [
      'what share of the bill is jobs, what share is apps',
      'what share of the bill is jobs',
      'what share of the bill is apps',
    ],
  ])('%s', (question, ...wants) => {
    expect(texts(question)).toEqual(wants);
  });
});

describe('what asks nothing of its own', () => {
  test.each<[string, ...string[]]>([
    ['runs of load_orders, day by day, on average', 'runs of load_orders'],
    ['Which job cost most since the outage in October?', 'Which job cost most'],
    ['Which pipeline cost most, and how much was it?', 'Which pipeline cost most'],
    ['who failed to log in, and when was it', 'who failed to log in'],
    ['People say it is slow, but what do we pay?', 'what do we pay'],
    ['which product (SQL, jobs and so on) cost most', 'which product cost most'],
    ['requests refused because of the rate limit', 'requests refused'],
    ['Longest run, and no I do not need queries', 'Longest run'],
    ['waits while the nightly job runs, i.e. at night', 'waits', 'at night'],
    ['who may stop jobs or to restart them', 'who may stop jobs'],
  ])('%s', (question, ...wants) => {
    expect(texts(question)).toEqual(wants);
  });
});
