/*---
question: Which queries failed, with which error?
variants:
  - Failed queries
  - Query error rate and error messages
  - Most common SQL errors
  - Statements that ended in an error
not: [failed jobs, failed logins, slow queries]
meaning: One row per error message and warehouse, statements that started in the window and ended in an error; cancelled ones are not failed.
uses: [query_failed]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  warehouse: {type: STRING, role: warehouse, default: ALL, says: Name or id of a warehouse}
  top_n: {type: INT, role: top_n, default: 20, min: 1, max: 1000}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  warehouse_id: {type: STRING, is: key, nullable: true}
  warehouse_name: {type: STRING, is: label, nullable: true}
  error_message: {type: STRING, is: key, nullable: true}
  failed_queries: {type: BIGINT, is: measure, unit: queries}
  users: {type: BIGINT, is: measure, unit: users}
  last_failed_at: {type: TIMESTAMP, is: time}
answer:
  line: '{sum failed_queries} queries failed {scope}, most often with {error_message} ({failed_queries} times)[[; {next error_message failed_queries}]].'
  none: 'No query {filters} failed {window}.'
  exists: true
  opposite: [succeed, succeeded, successful, successfully, passed, ok, okay, fine, green, work, worked]
rows: {key: [workspace_id, warehouse_id, error_message], order: [-failed_queries, workspace_id, warehouse_id, error_message], max: 1000}
scope: region
completeness: {column: last_failed_at, lag: 30m}
next: [{ask: performance/slow_queries, with: {workspace: workspace_id}}]
---*/
with latest_warehouses as (
  select workspace_id, warehouse_id, warehouse_name from system.compute.warehouses
  qualify row_number() over (partition by workspace_id, warehouse_id order by change_time desc) = 1
)
select q.workspace_id, w.workspace_name, q.compute.warehouse_id as warehouse_id, h.warehouse_name, q.error_message,
       count(*) as failed_queries,
       count(distinct q.executed_by) as users,
       max(q.start_time) as last_failed_at
from system.query.history q
left join latest_warehouses h on h.workspace_id = q.workspace_id and h.warehouse_id = q.compute.warehouse_id
left join system.access.workspaces_latest w on w.workspace_id = q.workspace_id
where q.execution_status = 'FAILED'
  and q.start_time >= cast(:from_time as timestamp) and q.start_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (q.workspace_id, w.workspace_name))
  and (:warehouse = 'ALL' or :warehouse in (q.compute.warehouse_id, h.warehouse_name))
group by q.workspace_id, w.workspace_name, q.compute.warehouse_id, h.warehouse_name, q.error_message
order by failed_queries desc, q.workspace_id, warehouse_id, q.error_message
limit cast(:top_n as int)
