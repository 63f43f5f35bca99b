import { expect, test } from 'vitest';
import { findZone } from '../../language/zones.ts';

test.each([
  ['yesterday, New York time', 'America/New_York', 'New York time'],
  ['show it in Berlin time', 'Europe/Berlin', 'Berlin time'],
  ['today (Tokyo time)', 'Asia/Tokyo', 'Tokyo time'],
  ['on Friday in PST', 'America/Los_Angeles', 'in PST'],
  ['today in Europe/Paris', 'Europe/Paris', 'in Europe/Paris'],
])('%j is in %s', (text, timeZone, label) => {
  expect(findZone(text)).toEqual({ timeZone, label });
});

test.each(['at what time do jobs run', 'the best of it', 'last time', 'prod/eu tables'])(
  '%j names no zone',
  (text) => {
    expect(findZone(text)).toBeNull();
  },
);
