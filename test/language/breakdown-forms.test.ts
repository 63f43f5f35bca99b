import { expect, test } from 'vitest';
import { plainQuestion } from '../../language/plain-question.ts';

test.each([
  [
    'failed statements in October, broken down by client?',
    'failed statements in October by client?',
  ],
  ['how many timeouts in total and for which jobs', 'how many timeouts by jobs?'],
  [
    'compactions of customer_360.. how many ok and how many not, last week',
    'compactions of customer_360 by result, last week',
  ],
  [
    'full refreshes - which pipelines had one, when',
    'when was the last full refreshes by pipelines?',
  ],
  [
    'compare error rates of the three serving endpoints this month',
    'error rates per endpoint this month',
  ],
  [
    'All endpoints but assistant: requests yesterday?',
    'requests yesterday of all endpoints except assistant?',
  ],
  [
    'Which cluster idles most, i.e. lowest mean CPU since 1 October?',
    'which cluster has the lowest mean CPU since 1 October?',
  ],
  [
    'the biggest table by daily row count right now?',
    'which table has the most daily row count right now?',
  ],
  [
    'DIVIDE_BY_ZERO, who gets it and how many times this month',
    'which users have the most queries that failed by error DIVIDE_BY_ZERO this month',
  ],
  [
    'did the number of queries per week on bi-main go up or down?',
    'the number of queries per week on bi-main?',
  ],
  // No breakdown.
  ['which jobs broke down last night?', 'which jobs broke down last night?'],
  ['all endpoints but only yesterday', 'all endpoints but only yesterday'],
  ['how many runs failed, and why?', 'how many runs failed, and why?'],
])('%j is %j', (question, expected) => {
  expect(plainQuestion(question)).toBe(expected);
});
