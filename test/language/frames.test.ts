import { expect, test } from 'vitest';
import { withoutPreface } from '../../language/preface.ts';

test.each([
  ['For our yearly audit I need the number of logins per month', 'number of logins per month'],
  ['for the report: who owns a.b.c?', 'who owns a.b.c?'],
  [
    'Finance asks me: "how much did we spend on SQL?" - a percentage is enough.',
    'how much did we spend on SQL?',
  ],
  [
    "Sorry if that's a dumb question but how many warehouses do we have?",
    'how many warehouses do we have?',
  ],
  ['quick question before standup: which jobs failed last night?', 'which jobs failed last night?'],
  [
    'Good morning, for my Monday slides: what did we spend last week?',
    'what did we spend last week?',
  ],
  ['for the Friday review: which jobs failed?', 'which jobs failed?'],
  // What names or limits something stays.
  ['for prod-us we need the cost of last week', 'for prod-us we need the cost of last week'],
  ['in prod-us: "which jobs failed yesterday?"', 'in prod-us: "which jobs failed yesterday?"'],
  ['one warehouse, how much did it cost', 'one warehouse, how much did it cost'],
  ['for our Monday runs: how long?', 'for our Monday runs: how long?'],
  ['for each team I need the cost', 'for each team I need the cost'],
])('%j is %j', (question, expected) => {
  expect(withoutPreface(question)).toBe(expected);
});
