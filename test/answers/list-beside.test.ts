import { expect, test } from 'vitest';
import { count, day, label } from './columns.ts';
import { lineOf, tableOf } from './line-of.ts';

test('a list of things with one property of each tells it beside them', () => {
  const table = tableOf(
    [label('warehouse_name'), label('size')],
    [
      ['adhoc', 'SMALL'],
      ['bi', 'LARGE'],
    ],
  );
  expect(lineOf('list all warehouses with their size', table)).toContain(
    '`adhoc` (`SMALL`) and `bi` (`LARGE`)',
  );
});

test('a list of one column has names alone', () => {
  const table = tableOf([label('warehouse_name')], [['adhoc'], ['bi']]);
  expect(lineOf('list all warehouses', table)).toContain('`adhoc` and `bi`');
});

test('what did not change stayed at its number', () => {
  const table = tableOf(
    [day('day'), count('average_rows', 'rows')],
    [
      ['2026-11-16', 9],
      ['2026-11-17', 9],
    ],
  );
  expect(lineOf('average rows per day?', table)).not.toContain('stayed from');
});

test('what one thing is like is told by what it is', () => {
  const table = tableOf([label('type'), label('nullable')], [['string', 'YES']]);
  expect(lineOf('data type of the column, and can it be null?', table)).toBe(
    'Type `string`, nullable `YES`.',
  );
});

test.each([
  ['first_login_at', 'The first: first login at Mon 16 Nov 08:00, `ana`.'],
  ['last_login_at', 'The latest: last login at Tue 17 Nov 09:00, `bo`.'],
])('of several times in %s it tells the one that is meant', (name, line) => {
  const time = { name, type: 'TIMESTAMP', is: 'time' as const, unit: null };
  const rows = [
    ['bo', '2026-11-17T09:00:00.000Z'],
    ['ana', '2026-11-16T08:00:00.000Z'],
  ];
  expect(lineOf('when was it?', tableOf([label('user_name'), time], rows))).toBe(line);
});
