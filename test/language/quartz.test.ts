import { describe, expect, test } from 'vitest';
import { lastDueMs, quartzProblem } from '../../language/quartz.ts';

const at = Date.parse('2026-11-18T06:00:00Z');

describe('a Quartz schedule', () => {
  test.each([
    ['0 0 6 * * ?', 'UTC', '2026-11-18T06:00:00.000Z'],
    ['1 0 6 * * ?', 'UTC', '2026-11-17T06:00:01.000Z'],
    ['0 0/25 * * * ?', 'UTC', '2026-11-18T06:00:00.000Z'],
    ['0 0 6 * * ?', 'Europe/Berlin', '2026-11-18T05:00:00.000Z'],
    ['0 0 7 ? * 2', 'UTC', '2026-11-16T07:00:00.000Z'],
    ['0 0 7 ? * MON-FRI', 'UTC', '2026-11-17T07:00:00.000Z'],
    ['0 0 6 ? * 6L', 'UTC', '2026-10-30T06:00:00.000Z'],
    ['0 0 6 L * ?', 'UTC', '2026-10-31T06:00:00.000Z'],
    ['0 0 6 1 1 ? 2026', 'UTC', '2026-01-01T06:00:00.000Z'],
  ])('%s in %s was due last at %s', (expression, timeZone, expected) => {
    const due = lastDueMs({ expression, timeZone }, at);
    expect(due === null ? null : new Date(due).toISOString()).toBe(expected);
  });

  test.each([
    ['* * * * *', 'UTC', /6 or 7 fields/],
    ['0 0 6 * * *', 'UTC', /expected "\?"/],
    ['0 0 25 * * ?', 'UTC', /25/],
    ['every morning at six o clock', 'UTC', /\?/],
    ['0 0 6 1 1 ? 2020', 'UTC', /never/],
    ['0 0 6 * * ?', 'Mars/Olympus', /time zone/],
    ['', 'UTC', /found 0/],
  ])('%j in %s is refused', (expression, timeZone, expected) => {
    expect(quartzProblem({ expression, timeZone })).toMatch(expected);
  });

  test('a right one has no problem', () => {
    expect(quartzProblem({ expression: '0 30 6 ? * MON-FRI', timeZone: 'Asia/Tokyo' })).toBe(null);
  });
});
