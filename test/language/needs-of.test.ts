import { expect, test } from 'vitest';
import { needsOf } from '../../language/needs/needs-of.ts';

const needs = (question: string): string =>
  needsOf(question)
    .map(({ need }) => need)
    .join(' ');

test.each([
  ['Which dashboard uses most warehouse time?', ''],
  ['Top spenders on dashboards', ''],
  ['Is there something in the audit log about dash-12?', ''],
  ['Do we have something visual for failed runs?', 'board'],
  ['A place to see failed runs plus a message when they go up', 'board notice'],
  ['Notify #data-team on the next failure of etl_daily', 'notice'],
  ['Who is second-level on call for the pipelines?', 'remedy'],
  ['bi-main is queueing, what is the standard response?', 'remedy'],
  ['Offboarding steps when somebody leaves', 'remedy'],
])('%j needs %j', (question, expected) => {
  expect(needs(question)).toBe(expected);
});
