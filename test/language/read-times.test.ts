import { describe, expect, test } from 'vitest';
import { readTimes } from '../../language/time/read-times.ts';

const nowMs = Date.parse('2026-11-22T10:30:00Z');

function found(text: string, timeZone = 'UTC', now = nowMs): string | null {
  const [period] = readTimes(text, now, timeZone).periods;
  if (period === undefined) return null;
  const short = (ms: number) => new Date(ms).toISOString().replace(/:00\.000Z$/, '');
  return `${short(period.fromMs)} ${short(period.toMs)} ${period.label}`;
}

describe('a period in words, now being Sunday 2026-11-22 10:30 UTC', () => {
  test.each([
    ['how often was etl late this month', '2026-11-01T00:00 2026-11-22T10:30 this month'],
    ['Why did spend jump yesterday?', '2026-11-21T00:00 2026-11-22T00:00 yesterday'],
    ['Failed today', '2026-11-22T00:00 2026-11-22T10:30 today'],
    ['what was predicted for 21 nov', '2026-11-21T00:00 2026-11-22T00:00 for 21 nov'],
    ['make it through last night', '2026-11-21T18:00 2026-11-22T08:00 last night'],
    ['last week (9–15 Nov)', '2026-11-09T00:00 2026-11-16T00:00 last week (9–15 nov)'],
    [
      'last week or so (11-17 nov)',
      '2026-11-11T00:00 2026-11-18T00:00 last week or so (11-17 nov)',
    ],
    ['from around 50 to 150 dollars', null],
    ['cpu at 95 percent', null],
    ['at 20', '2026-11-21T20:00 2026-11-21T21:00 at 20'],
    ['from Mon 9 to Sun 15 Nov', '2026-11-09T00:00 2026-11-16T00:00 from mon 9 to sun 15 nov'],
    [
      'between Mon 9 Nov and Sun 15 Nov',
      '2026-11-09T00:00 2026-11-16T00:00 between mon 9 nov and sun 15 nov',
    ],
    ['skipped in these 90 days', '2026-08-24T10:30 2026-11-22T10:30 in these 90 days'],
    ['the whole 90 days', '2026-08-24T10:30 2026-11-22T10:30 the whole 90 days'],
    ['the day before yesterday', '2026-11-20T00:00 2026-11-21T00:00 the day before yesterday'],
    ['spend last week', '2026-11-09T00:00 2026-11-16T00:00 last week'],
    ['spend this week', '2026-11-16T00:00 2026-11-22T10:30 this week'],
    ['in the last 24 hours', '2026-11-21T10:30 2026-11-22T10:30 in the last 24 hours'],
    [
      'in the 7 days before the last 7 days',
      '2026-11-08T10:30 2026-11-15T10:30 in the 7 days before the last 7 days',
    ],
    [
      'on 14 November in the afternoon',
      '2026-11-14T12:00 2026-11-14T18:00 on 14 november in the afternoon',
    ],
    [
      'in the night to 13 November',
      '2026-11-12T18:00 2026-11-13T06:00 in the night to 13 november',
    ],
    ['the evening of 12 November', '2026-11-12T18:00 2026-11-13T00:00 the evening of 12 november'],
    ['on Monday the 16th', '2026-11-16T00:00 2026-11-17T00:00 on monday the 16th'],
    ['on Thursday the 29th', '2026-10-29T00:00 2026-10-30T00:00 on thursday the 29th'],
    ['in the week 2 to 8 November', '2026-11-02T00:00 2026-11-09T00:00 2 to 8 november'],
    ['last 24h', '2026-11-21T10:30 2026-11-22T10:30 last 24h'],
    ['over the past three days', '2026-11-19T10:30 2026-11-22T10:30 over the past three days'],
    ['last 30 days', '2026-10-23T10:30 2026-11-22T10:30 last 30 days'],
    ['in the last 2 months', '2026-09-22T00:00 2026-11-22T10:30 in the last 2 months'],
    ['failed runs per team, 48h', '2026-11-20T10:30 2026-11-22T10:30 48h'],
    ['going 3 weeks back', '2026-11-01T10:30 2026-11-22T10:30 3 weeks'],
    ['tables nobody read in sixty days', '2026-09-23T10:30 2026-11-22T10:30 in sixty days'],
    [
      'the first four days of october',
      '2026-10-01T00:00 2026-10-05T00:00 the first four days of october',
    ],
    ['crashes since 5 this morning', '2026-11-22T05:00 2026-11-22T10:30 since 5 this morning'],
    [
      'from 21:30 yesterday until now',
      '2026-11-21T21:30 2026-11-22T10:30 from 21:30 yesterday until now',
    ],
    [
      'on 19 nov from 01:00 til 03:30',
      '2026-11-19T01:00 2026-11-19T03:30 on 19 nov from 01:00 til 03:30',
    ],
    ['consumers of it, look back 90 days', '2026-08-24T10:30 2026-11-22T10:30 90 days'],
    ['with a lookback of two weeks', '2026-11-08T10:30 2026-11-22T10:30 of two weeks'],
    ['2026-11-10/2026-11-12', '2026-11-10T00:00 2026-11-13T00:00 2026-11-10/2026-11-12'],
    ['from 10.11. to 12.11.', '2026-11-10T00:00 2026-11-13T00:00 from 10.11. to 12.11.'],
    ['10.11. - 12.11. failed runs', '2026-11-10T00:00 2026-11-13T00:00 10.11. - 12.11.'],
    ['the previous 3 full days', '2026-11-19T00:00 2026-11-22T00:00 the previous 3 full days'],
    ['last two complete weeks', '2026-11-02T00:00 2026-11-16T00:00 last two complete weeks'],
    ['logins this am', '2026-11-22T00:00 2026-11-22T10:30 this am'],
    ['the last hour and a half', '2026-11-22T09:00 2026-11-22T10:30 the last hour and a half'],
    ['forecast for june next year', '2027-06-01T00:00 2027-07-01T00:00 for june next year'],
    ['in march this year', '2026-03-01T00:00 2026-04-01T00:00 in march this year'],
    ['spend since halloween', '2026-10-31T00:00 2026-11-22T10:30 since halloween'],
    ['week so far', '2026-11-16T00:00 2026-11-22T10:30 week so far'],
    ['predictive optimization in oct', '2026-10-01T00:00 2026-11-01T00:00 in oct'],
    ['this month', '2026-11-01T00:00 2026-11-22T10:30 this month'],
    ['month to date', '2026-11-01T00:00 2026-11-22T10:30 month to date'],
    ['last month', '2026-10-01T00:00 2026-11-01T00:00 last month'],
    ['last quarter', '2026-07-01T00:00 2026-10-01T00:00 last quarter'],
    ['in october', '2026-10-01T00:00 2026-11-01T00:00 in october'],
    ['in December 2025', '2025-12-01T00:00 2026-01-01T00:00 in december 2025'],
    [
      'between 2026-11-01 and 2026-11-07',
      '2026-11-01T00:00 2026-11-08T00:00 between 2026-11-01 and 2026-11-07',
    ],
    [
      'from 2026-11-01T06:00Z to 2026-11-01T18:00Z',
      '2026-11-01T06:00 2026-11-01T18:00 from 2026-11-01t06:00z to 2026-11-01t18:00z',
    ],
    ['since 2026-11-20', '2026-11-20T00:00 2026-11-22T10:30 since 2026-11-20'],
    ['on 2026-11-05', '2026-11-05T00:00 2026-11-06T00:00 on 2026-11-05'],
    ['since Monday', '2026-11-16T00:00 2026-11-22T10:30 since monday'],
    ['what failed on Friday?', '2026-11-20T00:00 2026-11-21T00:00 on friday'],
    ['last Friday', '2026-11-20T00:00 2026-11-21T00:00 last friday'],
    ['from Monday to Wednesday', '2026-11-16T00:00 2026-11-19T00:00 from monday to wednesday'],
    ['on 14 November', '2026-11-14T00:00 2026-11-15T00:00 on 14 november'],
    ['on the 14th of November', '2026-11-14T00:00 2026-11-15T00:00 on the 14th of november'],
    ['Nov 14', '2026-11-14T00:00 2026-11-15T00:00 nov 14'],
    ['on 24 December', '2025-12-24T00:00 2025-12-25T00:00 on 24 december'],
    ['since 10 November', '2026-11-10T00:00 2026-11-22T10:30 since 10 november'],
    ['between 3 and 9 November', '2026-11-03T00:00 2026-11-10T00:00 between 3 and 9 november'],
    ['from Nov 3 to Nov 9', '2026-11-03T00:00 2026-11-10T00:00 from nov 3 to nov 9'],
    ['between Nov 3 and Nov 9', '2026-11-03T00:00 2026-11-10T00:00 between nov 3 and nov 9'],
    ['the past fortnight', '2026-11-08T10:30 2026-11-22T10:30 the past fortnight'],
    ['over the past week', '2026-11-15T10:30 2026-11-22T10:30 over the past week'],
    ['the last couple of days', '2026-11-20T10:30 2026-11-22T10:30 the last couple of days'],
    ['in the preceding 14 days', '2026-11-08T10:30 2026-11-22T10:30 in the preceding 14 days'],
    ['for Oct', '2026-10-01T00:00 2026-11-01T00:00 for oct'],
    ['since October', '2026-10-01T00:00 2026-11-22T10:30 since october'],
    ['the last full week', '2026-11-09T00:00 2026-11-16T00:00 the last full week'],
    ['since Mon', '2026-11-16T00:00 2026-11-22T10:30 since mon'],
    ['Nov 11–15', '2026-11-11T00:00 2026-11-16T00:00 nov 11–15'],
    ['October spend', '2026-10-01T00:00 2026-11-01T00:00 october'],
    ['yesterday, New York time', '2026-11-21T05:00 2026-11-22T05:00 yesterday'],
    ['yesterday (Berlin time)', '2026-11-20T23:00 2026-11-21T23:00 yesterday'],
    ['on Friday in PST', '2026-11-20T08:00 2026-11-21T08:00 on friday'],
    ['today in Asia/Tokyo', '2026-11-21T15:00 2026-11-22T10:30 today'],
    ['2 days ago', '2026-11-20T00:00 2026-11-21T00:00 2 days ago'],
  ])('%j is %j', (text, expected) => {
    expect(found(text)).toBe(expected);
  });

  test.each([
    'Which jobs failed?',
    'on 2026-13-40',
    'last 0 days',
    'Which may I see?',
    'top 5 of 2',
    'job 88120045',
    'weekly burn mon-sun, week on week',
    'Yesterday’s standup ended in a debate: which jobs fail?',
    'for our meeting tomorrow: which tables are stale?',
    'actions earlier than 6 am or later than 10 pm',
    '',
  ])('%j names none', (text) => {
    expect(found(text)).toBeNull();
  });
});

describe('a time zone', () => {
  test('decides where a day begins', () => {
    expect(found('yesterday', 'America/New_York')).toBe(
      '2026-11-21T05:00 2026-11-22T05:00 yesterday',
    );
    expect(found('yesterday', 'Asia/Tokyo')).toBe('2026-11-20T15:00 2026-11-21T15:00 yesterday');
  });

  test('a day on which clocks change has 23 or 25 hours', () => {
    const [spring, autumn] = ['on 2026-03-29', 'on 2026-10-25'].map(
      (text) => readTimes(text, nowMs, 'Europe/Berlin').periods[0],
    );
    expect([spring, autumn].map((day) => day && (day.toMs - day.fromMs) / 3_600_000)).toEqual([
      23, 25,
    ]);
  });

  test('near midnight the zone decides which day yesterday is', () => {
    const lateMs = Date.parse('2026-11-22T23:30:00Z');
    expect(found('yesterday', 'Asia/Tokyo', lateMs)).toBe(
      '2026-11-21T15:00 2026-11-22T15:00 yesterday',
    );
  });
});
