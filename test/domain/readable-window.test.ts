import { expect, test } from 'vitest';
import { readableForms, readableWindow } from '../../domain/readable-dates.ts';

const at = (date: string): number => Date.parse(`${date}T00:00:00Z`);

test.each([
  ['2025-11-18', '2026-11-18', 'from Tue 18 Nov 2025 to Tue 17 Nov 2026'],
  ['2026-10-05', '2026-11-18', 'from Mon 5 Oct to Tue 17 Nov'],
  ['2026-11-09', '2026-11-18', 'from Mon 9 to Tue 17 Nov'],
])('the days from %s to %s are %j', (from, to, expected) => {
  expect(readableWindow(at(from), at(to))).toBe(expected);
});

test('a day with its year is one of its forms', () => {
  expect(readableForms(at('2025-11-18'))).toContain('Tue 18 Nov 2025');
});
