import { describe, expect, it } from 'vitest';
import { count, key, label, time } from './columns.ts';
import { lineOf, tableOf } from './line-of.ts';

const jobs = tableOf(
  [label('workspace_name'), key('job_name'), count('runs', 'runs'), count('failed_runs', 'runs')],
  [
    ['prod-eu', 'backup', 60, 50],
    ['prod-us', 'ledger', 94, 47],
    ['prod-us', 'rollup', 3, 40],
    ['dev', 'ingest', 24, 1],
  ],
);

describe('which of the larger things has most', () => {
  it('is the sum of its rows', () => {
    expect(lineOf('which workspace had the most failed runs yesterday?', jobs)).toMatch(
      /^`prod-us` has the most failed runs: 87; then `prod-eu` \(50\) and `dev` \(1\)\./,
    );
  });

  it('is one of two that are named', () => {
    expect(lineOf('prod-us or dev-eu: which had more failed runs?', jobs)).toMatch(
      /^`prod-us` has the most failed runs: 87/,
    );
  });

  it.each([
    ['of a table that may lack rows', 'which workspace had the most failed runs?', true],
    ['of what the rows are about', 'which job had the most failed runs?', false],
    ['without a number of that name', 'which workspace spends the most?', false],
    ['without a most', 'which workspace had failed runs?', false],
  ])('is not told %s', (_, question, truncated) => {
    expect(lineOf(question, { ...jobs, truncated })).not.toMatch(/failed runs: 87/);
  });
});

describe('a table of few names', () => {
  const owners = tableOf(
    [label('table_name'), count('columns', 'columns')],
    ['a', 'b', 'c', 'd', 'e'].map((name, n) => [`prod.x.${name}`, 9 - n]),
  );
  const words = {
    line: '{count table tables}: {names table_name}[[; {next table_name columns}]].',
    none: '',
    exists: false,
    opposite: [],
    asks: [],
    roles: new Map<string, string>(),
  };
  it('is told whole', () => {
    expect(lineOf('which tables?', owners, words)).toBe(
      '5 tables: `prod.x.a`, `prod.x.b`, `prod.x.c`, `prod.x.d` and `prod.x.e`; then `prod.x.b` (8), `prod.x.c` (7), `prod.x.d` (6) and `prod.x.e` (5).',
    );
  });
  it('and a longer one is cut', () => {
    const rows = [...owners.rows, ['prod.x.f', 4]];
    const longer = { ...owners, rows, rowCount: 6 };
    expect(lineOf('which tables?', longer, words)).toBe(
      '6 tables: `prod.x.a`, `prod.x.b`, `prod.x.c` …; then `prod.x.b` (8) and `prod.x.c` (7).',
    );
  });
});

it('when something was is told by a time, not by the words for one row', () => {
  const use = tableOf(
    [key('table_name'), count('reads', 'reads'), time('last_read_at'), time('last_written_at')],
    [
      ['prod.x.orders', 9, '2026-11-16T10:00:00Z', '2026-11-15T02:00:00Z'],
      ['prod.x.items', 3, '2026-11-17T10:00:00Z', '2026-11-14T02:00:00Z'],
    ],
  );
  const line = lineOf('when was prod.x.orders last updated?', use, {
    line: '{table_name} is read the most.',
    one: '{table_name} was read {reads} times.',
    none: '',
    exists: false,
    opposite: [],
    asks: [],
    roles: new Map(),
  });
  expect(line).toMatch(/^`prod\.x\.orders`: last written at Sun 15 Nov 02:00,/);
});

it('the states of a thing are told with its numbers', () => {
  const tables = tableOf(
    [key('table_name'), label('freshness_status'), count('daily_rows', 'rows')],
    [
      ['prod.web.clicks', 'Healthy', 20],
      ['prod.web.orders', 'Unhealthy', 40],
    ],
  );
  expect(lineOf('is prod.web.orders stale or incomplete?', tables)).toBe(
    '`prod.web.orders`: freshness status `Unhealthy`, 40 daily rows.',
  );
});
