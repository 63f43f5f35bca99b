import { expect, test } from 'vitest';
import { plainQuestion } from '../../language/plain-question.ts';

test.each([
  [
    'What did 198.51.100.77 do, step by step, on 13 Nov?',
    'list the events from 198.51.100.77 on 13 Nov?',
  ],
  ['ana@example.com what did she do on 15 nov', 'what did ana@example.com do on 15 nov'],
  [
    'ana@example.com — what on earth did this account do?',
    'the latest 50 events of ana@example.com?',
  ],
  ['bi-main what did it cost on 15 nov', 'bi-main what did it cost on 15 nov'],
  [
    'First time ana@example.com appears in the audit, and last time.',
    'when were the first and last event of ana@example.com?',
  ],
  [
    'First time ana@example.com appears in the audit',
    'First time ana@example.com appears in the audit',
  ],
  [
    'Which secret scopes were read last week, how often and by whom?',
    'number of secret reads last week by scope and user?',
  ],
  ['who has most 403s this week', 'who has most events with status 403 this week'],
  ['which endpoint has most 503s', 'which endpoint has most 503s'],
  [
    'Compare the number of password logins and token logins for October.',
    'number of logins by action name for October.',
  ],
  [
    'dina and emeka: who granted more permissions in October?',
    'number of permission changes by dina and emeka in October?',
  ],
  [
    'dina and emeka: who ran more queries in October?',
    'dina and emeka: who ran more queries in October?',
  ],
  [
    'who got SELECT on a.b.c in October, and who gave it?',
    'list the permission changes on a.b.c in October?',
  ],
  ['who has SELECT on a.b.c?', 'who has SELECT on a.b.c?'],
  ['all membership changes of admins, date, actor', 'list all membership changes of admins'],
  ['all jobs of prod-eu, sorted by cost', 'all jobs of prod-eu, sorted by cost'],
  ['getTable calls per hour yesterday, any spike anywhere?', 'getTable events per hour yesterday?'],
  ['getSecret calls', 'getSecret calls'],
  ['show all grants on prod.sales.orders', 'who has which privileges on prod.sales.orders?'],
  [
    'show all grants on prod.sales.orders since Monday',
    'show all grants on prod.sales.orders since Monday',
  ],
  [
    'which columns are masked, and with what function?',
    'list the masked columns with their masking function?',
  ],
  // Money.
  [
    'did marketing spend more then finance in october?',
    'did marketing spend more than finance in october?',
  ],
  ['it failed more, then it ran', 'it failed more, then it ran'],
  ['etl_daily: cost per run, on average, last week', 'etl_daily: average cost per run, last week'],
  ['what have we been billed so far this quarter?', 'how much did we spend so far this quarter?'],
  ['on which days did we go over 500 dollars?', 'on which days did we spend over 500 dollars?'],
  [
    'SELECT sku, sum(cost) for prod-eu, month to date, order desc',
    'cost by sku in prod-eu, month to date',
  ],
  [
    "Compare the assistant's bill in prod-us with the one in prod-eu for October.",
    'bill of assistant by workspace in prod-us and prod-eu for October.',
  ],
  ['photon vs non-photon spend, november', 'spend by photon use, november'],
  [
    'average cost of a weekday vs a saturday for bi-main',
    'average daily cost by weekday for bi-main',
  ],
  ['bi-main: dearest run ever & its cost?', 'bi-main: dearest run, all time?'],
  ['why is this the dearest run', 'why is this the dearest run'],
  [
    'first day we were ever charged for model serving in this data?',
    'first charged day of model serving, all time?',
  ],
  [
    'I met the sales folks for lunch: what was their monthly spend for August?',
    'what was the monthly spend of team sales for August?',
  ],
  [
    'I met the sales folks for lunch: what was the spend of web in August?',
    'I met the sales folks for lunch: what was the spend of web in August?',
  ],
  [
    'Is anything being billed to job etl_daily under a team tag?',
    'is there any spend of etl_daily under a team tag?',
  ],
  ["which clusters have no tag 'team' on them", 'which clusters have no team tag'],
])('%s', (question, plain) => {
  expect(plainQuestion(question)).toBe(plain);
});
