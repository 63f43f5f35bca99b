import { describe, expect, test } from 'vitest';
import { needsOf } from '../../wordings/needs-of.ts';

const needs = (question: string): string =>
  needsOf(question)
    .map(({ need }) => need)
    .join(' ');

describe('what a question needs beside rows', () => {
  // No rule knows these words.
  test.each([
    ['ledger red again. steps', 'remedy'],
    ['walk me through getting the stream back', 'remedy'],
    ['lmk once the load is through', 'notice'],
    ['in which regions is serverless gpu offered', 'outside'],
    ['define deletion vectors', 'outside'],
    ['where can I find the cost page we look at on fridays', 'board'],
  ])('%j: %s', (question, need) => {
    expect(needs(question)).toBe(need);
  });

  test.each([
    [
      'a chart of failed runs would be nice, plus tell me when there are more than ten',
      'board notice',
    ],
    ['how do we roll back the resize, then alarm me if the queue passes a minute', 'remedy notice'],
    [
      'look up what 429 means for model serving and warn me if we get more than 50',
      'outside notice',
    ],
    ['give me the dashboard on jobs and also an alert above ten failures', 'board notice'],
  ])('%j: two wishes, %s', (question, need) => {
    expect(needs(question)).toBe(need);
  });

  // Rules take their words for a wish.
  test.each([
    'which warehouse serves the dashboards',
    'my boss wants to know the spend of last quarter',
    'is anybody over budget',
    'what are the limits of bi-main',
    'who followed the runbook on Friday',
    'is there documentation in the comments of prod.sales.orders',
    'did the price of serverless jobs rise in our billing data',
  ])('%j: nothing', (question) => {
    expect(needs(question)).toBe('');
  });

  test('each need once, with its reason, in the order of the tools', () => {
    const [first, second, ...others] = needsOf(
      'tell me when it fails again, and what are the steps to repair it',
    );
    expect([first?.need, second?.need, others.length]).toEqual(['remedy', 'notice', 0]);
    expect(first?.reason).not.toBe('');
  });
});
