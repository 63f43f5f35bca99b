import { expect, test } from 'vitest';
import { inPlainForm } from '../../language/in-plain-form.ts';

test.each([
  ['has core gone past $20k since 1 October', 'did team core spend over 20k USD since 1 October'],
  [
    'any day in the past month when the whole platform went over 3,000 dollars?',
    'on which days did we spend over 3,000 dollars in the past month ?',
  ],
  [
    'when did etl_daily first exceed 100 DBUs in one day',
    'on which days did etl_daily use over 100 DBUs in the last 365 days',
  ],
  [
    'for bi-main, hour by hour: when in the day does most of the usage fall?',
    'cost of bi-main by hour, most first?',
  ],
  [
    'job old_export. money. when was the last time it cost us anything',
    'last charged day of old_export, in the last 365 days?',
  ],
  [
    'model serving spend, split over endpoint a and endpoint b, as percentages',
    'share of spend by a and b ',
  ],
  ['how much did the job etl add to the bill in May', 'how much did job etl cost in May'],
  [
    'all products except model serving: total for last month',
    'total cost for last month excluding model serving',
  ],
  ['are there teams which cost under 5 dollars', 'which teams cost under 5 dollars'],
  ['Ireland SKUs versus Virginia SKUs, spend, May', 'Ireland vs Virginia spend, May'],
  ['serverless vs classic: how is the money split?', 'spend of serverless vs classic?'],
  ['cost of etl per calendar week', 'cost of etl per week'],
  [
    'dbus of core in each of the last three calendar months',
    'dbus of core per month in the last three calendar months',
  ],
  [
    'the iot team says they are cheap. How many DBUs did they use?',
    'How many DBUs did team iot use?',
  ],
  [
    'which jobs have no team tag on their usage, and how much is it',
    'cost without a team tag by job',
  ],
  [
    'what does one DBU of A_B cost us by list, and what do we pay with our account price?',
    'list price and account price of A_B?',
  ],
  ['per team the change from May to June in percent', 'spend by team in June compared to May'],
  [
    'is the jobs serverless price still the same as in May, or has it moved?',
    'did the list price of jobs serverless change since May?',
  ],
  // What is asked of something else stays.
  ['has etl gone over 20 minutes since May', 'has etl gone over 20 minutes since May'],
  ['when did etl_daily first fail', 'when did etl_daily first fail'],
  ['are there jobs that failed', 'are there jobs that failed'],
  ['serverless vs classic: how fast are queries?', 'serverless vs classic: how fast are queries?'],
])('%j is asked as %j', (asked, plain) => {
  expect(inPlainForm(asked)).toBe(plain);
});
