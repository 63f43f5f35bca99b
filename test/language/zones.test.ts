import { expect, test } from 'vitest';
import { findZone, withTimeZone } from '../../language/zones.ts';

test.each([
  ['yesterday, New York time', 'America/New_York', 'New York time'],
  ['show it in Berlin time', 'Europe/Berlin', 'Berlin time'],
  ['today (Tokyo time)', 'Asia/Tokyo', 'Tokyo time'],
  ['on Friday in PST', 'America/Los_Angeles', 'in PST'],
  ['today in Europe/Paris', 'Europe/Paris', 'in Europe/Paris'],
  ['jobs and/or queries, US/Eastern', 'America/New_York', 'US/Eastern'],
  ['today in America/Port-au-Prince', 'America/Port-au-Prince', 'in America/Port-au-Prince'],
])('%j is in %s', (text, timeZone, label) => {
  expect(findZone(text)).toEqual({ timeZone, label });
});

test.each(['at what time do jobs run', 'the best of it', 'last time', 'prod/eu tables'])(
  '%j names no zone',
  (text) => {
    expect(findZone(text)).toBeNull();
  },
);

test.each([
  'America/New_York',
  'America/Argentina/Buenos_Aires',
  'Asia/Kolkata',
  'Etc/GMT+5',
  'EST',
])('a question that names no zone gets %s, which is found in it again', (timeZone) => {
  const question = withTimeZone('Which jobs failed yesterday?', timeZone);
  expect(question).toBe(
    `Which jobs failed yesterday? Use the time zone ${timeZone} for days and times.`,
  );
  const canonical = new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  expect(findZone(question)?.timeZone).toBe(canonical);
});

test.each([
  ['Which jobs failed yesterday?', 'UTC'],
  ['Which jobs failed yesterday?', 'Etc/UTC'],
  ['Which jobs failed yesterday (Berlin time)?', 'America/New_York'],
])('%j stays as it is in %s', (question, timeZone) => {
  expect(withTimeZone(question, timeZone)).toBe(question);
});
