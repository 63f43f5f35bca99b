import { hourMs } from '../../../language/time/span.ts';
import type { Measure } from '../measure.ts';
import { msOf } from '../rows.ts';
import { rowHints, rowWords } from './row-words.ts';
import { staleWords } from './stale-words.ts';
import { byName, column } from './values.ts';

const tables = {
  check: 'quality/table_state_by_day',
  window: 'time',
  objects: byName('table', 'table_name'),
  day: 'scan_date',
  missing: 'unmeasured',
  days: 'mean',
} as const;

export const stale: Measure = {
  ...tables,
  id: 'stale',
  meant: ['quality/stale_tables', 'quality/freshness_by_schema', 'unified/stale_with_writer'],
  noun: 'hours since the last commit',
  says: staleWords,
  value: (row) => {
    const [scanned, committed] = [msOf(row, 'scanned_at'), msOf(row, 'last_commit_at')];
    return scanned === null || committed === null ? null : (scanned - committed) / hourMs;
  },
  unit: 'h',
  floor: 12,
  bad: 1,
  // It grows by the day: how long it is by now tells how bad it is.
  days: 'last',
  between: (row) => ({
    fromMs: msOf(row, 'last_commit_at'),
    toMs: msOf(row, 'expected_commit_at'),
  }),
  phrase: (cell, row) =>
    row === null
      ? ''
      : `${cell(row, 'table_name')} is stale: its last commit was on ${cell(row, 'last_commit_at')}`,
  related: ['rows'],
  unseen: 'The history of the table (DESCRIBE HISTORY) shows who wrote it last.',
};

export const tableRows: Measure = {
  ...tables,
  id: 'rows',
  meant: [
    'quality/row_count_drops',
    'quality/gold_completeness',
    'quality/unhealthy_tables',
    'quality/table_scans',
  ],
  noun: 'rows a day',
  says: rowWords,
  hints: rowHints,
  value: column('daily_rows'),
  unit: 'rows',
  floor: 100,
  bad: -1,
  phrase: (cell, row) =>
    row === null
      ? ''
      : `${cell(row, 'table_name')} got ${cell(row, 'daily_rows')} rows on ${cell(row, 'scan_date')}, and at least ${cell(row, 'least_expected_rows')} are expected`,
  related: ['stale'],
  kin: ['stale'],
  unseen:
    'What feeds the table lies outside of the system tables: ask the owner of the source whether it sends less.',
};
