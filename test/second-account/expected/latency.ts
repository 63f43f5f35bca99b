import { type Statement, statements } from '../queries.ts';
import { answersBy, type Cell, count, largest, mean, quantile, within } from '../tell.ts';
import { lab } from '../workspaces.ts';
import { ask, before, type Expectations, lately, times, type Window } from './ask.ts';
import { placed } from './performance.ts';
import { asked, gb, named, ofDay, ofWarehouses, onWarehouse, where, worked } from './statements.ts';

const seconds = (group: readonly Statement[], share: number) =>
  quantile(
    group.map(({ total }) => total),
    share,
  );

function p95By(window: Window): Map<Cell, number> {
  const part = statements.filter(
    (one) => onWarehouse(one) && worked(one) && within(one.from, window),
  );
  return new Map(
    answersBy(part, where, (group) => ({ p95: seconds(group, 0.95) })).map((one) => [
      one['warehouse_id'] ?? null,
      Number(one['p95']),
    ]),
  );
}
const now = p95By(lately);
const then = p95By(before(lately));

/** Statements that are under way at the moment at which a statement starts. */
const peakOf = (group: readonly Statement[]) => {
  const counts = group.map(({ from }) => ({
    from,
    together: count(group, (one) => one.from <= from && from < one.from + one.total * 1000),
  }));
  const peak = largest(counts.map(({ together }) => together));
  return {
    peak_queries: peak,
    reached_at: Math.min(
      ...counts.filter(({ together }) => together === peak).map(({ from }) => from),
    ),
  };
};

const slow = (is: (one: Statement) => boolean) =>
  asked.filter(is).map((one) => ({
    statement_id: one.id,
    workspace_id: one.workspace,
    warehouse_id: one.warehouse,
    executed_by: one.by,
    started_at: one.from,
    total_seconds: one.total,
    statement_text: one.text,
  }));

export const latency: Expectations = {
  'performance/latency_by_day': [
    ask(
      answersBy(ofWarehouses.filter(worked), ofDay, (group) => ({
        queries: group.length,
        p50_seconds: seconds(group, 0.5),
        p95_seconds: seconds(group, 0.95),
      })),
      times(lately),
    ),
  ],
  'performance/latency_change': [
    ask(
      ofWarehouses
        .filter(
          (one, index) =>
            ofWarehouses.findIndex(({ warehouse }) => warehouse === one.warehouse) === index,
        )
        .map((one) => {
          const [p95, old] = [now.get(one.warehouse) ?? null, then.get(one.warehouse) ?? null];
          return {
            ...named(one),
            p95_seconds: p95,
            previous_p95_seconds: old,
            ratio: p95 === null || old === null ? null : p95 / old,
          };
        }),
      times(lately),
    ),
  ],
  'performance/peak_concurrency': [ask(answersBy(ofWarehouses, where, peakOf), times(lately))],
  'performance/query_latency': [
    ask(
      answersBy(ofWarehouses.filter(worked), where, (group) => ({
        queries: group.length,
        p50_seconds: seconds(group, 0.5),
        p95_seconds: seconds(group, 0.95),
        p99_seconds: seconds(group, 0.99),
      })),
      times(lately),
    ),
  ],
  'performance/slow_dashboards': [
    ask(
      answersBy(
        asked.filter(({ dashboard }) => dashboard !== null),
        (one) => ({ ...placed(one), dashboard_id: one.dashboard }),
        (group) => ({
          queries: group.length,
          mean_seconds: mean(group.map(({ total }) => total)),
          p95_seconds: seconds(group, 0.95),
        }),
      ),
      times(lately),
    ),
  ],
  'performance/slow_queries': [
    ask(
      slow(({ total }) => total > 60),
      { ...times(lately), min_seconds: 60 },
    ),
    ask(
      slow((one) => one.workspace === lab && one.total > 16),
      { ...times(lately), min_seconds: 16, workspace: lab },
    ),
  ],
  'performance/spilling_queries': [
    ask(
      slow(({ spilledBytes }) => (spilledBytes ?? 0) > gb).map((one) => ({
        ...one,
        spilled_gb: (asked.find(({ id }) => id === one.statement_id)?.spilledBytes ?? 0) / gb,
      })),
      { ...times(lately), min_gb: 1 },
    ),
  ],
};
