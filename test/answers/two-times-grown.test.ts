import { expect, test } from 'vitest';
import { sayRowsOfTwo } from '../../answers/two-times-rows.ts';
import { createMarkers } from '../../domain/citations.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { key, money } from './columns.ts';
import { tableOf } from './line-of.ts';

const columns: Evidence['columns'] = [
  key('product'),
  { ...key('is_serverless'), type: 'BOOLEAN' },
  money('list_cost_usd'),
];
const now = tableOf(columns, [
  ['JOBS', true, '90'],
  ['SQL', true, '80'],
]);
const before = tableOf(columns, [
  ['JOBS', true, '85'],
  ['SQL', true, '20'],
]);
const words = { line: '', none: '', exists: false, opposite: [], asks: [], roles: new Map() };
const said = (question: string, later = now, earlier = before) =>
  sayRowsOfTwo({ now: later, before: earlier }, { markers: createMarkers(), question, words });

test('what grew most comes first, by its name and not by yes or no', () => {
  const line = said('which product grew most this week?') ?? '';
  expect(line.indexOf('`SQL`')).toBeLessThan(line.indexOf('`JOBS`'));
  expect(line).not.toContain('`true`');
});

test('without that the rows stay in their order', () => {
  const line = said('spend by product this week and last week') ?? '';
  expect(line.indexOf('`JOBS`')).toBeLessThan(line.indexOf('`SQL`'));
});

test('where nothing grew that is said', () => {
  expect(said('which product grew most this week?', before, now)).toMatch(/^None of them grew:/);
});
