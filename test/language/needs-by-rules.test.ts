import { expect, test } from 'vitest';
import { needsByRules } from '../../language/needs/needs-by-rules.ts';

const needs = (question: string): string =>
  needsByRules(question)
    .map(({ need }) => need)
    .join(' ');

test.each([
  ['Which dashboard uses most warehouse time?', ''],
  ['Top spenders on dashboards', ''],
  ['Is there something in the audit log about dash-12?', ''],
  ['Do we have something visual for failed runs?', 'board'],
  ['A place to see failed runs plus a message when they go up', 'board notice'],
  ['Notify #data-team on the next failure of etl_daily', 'notice'],
  ['Notify the finance mailbox whenever a grant is made', 'notice'],
  ['From today, report each deletion of a table to the data office.', 'notice'],
  ['Can the owner be told when his own job fails?', 'notice'],
  ['a mail to the CFO once spend crosses 90 percent', 'notice'],
  ['When was the owner told of the failure?', ''],
  ['Report spend per team', ''],
  ['Which of our dashboards load bi-main?', ''],
  ['A dashboard-style summary of spend', ''],
  ['Who is second-level on call for the pipelines?', 'remedy'],
  ['bi-main is queueing, what is the standard response?', 'remedy'],
  ['Offboarding steps when somebody leaves', 'remedy'],
])('%j needs %j', (question, expected) => {
  expect(needs(question)).toBe(expected);
});
