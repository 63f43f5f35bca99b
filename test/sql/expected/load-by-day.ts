import type { EndpointDayFact, NodeDayFact, QueryFact } from '../../../local/data/facts.ts';
import type { Ledger } from '../../../local/data/truth.ts';
import { inWindow } from '../ledger.ts';
import { checks, distinct, each, percentile, total } from './check.ts';
import { successions } from './versions.ts';

const hourMs = 3_600_000;
const day = (at: string) => at.slice(0, 10);
const queries = (ledger: Ledger) => ledger.queries.filter((query) => inWindow(day(query.at)));
const warehouse = (query: QueryFact) =>
  `${query.workspaceId}/${query.warehouseId}/${day(query.at)}`;
const user = (query: QueryFact) =>
  `${query.workspaceId}/${query.warehouseId}/${query.user}/${day(query.at)}`;
const count = (items: readonly unknown[]) => items.length;
const hours = (of: 'executionMs' | 'waitMs') => (all: readonly QueryFact[]) =>
  total(all, (query) => query[of]) / hourMs;
const gigabytes = (of: 'spilled' | 'readBytes') => (all: readonly QueryFact[]) =>
  total(all, (query) => query[of]) / 1e9;
const times = (all: readonly QueryFact[]) => all.map(({ at }) => at).toSorted();

function p95(all: readonly QueryFact[]): number | null {
  const measured = all.filter((query) => query.status === 'FINISHED' && !query.cached);
  const seconds = measured.map((query) => query.totalMs / 1000);
  return seconds.length === 0 ? null : percentile(seconds, 0.95);
}

const nodes = (ledger: Ledger) => ledger.nodeDays.filter((fact) => inWindow(fact.date));
const cluster = (fact: NodeDayFact) => `${fact.workspaceId}/${fact.clusterId}/${fact.date}`;
const cpu = (facts: readonly NodeDayFact[]) => facts.flatMap((fact) => fact.cpu);
const calls = (ledger: Ledger) => ledger.endpointDays.filter((fact) => inWindow(fact.date));
const endpoint = (fact: EndpointDayFact) => `${fact.workspaceId}/${fact.endpoint}/${fact.date}`;

export const loadByDayChecks = [
  ...checks('performance/warehouse_by_day', 'workspace_id warehouse_id query_date', {
    queries: (ledger) => each(queries(ledger), warehouse, count),
    failed_queries: (ledger) =>
      each(queries(ledger), warehouse, (all) =>
        total(all, (query) => Number(query.status === 'FAILED')),
      ),
    p95_seconds: (ledger) => each(queries(ledger), warehouse, p95),
    execution_hours: (ledger) => each(queries(ledger), warehouse, hours('executionMs')),
    waiting_hours: (ledger) => each(queries(ledger), warehouse, hours('waitMs')),
    spilled_gb: (ledger) => each(queries(ledger), warehouse, gigabytes('spilled')),
    read_gb: (ledger) => each(queries(ledger), warehouse, gigabytes('readBytes')),
    users: (ledger) =>
      each(queries(ledger), warehouse, (all) => distinct(all, (query) => query.user)),
  }),
  ...checks('performance/user_queries_by_day', 'workspace_id warehouse_id executed_by query_date', {
    queries: (ledger) => each(queries(ledger), user, count),
    read_gb: (ledger) => each(queries(ledger), user, gigabytes('readBytes')),
    spilled_gb: (ledger) => each(queries(ledger), user, gigabytes('spilled')),
    execution_hours: (ledger) => each(queries(ledger), user, hours('executionMs')),
    first_at: (ledger) => each(queries(ledger), user, (all) => times(all)[0] ?? null),
    last_at: (ledger) => each(queries(ledger), user, (all) => times(all).at(-1) ?? null),
  }),
  ...checks('performance/endpoint_by_day', 'workspace_id endpoint_name request_date', {
    requests: (ledger) =>
      each(calls(ledger), endpoint, (facts) => total(facts, (fact) => fact.requests)),
  }),
  ...checks('performance/cluster_by_day', 'workspace_id cluster_id usage_date', {
    node_hours: (ledger) => each(nodes(ledger), cluster, (facts) => (cpu(facts).length * 5) / 60),
    cpu_percent: (ledger) =>
      each(
        nodes(ledger),
        cluster,
        (facts) => total(cpu(facts), (value) => value) / cpu(facts).length,
      ),
  }),
  ...checks(
    'performance/cluster_changes',
    'workspace_id cluster_id changed_at',
    {
      is_deleted: (ledger) =>
        Object.fromEntries(
          successions(ledger.clusterVersions, (one) => `${one.workspaceId}/${one.clusterId}`)
            .filter(
              ({ before, after }) =>
                after.isDeleted !== before.isDeleted ||
                after.stopsAfterMinutes !== before.stopsAfterMinutes,
            )
            .map(({ after }) => [
              `${after.workspaceId}/${after.clusterId}/${after.at}`,
              String(after.isDeleted),
            ]),
        ),
    },
    { from_time: '2026-01-01T00:00:00.000Z' },
  ),
];
