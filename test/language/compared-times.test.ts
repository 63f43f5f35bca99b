import { describe, expect, test } from 'vitest';
import { comparedBefore } from '../../language/comparisons.ts';
import { comparedTimes, comparesEarlierAnswer } from '../../language/compared-times.ts';
import { readTimes } from '../../language/time/read-times.ts';

/** A Sunday. */
const nowMs = Date.parse('2026-11-22T10:30:00Z');
const clock = { nowMs, timeZone: 'UTC' };
const compared = (question: string) => comparedTimes(question, null, clock);

describe('a question that compares two times', () => {
  test.each([
    [
      'did prod-us spend go up yesterday?',
      'prod-us spend yesterday',
      'prod-us spend the day before yesterday',
    ],
    [
      'Were queries on bi-main slower on Tuesday 17 Nov than on Friday 13 Nov?',
      'average query duration on bi-main on Tuesday 17 Nov',
      'average query duration on bi-main on Friday 13 Nov',
    ],
    [
      'have failed runs increased this week',
      'how many failed runs this week?',
      'how many failed runs last week?',
    ],
    [
      'did serverless cost rise in October?',
      'serverless cost in October',
      'serverless cost from 2026-09-01 to 2026-09-30',
    ],
    [
      'cost of all-purpose compute last month vs this month',
      'cost of all-purpose compute this month',
      'cost of all-purpose compute last month',
    ],
    [
      'compare the number of failed runs on Monday and Tuesday',
      'number of failed runs on Tuesday',
      'number of failed runs on Monday',
    ],
    [
      "how does this week's job cost compare to last week's?",
      'job cost this week',
      'job cost last week',
    ],
    [
      'how much slower is bi-main this week compared to last week',
      'average duration of bi-main this week',
      'average duration of bi-main last week',
    ],
    ["yesterday's DBUs vs the day before", 'DBUs yesterday', 'DBUs the day before yesterday'],
    [
      'compare failed runs of prod-us this week with the week before',
      'how many failed runs of prod-us this week?',
      'how many failed runs of prod-us last week?',
    ],
    [
      'How much more did we spend last week than the week before?',
      'How much did we spend last week?',
      'How much did we spend the week before last?',
    ],
    [
      'did failed queries go up against last week?',
      'how many failed queries this week?',
      'how many failed queries last week?',
    ],
    [
      'friday the 13th vs friday the 6th of november, total spend',
      'friday the 13th, total spend',
      'on friday the 6th of november, total spend',
    ],
    [
      'failed runs last week compared to the week 2-8 nov',
      'how many failed runs last week?',
      'how many failed runs on 2-8 nov?',
    ],
    [
      'cost in November vs October',
      'how much did we spend in November?',
      'how much did we spend in October?',
    ],
    ['cost in Q3 against Q2', 'how much did we spend in Q3?', 'how much did we spend in Q2?'],
    [
      "is Monday's cost higher than Sunday's",
      'how much did we spend on Monday?',
      'how much did we spend last sunday?',
    ],
    ['runs on 15 Nov vs 8 Nov', 'how many runs on 15 Nov?', 'how many runs on 8 Nov?'],
    [
      'How did failures change yesterday vs the day before?',
      'how many failures yesterday?',
      'how many failures the day before yesterday?',
    ],
    [
      'permission changes this week vs last week',
      'how many permission changes this week?',
      'how many permission changes last week?',
    ],
    ['week over week runs', 'how many runs last week?', 'how many runs the week before last?'],
    [
      'runs yesterday compared with the same day last week',
      'how many runs yesterday?',
      'how many runs 8 days ago?',
    ],
    [
      'failures in the last 7 days against the previous 7 days',
      'how many failures in the last 7 days?',
      'how many failures in the 7 days before the last 7 days?',
    ],
    [
      'spend of bi-main last weekend vs the weekend before',
      'spend of bi-main last weekend',
      'spend of bi-main from 2026-11-07 to 2026-11-08',
    ],
    [
      'runs in October vs the month before',
      'how many runs in October?',
      'how many runs from 2026-09-01 to 2026-09-30?',
    ],
    [
      'Which jobs failed more this week than last week?',
      'Which jobs failed the most this week?',
      'Which jobs failed the most last week?',
    ],
    [
      'are we spending more this month than last month?',
      'how much did we spend this month?',
      'how much did we spend last month?',
    ],
    [
      'were there more failed logins yesterday than the day before?',
      'how many failed logins yesterday?',
      'how many failed logins the day before yesterday?',
    ],
    [
      'churn_model_training cost, last 7 days vs the 7 before',
      'churn_model_training cost, last 7 days',
      'churn_model_training cost, the 7 days before the last 7 days',
    ],
  ])('%s', (question, now, before) => {
    expect(compared(question)).toMatchObject({ now, before });
    // Both are of one time, the earlier one first.
    const [later, earlier] = [now, before].map((text) => readTimes(text, nowMs, 'UTC').periods);
    expect([later?.length, earlier?.length]).toEqual([1, 1]);
    expect(earlier?.[0]?.fromMs).toBeLessThan(later?.[0]?.fromMs ?? 0);
  });

  test.each([
    ['it compares two things', 'prod-us vs analytics-us cost last week'],
    ['it compares two things of one time', 'compare prod-us and prod-eu last week'],
    ['it has a limit', 'jobs longer than 2 days'],
    ['a time is a limit', 'tables not updated later than Monday'],
    ['it says only times', 'compare last 7 days with the 7 days before'],
    ['it points to another question', 'and how does that compare with October?'],
    ['it goes on with another question', 'and the week before?'],
  ])('is not one where %s', (_, question) => {
    expect(compared(question)).toBeNull();
  });

  test('is about the subject of whom it is asked where it says only times', () => {
    const question = 'compare last 7 days with the 7 days before';
    expect(comparedTimes(question, 'spend', { nowMs, timeZone: 'UTC' })).toMatchObject({
      now: 'how much did we spend last 7 days?',
      before: 'how much did we spend the 7 days before the last 7 days?',
    });
  });

  test.each([
    ['spend last week vs the week before', true],
    ['spend this week vs last week', true],
    ['spend yesterday vs the same day last week', false],
    ['spend on 15 Nov vs 8 Nov', false],
  ])('tells whether its times are neighbours: %s', (question, isNext) => {
    expect(compared(question)?.isNext).toBe(isNext);
  });
});

test.each([
  ['and how does that compare with October?', 'compare with October'],
  ["is Monday's cost higher than Sunday's", "than Sunday's"],
  ['cost on 15 Nov vs 8 Nov', 'vs 8 Nov'],
  ['what is the difference in cost between today and yesterday', 'and yesterday'],
  ['cost of prod-us vs prod-eu', null],
  ['runs older than last week', null],
  ['more than 8 failures', null],
])('the words of a comparison: %s', (question, words) => {
  expect(comparedBefore(question)).toBe(words);
});

test.each([
  ['and how does that compare with October?', true],
  ['is that more than the week before?', true],
  ['and compared to the week before?', true],
  ['is spend higher than the week before?', false],
  ['and the week before?', false],
])('a comparison with the answer before it: %s', (question, isOne) => {
  expect(comparesEarlierAnswer(question)).toBe(isOne);
});

test.each([
  [
    'prod-us: yesterday compared to the day before?',
    'how much did we spend for prod-us yesterday?',
    'how much did we spend for prod-us the day before yesterday?',
  ],
  [
    'did analytics-us get cheaper or dearer, yesterday vs the same day last week?',
    'how much did we spend for analytics-us yesterday?',
    'how much did we spend for analytics-us 8 days ago?',
  ],
])('%s is about the subject of the domain', (question, now, before) => {
  expect(comparedTimes(question, 'spend', clock)).toMatchObject({ now, before });
});
