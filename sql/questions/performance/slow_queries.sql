/*---
question: Which queries are slow?
variants:
  - Slowest queries
  - Queries that ran longer than 30 seconds
  - What are our long running SQL statements?
  - Why are queries slow?
not: [failed queries, warehouse load, by user, percentiles]
meaning: One row per statement that started in the window and took longer than the threshold in all, the longest first.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  warehouse: {type: STRING, role: warehouse, default: ALL, says: Name or id of a warehouse}
  min_seconds: {type: DOUBLE, role: threshold, default: 30, min: 0, unit: s, says: Slower than this}
  top_n: {type: INT, role: top_n, default: 20, min: 1, max: 1000}
columns:
  statement_id: {type: STRING, is: key}
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  warehouse_id: {type: STRING, is: label, nullable: true}
  warehouse_name: {type: STRING, is: label, nullable: true}
  executed_by: {type: STRING, is: label}
  execution_status: {type: STRING, is: label}
  started_at: {type: TIMESTAMP, is: time}
  total_seconds: {type: DOUBLE, is: measure, unit: s}
  waiting_seconds: {type: DOUBLE, is: measure, unit: s}
  spilled_bytes: {type: BIGINT, is: measure, unit: bytes}
  statement_text: {type: STRING, is: label}
answer:
  line: 'The slowest of {count slow_query slow_queries} took {total_seconds}: by {executed_by}[[ on {warehouse_name warehouse_id}]], begun {started_at}[[; {next executed_by total_seconds}]].'
  none: 'No query {filters} was that slow {window}.'
  exists: true
  opposite: [fast, quick]
rows: {key: [statement_id], order: [-total_seconds, statement_id], max: 1000}
scope: region
completeness: {column: started_at, lag: 30m}
next: [{ask: performance/warehouse_load, with: {workspace: workspace_id}}]
---*/
with latest_warehouses as (
  select workspace_id, warehouse_id, warehouse_name from system.compute.warehouses
  qualify row_number() over (partition by workspace_id, warehouse_id order by change_time desc) = 1
)
select q.statement_id, q.workspace_id, w.workspace_name, q.compute.warehouse_id as warehouse_id, h.warehouse_name,
       q.executed_by, q.execution_status, q.start_time as started_at,
       q.total_duration_ms / 1000e0 as total_seconds,
       q.waiting_at_capacity_duration_ms / 1000e0 as waiting_seconds,
       q.spilled_local_bytes as spilled_bytes, q.statement_text
from system.query.history q
left join latest_warehouses h on h.workspace_id = q.workspace_id and h.warehouse_id = q.compute.warehouse_id
left join system.access.workspaces_latest w on w.workspace_id = q.workspace_id
where q.start_time >= cast(:from_time as timestamp) and q.start_time < cast(:to_time as timestamp)
  and q.total_duration_ms > 1000e0 * cast(:min_seconds as double)
  and (:workspace = 'ALL' or :workspace in (q.workspace_id, w.workspace_name))
  and (:warehouse = 'ALL' or :warehouse in (q.compute.warehouse_id, h.warehouse_name))
order by total_seconds desc, q.statement_id
limit cast(:top_n as int)
