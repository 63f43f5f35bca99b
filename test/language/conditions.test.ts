import { describe, expect, it } from 'vitest';
import { conditionsOf } from '../../language/conditions.ts';

const found = (question: string) =>
  conditionsOf(question).map((one) => `${one.kind} ${one.kind === 'number' ? one.words : one.of}`);

describe('the conditions of a question', () => {
  it.each([
    ['What did we spend yesterday, excluding prod-us?', ['exclusion prod-us']],
    ['leaving etl-main aside, what cost most?', ['exclusion etl-main']],
    ['spend by workspace except for prod-us and dev last week', ['exclusion prod-us and dev']],
    ['Which jobs failed; not counting nightly_test.', ['exclusion nightly_test']],
    ['everything but not the sandbox, per day', ['exclusion sandbox']],
    ['What did we spend yesterday, in EUR?', ['currency EUR']],
    ['cost of prod in euros', ['currency EUR']],
    ['how many € did jobs cost', ['currency EUR']],
    ['Why does nightly_unicorn fail?', ['name nightly_unicorn']],
    ['who read prod.hr.pay_slips', ['name prod.hr.pay_slips']],
    ['what did ana@example.com do', ['name ana@example.com']],
    ['runs of “Daily load”', ['name Daily load']],
    ['what did prod-eu spend on Nov 5; only serverless', ['only serverless']],
    ['slow queries, only for the warehouse bi', ['only warehouse']],
    ['which jobs miss a 45 minute sla in the last 7 days', ['number 45 minute']],
    ['queries spilling more than 5 gigs since nov 3', ['number 5 gigs']],
    ['jobs over $1,500 last week', ['number $1,500']],
    ['availability below 99.9 % per day at 9am', ['number 99.9 %']],
    ['top 10 jobs between 2 and 4 nov', ['number 10']],
    ['failed runs of job 2024-report on 11/20', ['named 2024-report']],
    ['daily spend in workspace dev-mars', ['named dev-mars']],
    ['how many setAdmin events in October', ['only setAdmin']],
    ['how often did it fail in a row', ['only consecutive']],
    ['how long did the next to last run of it take', ['only consecutive']],
    ['how long did the last run of it take', []],
    ['after three straight days', ['only consecutive']],
    ['what did GitHub and iPhones cost', []],
    ['is the turbo-9 warehouse slow', ['named turbo-9']],
    ['retries of the maps team', ['named maps']],
    ['only the ones owned by payments', ['named payments']],
    ['jobs owned by nobody, and tables belonging to the people who left', []],
    ['what has team maps spent last month?', ['named maps']],
    ['failing jobs of team maps, today', ['named maps']],
    ['cost by team in October', []],
    ['what did team budgets cost', []],
    ['spend per team and of each team', []],
    ['is our warehouse up-to-date', []],
    ['Which jobs cost the most?', []],
    ['runs that were started but not finished', []],
    ['Which tables are without an owner?', []],
    ['what failed in production in October?', []],
  ])('%j', (question, expected) => {
    expect(found(question)).toEqual(expected);
  });
});
