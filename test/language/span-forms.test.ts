import { expect, test } from 'vitest';
import { inPlainForm } from '../../language/in-plain-form.ts';

test.each([
  ['cost of etl on average since it began?', 'cost of etl on average in the last 365 days?'],
  ['top 5 people by downloads, whole period', 'top 5 people by downloads in the last 365 days'],
  ['what did ana@example.com do, ever?', 'what did ana@example.com do in the last 365 days?'],
  ['our average cost, say over the last two weeks', 'our average cost over the last two weeks'],
  ['did core spend over 20 USD y/n', 'did core spend over 20 USD'],
  ['failed logins this autumn', 'failed logins since 1 September'],
  // Another time is said, or "ever" is none.
  ['what did ana@example.com do last week, ever?', 'what did ana@example.com do last week, ever?'],
  ['has ana@example.com ever logged in', 'has ana@example.com ever logged in'],
  ['how many periods are there', 'how many periods are there'],
])('%j is asked as %j', (asked, plain) => {
  expect(inPlainForm(asked)).toBe(plain);
});
