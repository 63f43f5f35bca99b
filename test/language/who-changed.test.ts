import { expect, test } from 'vitest';
import { plainQuestion } from '../../language/plain-question.ts';

test.each([
  ['who changed the size of bi-main?', 'who changed bi-main?'],
  ['who edited the auto stop of the warehouse bi-main', 'who changed bi-main'],
  ['who changed the grants on bi-main?', 'who changed the grants on bi-main?'],
  [
    'who changed the rate limits of churn-scoring?',
    'who changed the rate limits of churn-scoring?',
  ],
])('%j is %j', (question, expected) => {
  expect(plainQuestion(question)).toBe(expected);
});
