import type { NodeDayFact, QueryFact } from '../../../local/data/facts.ts';
import type { Ledger } from '../../../local/data/truth.ts';
import { from, inWindow, micros, previousFrom, sums } from '../ledger.ts';
import { checks, distinct, each, percentile, total, where } from './check.ts';
import { newestBy, successions } from './versions.ts';

const hourMs = 3_600_000;
const day = (at: string) => at.slice(0, 10);
const inWeek = (ledger: Ledger) => ledger.queries.filter((query) => inWindow(day(query.at)));
const failed = (queries: readonly QueryFact[]) =>
  queries.filter((query) => query.status === 'FAILED').length;
const hours = (queries: readonly QueryFact[], of: 'executionMs' | 'waitMs' = 'executionMs') =>
  total(queries, (query) => query[of]) / hourMs;
const warehouse = (query: QueryFact) => `${query.workspaceId}/${query.warehouseId}`;
const user = (query: QueryFact) => query.user;
const date = (query: QueryFact) => day(query.at);
const hour = (query: QueryFact) => String(Number(query.at.slice(11, 13)));
const count = (queries: readonly unknown[]) => queries.length;
const measured = (queries: readonly QueryFact[]) =>
  queries.filter((query) => query.status === 'FINISHED' && !query.cached);
const seconds = (share: number) => (queries: readonly QueryFact[]) =>
  percentile(
    queries.map((query) => query.totalMs / 1000),
    share,
  );
const p95 = seconds(0.95);
const failures = (ledger: Ledger) => inWeek(ledger).filter((query) => query.status === 'FAILED');
const failure = (query: QueryFact) => `${warehouse(query)}/${query.error ?? ''}`;
const waitingPercent = (queries: readonly QueryFact[]) =>
  (100 * total(queries, (query) => query.waitMs)) / total(queries, (query) => query.totalMs);
const spillingPercent = (queries: readonly QueryFact[]) =>
  (100 * queries.filter((query) => query.spilled > 0).length) / queries.length;

function indication(queries: readonly QueryFact[]): string {
  if (waitingPercent(queries) > 10) return 'more clusters';
  if (spillingPercent(queries) > 10) return 'larger size';
  const isQuiet = waitingPercent(queries) < 1 && spillingPercent(queries) < 1;
  return isQuiet && hours(queries) < 7 ? 'smaller size' : 'as it is';
}

/** The most statements that overlap at one instant; what ends at an instant has left before others come. */
function peak(queries: readonly QueryFact[]): number {
  const edges = queries.flatMap((query): [number, number][] => {
    const startMs = Date.parse(query.at);
    return [
      [startMs, 1],
      [startMs + query.totalMs, -1],
    ];
  });
  edges.sort(([leftAt, left], [rightAt, right]) => leftAt - rightAt || left - right);
  let [running, most] = [0, 0];
  for (const [, step] of edges) most = Math.max(most, (running += step));
  return most;
}

const nodeDays = (ledger: Ledger) => ledger.nodeDays.filter((fact) => inWindow(fact.date));
type Nodes = readonly NodeDayFact[];
const cluster = (fact: Nodes[number]) => `${fact.workspaceId}/${fact.clusterId}`;
const cpu = (facts: Nodes) => facts.flatMap((fact) => fact.cpu);
const mem = (facts: Nodes) => facts.flatMap((fact) => fact.mem);
const mean = (values: readonly number[]) => total(values, (value) => value) / values.length;
const underused = (ledger: Ledger) =>
  where(
    each(nodeDays(ledger), cluster, (facts) => mean(cpu(facts))),
    (percent) => percent < 30,
  );
const calls = (ledger: Ledger) => ledger.endpointDays.filter((fact) => inWindow(fact.date));
const endpoint = (fact: ReturnType<typeof calls>[number]) => `${fact.workspaceId}/${fact.endpoint}`;

function uptime(ledger: Ledger, weigh: (clusters: number) => number): Record<string, number> {
  const end = Date.parse('2026-11-18');
  const events = ledger.warehouseEvents.filter((event) => inWindow(day(event.at)));
  return each(
    events,
    (event) => event.warehouseId,
    (group) => {
      const sorted = group.toSorted((left, right) => (left.at < right.at ? -1 : 1));
      return total(
        sorted.map((event, index) => {
          const until = sorted[index + 1]?.at;
          const untilMs = until === undefined ? end : Date.parse(until);
          return (weigh(event.clusters) * (untilMs - Date.parse(event.at))) / hourMs;
        }),
        (value) => value,
      );
    },
  );
}

type Description = Ledger['clusterVersions'][number];
const described = (
  ledger: Ledger,
  holds: (one: Description) => boolean,
  value: (one: Description) => string | number | null,
) => {
  const newest = newestBy(ledger.clusterVersions, (one) => `${one.workspaceId}/${one.clusterId}`);
  const found = [...newest.values()].filter((one) => !one.isDeleted && holds(one));
  return Object.fromEntries(found.map((one) => [one.name, value(one)]));
};
const major = (one: Description) => Number(one.runtime.split('.')[0]);

const quarter = { from_time: '2026-10-19T00:00:00Z' };

export const performanceChecks = [
  ...checks('performance/query_latency', 'workspace_id warehouse_id', {
    queries: (ledger) => each(measured(inWeek(ledger)), warehouse, count),
    p50_seconds: (ledger) => each(measured(inWeek(ledger)), warehouse, seconds(0.5)),
    p95_seconds: (ledger) => each(measured(inWeek(ledger)), warehouse, p95),
    p99_seconds: (ledger) => each(measured(inWeek(ledger)), warehouse, seconds(0.99)),
  }),
  ...checks('performance/failed_queries', 'workspace_id warehouse_id error_message', {
    failed_queries: (ledger) => each(failures(ledger), failure, count),
    users: (ledger) => each(failures(ledger), failure, (queries) => distinct(queries, user)),
    last_failed_at: (ledger) =>
      each(
        failures(ledger),
        failure,
        (queries) =>
          queries
            .map((query) => query.at)
            .toSorted()
            .at(-1) ?? null,
      ),
  }),
  ...checks('performance/spilling_queries', 'statement_id', {
    spilled_gb: (ledger) =>
      Object.fromEntries(
        inWeek(ledger)
          .filter((query) => query.spilled > 1e9)
          .map((query) => [query.id, query.spilled / 1e9]),
      ),
  }),
  ...checks('performance/heavy_users', 'executed_by', {
    queries: (ledger) => each(inWeek(ledger), user, count),
    failed_queries: (ledger) => each(inWeek(ledger), user, failed),
    execution_hours: (ledger) => each(inWeek(ledger), user, hours),
    read_gb: (ledger) =>
      each(inWeek(ledger), user, (queries) => total(queries, (query) => query.readBytes) / 1e9),
  }),
  ...checks('performance/query_volume', 'day', {
    queries: (ledger) => each(inWeek(ledger), date, count),
    failed_queries: (ledger) => each(inWeek(ledger), date, failed),
    users: (ledger) => each(inWeek(ledger), date, (queries) => distinct(queries, user)),
  }),
  ...checks('performance/latency_by_day', 'day', {
    p95_seconds: (ledger) => each(measured(inWeek(ledger)), date, p95),
    queries: (ledger) => each(measured(inWeek(ledger)), date, count),
  }),
  ...checks('performance/latency_change', 'workspace_id warehouse_id', {
    ratio: (ledger) => {
      const now = each(measured(inWeek(ledger)), warehouse, p95);
      const old = ledger.queries.filter((query) => inWindow(day(query.at), previousFrom, from));
      const then = each(measured(old), warehouse, p95);
      return Object.fromEntries(
        Object.entries(now).map(([key, value]) => [key, value / (then[key] ?? NaN)]),
      );
    },
  }),
  ...checks('performance/warehouse_sizing', 'workspace_id warehouse_id', {
    waiting_percent: (ledger) => each(inWeek(ledger), warehouse, waitingPercent),
    spilling_percent: (ledger) => each(inWeek(ledger), warehouse, spillingPercent),
    indication: (ledger) => each(inWeek(ledger), warehouse, indication),
  }),
  ...checks('performance/queue_by_hour', 'hour_utc', {
    waiting_queries: (ledger) =>
      each(inWeek(ledger), hour, (queries) => queries.filter((query) => query.waitMs > 0).length),
    waiting_hours: (ledger) => each(inWeek(ledger), hour, (queries) => hours(queries, 'waitMs')),
  }),
  ...checks('performance/cache_use', 'workspace_id warehouse_id', {
    result_cache_percent: (ledger) =>
      each(
        inWeek(ledger).filter((query) => query.status === 'FINISHED'),
        warehouse,
        (queries) => (100 * queries.filter((query) => query.cached).length) / queries.length,
      ),
  }),
  ...checks('performance/queries_by_application', 'client_application', {
    queries: (ledger) => each(inWeek(ledger), (query) => query.app, count),
    execution_hours: (ledger) => each(inWeek(ledger), (query) => query.app, hours),
  }),
  ...checks('performance/slow_dashboards', 'workspace_id dashboard_id', {
    p95_seconds: (ledger) =>
      each(
        inWeek(ledger).filter((query) => query.dashboardId !== null),
        (query) => `${query.workspaceId}/${query.dashboardId ?? ''}`,
        p95,
      ),
  }),
  ...checks('performance/repeated_statements', 'statement_text', {
    execution_hours: (ledger) => each(inWeek(ledger), (query) => query.text, hours),
    runs: (ledger) => each(inWeek(ledger), (query) => query.text, count),
  }),
  ...checks('performance/pruning', 'workspace_id warehouse_id', {
    pruned_percent: (ledger) =>
      each(
        inWeek(ledger).filter((query) => query.status === 'FINISHED'),
        warehouse,
        (queries) => {
          const pruned = total(queries, (query) => query.prunedFiles);
          return (100 * pruned) / (pruned + total(queries, (query) => query.readFiles));
        },
      ),
  }),
  ...checks('performance/peak_concurrency', 'workspace_id warehouse_id', {
    peak_queries: (ledger) => each(inWeek(ledger), warehouse, peak),
  }),
  ...checks('performance/warehouse_uptime', 'warehouse_id', {
    running_hours: (ledger) => uptime(ledger, (clusters) => Number(clusters > 0)),
    cluster_hours: (ledger) => uptime(ledger, (clusters) => clusters),
  }),
  ...checks(
    'performance/warehouse_changes',
    'warehouse_id old_size',
    {
      new_size: (ledger) => {
        const changes = successions(ledger.warehouseVersions, (one) => one.warehouseId);
        return Object.fromEntries(
          changes
            .filter(({ before, after }) => before.size !== after.size)
            .map(({ before, after }) => [`${after.warehouseId}/${before.size}`, after.size]),
        );
      },
    },
    quarter,
  ),
  ...checks('performance/underused_clusters', 'workspace_id cluster_id', {
    cpu_percent: underused,
    list_cost_usd: (ledger) => {
      const clusters = underused(ledger);
      const uses = ledger.usageByDay.filter((use) => inWindow(use.usageDate));
      const key = (use: (typeof uses)[number]) => `${use.workspaceId}/${use.objectId}`;
      return sums(
        uses.filter((use) => key(use) in clusters),
        key,
        (use) => micros(use.costUsd),
      );
    },
  }),
  ...checks('performance/cluster_sizing', 'workspace_id cluster_id', {
    p95_cpu_percent: (ledger) =>
      each(nodeDays(ledger), cluster, (facts) => percentile(cpu(facts), 0.95)),
    p95_memory_percent: (ledger) =>
      each(nodeDays(ledger), cluster, (facts) => percentile(mem(facts), 0.95)),
  }),
  ...checks('performance/old_runtimes', 'cluster_name', {
    dbr_version: (ledger) =>
      described(
        ledger,
        (one) => major(one) < 14,
        (one) => one.runtime,
      ),
    major_version: (ledger) => described(ledger, (one) => major(one) < 14, major),
  }),
  ...checks('performance/clusters_never_stopping', 'cluster_name', {
    owner: (ledger) =>
      described(
        ledger,
        (one) => one.stopsAfterMinutes === null,
        (one) => one.owner,
      ),
  }),
  ...checks('performance/fixed_size_clusters', 'cluster_name', {
    workers: (ledger) =>
      described(
        ledger,
        (one) => one.workers !== null,
        (one) => one.workers,
      ),
  }),
  ...checks('performance/endpoint_errors', 'workspace_id endpoint_name', {
    requests: (ledger) =>
      each(calls(ledger), endpoint, (facts) => total(facts, (fact) => fact.requests)),
    failed_percent: (ledger) =>
      each(
        calls(ledger),
        endpoint,
        (facts) =>
          (100 * total(facts, (fact) => fact.failed)) / total(facts, (fact) => fact.requests),
      ),
    output_tokens: (ledger) =>
      each(calls(ledger), endpoint, (facts) => total(facts, (fact) => fact.outputTokens)),
  }),
];
