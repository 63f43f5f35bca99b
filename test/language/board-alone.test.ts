import { describe, expect, it } from 'vitest';
import { wantsOnlyBoard } from '../../language/needs/board-alone.ts';

describe('a question for a place to look at', () => {
  it.each([
    'Is there a dashboard for our spend?',
    'show me the cost dashboard',
    'dashboard please',
    "I'd like a page I can open every morning for spend, without asking",
    'Is there a dashboard for cost and security?',
  ])('is alone: %s', (question) => {
    expect(wantsOnlyBoard(question)).toBe(true);
  });

  it.each([
    'What did we spend yesterday, and is there a dashboard?',
    'Show me spend by job and a dashboard',
    'Show the five slowest jobs. Is there a dashboard?',
    'Is there a dashboard for jobs that failed yesterday?',
    'want a board for the job costs and a ping when they pass 1000 usd a day',
    'How much do dashboards cost?',
    'Which dashboards are slow?',
    'What did jobs cost?',
  ])('is not alone, or none: %s', (question) => {
    expect(wantsOnlyBoard(question)).toBe(false);
  });
});
