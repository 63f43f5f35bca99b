import { expect, test } from 'vitest';
import { plainQuestion } from '../../language/plain-question.ts';

test.each([
  [
    'which team was our most expensive one in October?',
    'which team is the most expensive in October?',
  ],
  [
    'Could you put the October bill of bi-main next to the September one?',
    'October bill of bi-main compared to September',
  ],
  ['put bi-main to sleep', 'put bi-main to sleep'],
  [
    'SUM(usage_quantity) for team = iot, October 2026 – DBUs please, not dollars',
    'total DBU for team iot, October 2026 in DBU',
  ],
  [
    'did marketing go over 1,300 dollars last week?',
    'did team marketing spend over 1,300 dollars last week?',
  ],
  ['did etl_daily go over to another team', 'did etl_daily go over to another team'],
  [
    'since when do we pay the higher list price for serverless jobs?',
    'list price of serverless jobs, and since when',
  ],
  // Rights, settings and runs.
  [
    'who removed SELECT on a.b.c from etl-runners',
    'who revoked permissions on a.b.c from etl-runners',
  ],
  ['who made bi-main Small?', 'who changed bi-main?'],
  ['who made bi-main', 'who made bi-main'],
  ['is anything still failing right now?', 'is anything broken right now?'],
  ['is anything still running', 'is anything still running'],
  ['which runtime is ml-lab on today?', 'which runtime has ml-lab today?'],
  [
    'did etl_daily ever need more than five hours?',
    'did any run of etl_daily take more than five hours?',
  ],
  ['for how many days now is a.b.c unhealthy?', 'since when is a.b.c unhealthy?'],
])('%j is %j', (question, expected) => {
  expect(plainQuestion(question)).toBe(expected);
});
