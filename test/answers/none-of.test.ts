import { expect, test } from 'vitest';
import { sayNone } from '../../answers/none-of.ts';
import { createMarkers } from '../../domain/citations.ts';
import { count, label } from './columns.ts';
import { tableOf } from './line-of.ts';

const said = (question: string, rows: (readonly [string, number])[]) =>
  sayNone(
    {
      table: tableOf([label('table_name'), count('reads', 'reads')], rows),
      markers: createMarkers(),
    },
    question,
  )?.replaceAll(/ ?\[cost:\d+\]/g, '') ?? null;

const orders = ['orders', 5] as const;
const old = ['old', 0] as const;
const older = ['older', 0] as const;

test.each([
  [
    "Which tables haven't been queried at all?",
    [orders, old, older],
    '`old` and `older` had 0 reads',
  ],
  ['Tables nobody has read', [orders, old], '`old` had 0 reads'],
  // Read ones are asked for, or something else that was not done, or all have some.
  ['Which tables have been queried?', [orders, old], null],
  ['Which tables have not been described?', [orders, old], null],
  ['Which tables were never read?', [orders], null],
])('%j of %j is %j', (question, rows, expected) => {
  expect(said(question, rows)).toBe(expected);
});
