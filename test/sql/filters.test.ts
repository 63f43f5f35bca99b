import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Asker, createAsker, month } from './asker.ts';
import type { Answer } from './ledger.ts';

/** Question, parameter, the column of the answer that the parameter is about. */
const byColumn: readonly (readonly [string, string, string])[] = [
  ['cost/warehouse_costs', 'warehouse', 'warehouse_id'],
  ['cost/warehouse_costs', 'warehouse', 'warehouse_name'],
  ['cost/expensive_runs', 'job', 'job_name'],
  ['cost/spend_by_owner', 'owner', 'owner'],
  ['cost/spend_by_team', 'team', 'team'],
  ['performance/failed_queries', 'warehouse', 'warehouse_id'],
  ['performance/query_latency', 'warehouse', 'warehouse_id'],
  ['performance/slow_queries', 'warehouse', 'warehouse_name'],
  ['performance/spilling_queries', 'warehouse', 'warehouse_id'],
  ['performance/warehouse_load', 'warehouse', 'warehouse_name'],
  ['performance/warehouse_uptime', 'warehouse', 'warehouse_name'],
  ['performance/warehouse_changes', 'warehouse', 'warehouse_id'],
  ['reliability/failed_runs', 'job', 'job_id'],
  ['reliability/failing_tasks', 'job', 'job_name'],
  ['reliability/repaired_runs', 'job', 'job_name'],
  ['quality/table_scans', 'table', 'table_name'],
];

/** Question, parameter, its values in the data, a measure that adds up over them. */
const byParts: readonly (readonly [string, string, string, string])[] = [
  ['cost/spend_by_day', 'team', 'cost/spend_by_team team', 'list_cost_usd'],
  [
    'performance/latency_by_day',
    'warehouse',
    'performance/warehouse_load warehouse_name',
    'queries',
  ],
  ['performance/queue_by_hour', 'warehouse', 'performance/warehouse_load warehouse_id', 'queries'],
  ['performance/query_volume', 'warehouse', 'performance/warehouse_load warehouse_name', 'queries'],
];

const tableOwners = ['finance', 'iot', 'marketing', 'payments', 'people', 'sales', 'web'];
const teams = ['finance', 'iot', 'marketing', 'payments', 'sales', 'web'];

const sum = (rows: Answer, column: string): number =>
  rows.reduce((total, row) => total + Number(row[column]), 0);

const valuesOf = (rows: Answer, column: string): string[] => [
  ...new Set(rows.flatMap((row) => row[column] ?? [])),
];

describe('a certified question that is narrowed', () => {
  let asker: Asker;
  beforeAll(async () => {
    asker = await createAsker(1);
  }, 60_000);
  afterAll(() => asker.close());
  const ask = async (id: string, given = {}) =>
    (await asker.ask(id, { ...month, min_seconds: '30', min_gb: '0', ...given })).rows;

  test.each(byColumn)('%s by %s gives the rows whose %s it is', async (id, parameter, column) => {
    const all = await ask(id);
    const values = valuesOf(all, column);
    expect(values.length).toBeGreaterThan(all.length > 1 ? 1 : 0);
    for (const value of values.slice(0, 3))
      expect(await ask(id, { [parameter]: value })).toEqual(
        all.filter((row) => row[column] === value),
      );
    expect(await ask(id, { [parameter]: 'none of that name' })).toEqual([]);
  });

  test.each([
    ['quality/stale_tables', 'owner', tableOwners, []],
    ['quality/unhealthy_tables', 'owner', tableOwners, []],
    [
      'reliability/failing_jobs',
      'team',
      teams,
      ['feature_backfill', 'customer_360_build', 'nightly dbt build', 'Abgleich "Kasse"', ''],
    ],
  ])('%s by %s is cut into parts', async (id, parameter, values, withoutOne) => {
    const parts = await Promise.all(values.map((value) => ask(id, { [parameter]: value })));
    const all = await ask(id);
    const inOrder = (rows: Answer) => rows.map((row) => JSON.stringify(row)).toSorted();
    expect(
      parts.filter((part) => part.length > 0 && part.length < all.length).length,
    ).toBeGreaterThan(0);
    expect(inOrder(parts.flat())).toEqual(
      inOrder(all.filter((row) => !withoutOne.includes(row['job_name'] ?? ''))),
    );
  });

  test.each(byParts)(
    '%s by %s, over the values of %s, adds up',
    async (id, parameter, list, measure) => {
      const [from = '', column = ''] = list.split(' ');
      const values = valuesOf(await ask(from), column);
      const untagged =
        parameter === 'team'
          ? sum(
              (await ask(from)).filter((row) => row[column] === null),
              measure,
            )
          : 0;
      const parts = [];
      for (const value of values) parts.push(sum(await ask(id, { [parameter]: value }), measure));
      expect(parts.length).toBeGreaterThan(1);
      expect(parts.every((part) => part > 0)).toBe(true);
      expect(parts.reduce((total, part) => total + part, 0) + untagged).toBeCloseTo(
        sum(await ask(id), measure),
        4,
      );
    },
  );
});
