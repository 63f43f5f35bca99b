import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildData } from '../../local/data/build.ts';
import { openEngine, type SqlEngine } from '../../local/workspace/sql/engine.ts';
import { defaultValue } from '../../sql/default-value.ts';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { tablesIn } from '../../sql/tables.ts';
import { sharedCache } from '../local/data/cache.ts';

/** Tables that grow with every day, and the columns of time that they are read by. */
const large: Readonly<Record<string, readonly string[]>> = {
  'access.audit': ['event_time', 'event_date'],
  'access.column_lineage': ['event_time'],
  'access.table_lineage': ['event_time'],
  'compute.node_timeline': ['start_time', 'end_time'],
  'compute.warehouse_events': ['event_time'],
  'data_quality_monitoring.table_results': ['event_time'],
  'lakeflow.job_run_timeline': ['period_start_time', 'period_end_time'],
  'lakeflow.job_task_run_timeline': ['period_start_time', 'period_end_time'],
  'lakeflow.pipeline_update_timeline': ['period_start_time', 'period_end_time'],
  'query.history': ['start_time', 'end_time'],
  'serving.endpoint_usage': ['request_time'],
  'storage.predictive_optimization_operations_history': ['start_time', 'end_time'],
};
/** A comparison of the column itself, at most read in another type; a function of it is none. */
const isBound = (column: string) =>
  new RegExp(String.raw`(?<![\w.])(?:CAST\()?${column}(?: AS [A-Z ]+\))? ?(?:>=?|BETWEEN)`);
const nowMs = Date.parse('2026-11-18T00:00:00Z');

/** More days than any window looks back, lest a planner knows that a bound removes nothing. */
const days = 100;

type Node = {
  readonly name: string;
  readonly children: readonly Node[];
  readonly extra_info: Readonly<Record<string, unknown>>;
};
const scansOf = (node: Node): Node[] => [
  ...('Table' in node.extra_info ? [node] : []),
  ...node.children.flatMap(scansOf),
];

const { questions, checks } = loadCatalogue();
/** Statements of cost are not held here. */
const reading = [...questions, ...checks].filter(
  ({ domain, sql }) =>
    domain !== 'cost' && tablesIn(sql).some((table) => table.replace('system.', '') in large),
);

describe('the plan of a question', () => {
  let engine: SqlEngine;
  beforeAll(async () => {
    const { file } = await buildData({ cacheDir: await sharedCache(), seed: 1, nowMs, days });
    engine = await openEngine(file);
  }, 120_000);
  afterAll(() => engine.close());

  test.each(reading)('$id reads large tables between bounds on their time', async (question) => {
    const parameters = Object.entries(question.parameters).map(([name, parameter]) => ({
      name,
      type: parameter.type,
      value: defaultValue(parameter, nowMs),
    }));
    const { rows } = await engine.run(`explain (format json) ${question.sql}`, parameters, nowMs);
    const plan = JSON.parse(rows[0]?.[1] ?? '[]') as Node[];
    const scans = plan.flatMap(scansOf).flatMap(({ extra_info: info }) => {
      const table = Object.keys(large).find((name) =>
        String(info['Table']).replaceAll('"', '').endsWith(`.${name}`),
      );
      const filters = JSON.stringify(info['Filters'] ?? '');
      return table === undefined ? [] : [{ table, filters }];
    });
    expect(scans.length).toBeGreaterThan(0);
    // DuckDB reads the newest row of each key a second time by its row id, without a bound.
    for (const table of new Set(scans.map((scan) => scan.table))) {
      const bounded = scans.filter(
        (scan) =>
          scan.table === table &&
          large[table]?.some((column) => isBound(column).test(scan.filters)),
      );
      const mentions = question.sql.split(`system.${table}`).length - 1;
      expect([table, bounded.length >= mentions]).toEqual([table, true]);
    }
  });
});
