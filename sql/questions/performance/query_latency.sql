/*---
question: What are the median, P95 and P99 query durations per warehouse?
variants:
  - P95 query duration
  - Latency percentiles
  - P99 by warehouse
  - Typical query time
not: [failed queries, cost]
meaning: One row per warehouse, percentiles of the whole duration of its finished statements that started in the window; answers from the result cache are left out.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  warehouse: {type: STRING, role: warehouse, default: ALL, says: Name or id of a warehouse}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  warehouse_id: {type: STRING, is: key}
  warehouse_name: {type: STRING, is: label, nullable: true}
  queries: {type: BIGINT, is: measure, unit: queries}
  p50_seconds: {type: DOUBLE, is: measure, unit: s}
  p95_seconds: {type: DOUBLE, is: measure, unit: s}
  p99_seconds: {type: DOUBLE, is: measure, unit: s}
answer:
  line: 'P95 is {p95_seconds} on {warehouse_name warehouse_id} {scope}, the median {p50_seconds} of {queries} queries[[; {next warehouse_name p95_seconds}]].'
  none: 'No query ran {scope}.'
rows: {key: [workspace_id, warehouse_id], order: [-p95_seconds, workspace_id, warehouse_id], max: 1000}
scope: region
completeness: {lag: 30m}
next: [{ask: performance/slow_queries, with: {workspace: workspace_id}}]
---*/
with latest_warehouses as (
  select workspace_id, warehouse_id, warehouse_name from system.compute.warehouses
  qualify row_number() over (partition by workspace_id, warehouse_id order by change_time desc) = 1
)
select q.workspace_id, w.workspace_name, q.compute.warehouse_id as warehouse_id, h.warehouse_name,
       count(*) as queries,
       percentile(q.total_duration_ms, 0.5) / 1000e0 as p50_seconds,
       percentile(q.total_duration_ms, 0.95) / 1000e0 as p95_seconds,
       percentile(q.total_duration_ms, 0.99) / 1000e0 as p99_seconds
from system.query.history q
left join latest_warehouses h on h.workspace_id = q.workspace_id and h.warehouse_id = q.compute.warehouse_id
left join system.access.workspaces_latest w on w.workspace_id = q.workspace_id
where q.execution_status = 'FINISHED' and not coalesce(q.from_result_cache, false) and q.compute.warehouse_id is not null
  and q.start_time >= cast(:from_time as timestamp) and q.start_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (q.workspace_id, w.workspace_name))
  and (:warehouse = 'ALL' or :warehouse in (q.compute.warehouse_id, h.warehouse_name))
group by q.workspace_id, w.workspace_name, q.compute.warehouse_id, h.warehouse_name
order by p95_seconds desc, q.workspace_id, warehouse_id
limit 1000
