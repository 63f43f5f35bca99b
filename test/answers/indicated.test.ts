import { expect, test } from 'vitest';
import { createMarkers } from '../../domain/citations.ts';
import { sayIndicated } from '../../answers/indicated.ts';
import { tableOf } from './line-of.ts';

const table = (...rows: (readonly [string, string])[]) =>
  tableOf(
    [
      { name: 'warehouse_name', type: 'STRING', is: 'label', unit: null },
      { name: 'indication', type: 'STRING', is: 'label', unit: null },
    ],
    rows,
  );
const said = (question: string, rows: (readonly [string, string])[], isAll = true) =>
  sayIndicated({ table: table(...rows), markers: createMarkers() }, question, isAll)?.replaceAll(
    / ?\[cost:\d+\]/g,
    '',
  ) ?? null;

const bi = ['bi', 'more clusters'] as const;
const adhoc = ['adhoc', 'smaller size'] as const;
const etl = ['etl', 'fits'] as const;

test.each([
  ['Which warehouses are too large?', [bi, adhoc, etl], 'too large: `adhoc` (`smaller size`)'],
  ['Which warehouses are too small?', [bi, adhoc, etl], 'too small: `bi` (`more clusters`)'],
  ['Which warehouse is oversized?', [bi, etl], 'None of the 2 warehouses is told to be too large'],
  ['Is a warehouse too small or too large?', [bi, adhoc], null],
  ['How are our warehouses?', [bi, adhoc], null],
])('%j of %j is %j', (question, rows, expected) => {
  expect(said(question, rows)).toBe(expected);
});

test('of rows that may be not all, none is no answer', () => {
  expect(said('Which warehouse is oversized?', [bi], false)).toBeNull();
});
