import { describe, expect, it } from 'vitest';
import { isQuiet } from '../../language/quiet-hours.ts';

const night = { from: '22:00', to: '06:30' };
const noon = { from: '12:00', to: '13:00' };

describe('quiet hours', () => {
  it.each([
    ['2026-11-18T21:59:59Z', false],
    ['2026-11-18T22:00:00Z', true],
    ['2026-11-18T06:29:59Z', true],
    ['2026-11-18T06:30:00Z', false],
  ])('over midnight at %s: %s', (at, expected) => {
    expect(isQuiet(night, 'UTC', Date.parse(at))).toBe(expected);
  });

  it('go by the wall clock of their zone', () => {
    const at = Date.parse('2026-11-18T11:30:00Z');
    expect([isQuiet(noon, 'UTC', at), isQuiet(noon, 'Europe/Berlin', at)]).toEqual([false, true]);
  });

  it('are none where none are set', () => {
    expect(isQuiet(null, 'UTC', 0)).toBe(false);
  });
});
