import { expect, test } from 'vitest';
import { coordinationsIn, onlyAbout } from '../../language/coordination.ts';

const each = (question: string): readonly string[] =>
  coordinationsIn(question).flatMap((one) => one.things.map((thing) => onlyAbout(one, [thing])));

test.for<[question: string, ...each: string[]]>([
  [
    "Give me yesterday's total spend and number of failed runs",
    "Give me yesterday's total spend",
    "Give me yesterday's number of failed runs",
  ],
  [
    'prod-us yesterday: failed runs and failed queries in total?',
    'prod-us yesterday: failed runs in total?',
    'prod-us yesterday: failed queries in total?',
  ],
  [
    'bi-main over the last 7 days: total cost and hours of waiting',
    'bi-main over the last 7 days: total cost',
    'bi-main over the last 7 days: hours of waiting',
  ],
  [
    'Did we have both failed runs and failed queries yesterday?',
    'Did we have failed runs yesterday?',
    'Did we have failed queries yesterday?',
  ],
  [
    'Show me how cost and failures changed day by day',
    'Show me how cost changed day by day',
    'Show me how failures changed day by day',
  ],
  [
    'spend, failed jobs and slow queries of prod-us last week?',
    'spend of prod-us last week?',
    'failed jobs of prod-us last week?',
    'slow queries of prod-us last week?',
  ],
])('%s', ([question, ...expected]) => {
  expect(each(question)).toEqual(expected);
});

test.for([
  'Which jobs fail most, and which of them cost the most?',
  'between 1 and 3 November, what did we spend?',
  'and the day before?',
  'Restart it, and why did it fail?',
])('%s lists nothing', (question) => {
  expect(coordinationsIn(question)).toEqual([]);
});
