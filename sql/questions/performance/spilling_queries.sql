/*---
question: Which queries spill to disk?
variants:
  - Queries that spill
  - High disk spill
  - Statements that spilled the most bytes to local disk
not: [cluster]
meaning: >
  One row per statement that started in the window and spilled more than the threshold to local disk, the largest first.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  warehouse: {type: STRING, role: warehouse, default: ALL, says: Name or id of a warehouse}
  min_gb: {type: DOUBLE, role: threshold, default: 1, min: 0, unit: GB}
  top_n: {type: INT, role: top_n, default: 20, min: 1, max: 1000}
columns:
  statement_id: {type: STRING, is: key}
  workspace_id: {type: STRING, is: label}
  workspace_name: {type: STRING, is: label, nullable: true}
  warehouse_id: {type: STRING, is: label, nullable: true}
  warehouse_name: {type: STRING, is: label, nullable: true}
  executed_by: {type: STRING, is: label}
  started_at: {type: TIMESTAMP, is: time}
  spilled_gb: {type: DOUBLE, is: measure, unit: GB}
  total_seconds: {type: DOUBLE, is: measure, unit: s}
  statement_text: {type: STRING, is: label}
answer:
  line: '{count query queries} spilled, the most {spilled_gb}: by {executed_by}[[ on {warehouse_name warehouse_id}]], begun {started_at}[[; {next executed_by spilled_gb}]].'
  none: 'No query {filters} spilled that much {window}.'
  exists: true
rows: {key: [statement_id], order: [-spilled_gb, statement_id], max: 1000}
scope: region
completeness: {column: started_at, lag: 30m}
next: [{ask: performance/warehouse_sizing, with: {workspace: workspace_id}}]
---*/
with latest_warehouses as (
  select workspace_id, warehouse_id, warehouse_name from system.compute.warehouses
  qualify row_number() over (partition by workspace_id, warehouse_id order by change_time desc) = 1
)
select q.statement_id, q.workspace_id, w.workspace_name, q.compute.warehouse_id as warehouse_id, h.warehouse_name, q.executed_by, q.start_time as started_at,
       q.spilled_local_bytes / 1e9 as spilled_gb, q.total_duration_ms / 1000e0 as total_seconds, q.statement_text
from system.query.history q
left join latest_warehouses h on h.workspace_id = q.workspace_id and h.warehouse_id = q.compute.warehouse_id
left join system.access.workspaces_latest w on w.workspace_id = q.workspace_id
where q.start_time >= cast(:from_time as timestamp) and q.start_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (q.workspace_id, w.workspace_name))
  and (:warehouse = 'ALL' or :warehouse in (q.compute.warehouse_id, h.warehouse_name))
  and q.spilled_local_bytes > 1e9 * cast(:min_gb as double)
order by spilled_gb desc, q.statement_id
limit cast(:top_n as int)
