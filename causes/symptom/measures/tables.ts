import { hourMs } from '../../../language/time/span.ts';
import type { Measure } from '../measure.ts';
import { msOf } from '../rows.ts';
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
  says: /\b(?:stale\w*|outdated|out of date|not (?:been )?(?:updated|refreshed|fresh|refresh|update)|not (?:get|getting|got|receive|receiving) (?:any )?(?:new|fresh)|old (?:data|numbers|figures)|no (?:new )?(?:\w+ )?(?:data|figures|numbers|commits?)|no new (?:rows|records)|(?:has|have|had) no (?:new )?(?:commit|data|figures)|landed|stands? still|stood still|stopped arriving|late(?! (?:night|evening|at night|on \w+ (?:night|evening)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|last|that (?:night|day)))|(?:stops?|stopped|ends?|ended) (?:at|on|with|short of) (?:last |the )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|\d)|overdue|nothing newer|freshness|behind schedule|no new data|no (?!(?:[\w-]+ ){0,2}runs?\b)(?:\w+ ){1,3}?since|no (?:fresh|recent|newer|current)|frozen|(?:has|have|had) not moved|haven['’]?t moved|hasn['’]?t moved|lag(?:s|ging)?)\b/i,
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
  says: /\b(?:(?<!no new |in a )rows?(?! (?:queried|read|returned|scanned))|row count|records?|incomplete\w*|completeness|volume of (?:data|rows)|(?:looks?|is|got) thin|data (?:is |are )?(?:missing|absent|gone)|missing data|absent|(?:data|row|record|sensor) volumes?|holes?|gaps? in (?:the |its |our )?(?:data|numbers|figures|series)|half[- ]empty|too little data)\b/i,
  value: column('daily_rows'),
  unit: 'rows',
  floor: 100,
  bad: -1,
  phrase: (cell, row) =>
    row === null
      ? ''
      : `${cell(row, 'table_name')} got ${cell(row, 'daily_rows')} rows on ${cell(row, 'scan_date')}, and at least ${cell(row, 'least_expected_rows')} are expected`,
  unseen:
    'What feeds the table lies outside of the system tables: ask the owner of the source whether it sends less.',
};
