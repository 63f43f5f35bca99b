import type { Cell, ColumnRole } from '../../domain/evidence.ts';
import { anEvidence } from '../support/evidence.ts';
import type { MadeTable, Random } from './made.ts';

/** A sentence about rows of a table, and whether it is true of it. */
export type Told = {
  readonly kind: string;
  readonly text: string;
  readonly rows: readonly number[];
  readonly isTrue: boolean;
};
export type Telling = { readonly table: MadeTable; readonly told: readonly Told[] };

export const dayMs = 86_400_000;
export const fromMs = Date.parse('2026-11-04T00:00:00Z');
export const monthNames = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'November',
  'Dec',
];

export function table(
  columns: readonly (readonly [name: string, type: string, is: ColumnRole, unit: string | null])[],
  rows: readonly (readonly Cell[])[],
): MadeTable {
  const evidence = anEvidence({
    title: 'A result',
    columns: columns.map(([name, type, is, unit]) => ({ name, type, is, unit })),
    rows,
    rowCount: rows.length,
    parameters: [
      { name: 'from_time', value: new Date(fromMs).toISOString() },
      { name: 'to_time', value: new Date(fromMs + 14 * dayMs).toISOString() },
      { name: 'top_n', value: '20' },
    ],
  });
  return {
    evidence,
    shape: { key: '', kind: 'label', nouns: ['', ''], measures: [] },
    names: [],
    numbers: [],
  };
}

export const dayText = (ms: number, { of }: Random): string => {
  const date = new Date(ms);
  const [day, month] = [date.getUTCDate(), monthNames[date.getUTCMonth()] ?? ''];
  return of([
    date.toISOString().slice(0, 10),
    `${day} ${month}`,
    `${month} ${day}`,
    `${day} ${month} 2026`,
    `${month} ${day}, 2026`,
  ]);
};

export const all = (rows: readonly unknown[]): readonly number[] => rows.map((_, n) => n);
export const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
