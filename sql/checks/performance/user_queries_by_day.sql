/*---
question: What did each user run on each warehouse on each day?
variants: []
meaning: >
  One row per warehouse, user and UTC day on which statements of the user started on it: how many, what they read and spilled, how long they
  ran, and when the first and the last one started.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-35d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  warehouse_id: {type: STRING, is: key}
  warehouse_name: {type: STRING, is: label, nullable: true}
  executed_by: {type: STRING, is: key}
  query_date: {type: DATE, is: key}
  queries: {type: BIGINT, is: measure, unit: queries}
  read_gb: {type: DOUBLE, is: measure, unit: GB}
  spilled_gb: {type: DOUBLE, is: measure, unit: GB}
  execution_hours: {type: DOUBLE, is: measure, unit: h}
  first_at: {type: TIMESTAMP, is: time}
  last_at: {type: TIMESTAMP, is: time}
rows: {key: [workspace_id, warehouse_id, executed_by, query_date], order: [-query_date, workspace_id, warehouse_id, executed_by], max: 10000}
scope: region
completeness: {column: query_date, lag: 30m}
---*/
with latest_warehouses as (
  select workspace_id, warehouse_id, warehouse_name from system.compute.warehouses
  qualify row_number() over (partition by workspace_id, warehouse_id order by change_time desc) = 1
), days as (
  select q.workspace_id, q.compute.warehouse_id as warehouse_id, q.executed_by,
         date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(q.start_time) / 86400) as int)) as query_date, count(*) as queries,
         coalesce(sum(q.read_bytes), 0) / 1e9 as read_gb, coalesce(sum(q.spilled_local_bytes), 0) / 1e9 as spilled_gb,
         coalesce(sum(q.execution_duration_ms), 0) / 3600000e0 as execution_hours, min(q.start_time) as first_at, max(q.start_time) as last_at
  from system.query.history q
  left join system.access.workspaces_latest w on w.workspace_id = q.workspace_id
  where q.compute.warehouse_id is not null
    and q.start_time >= cast(:from_time as timestamp) and q.start_time < cast(:to_time as timestamp)
    and (:workspace = 'ALL' or :workspace in (q.workspace_id, w.workspace_name))
  group by q.workspace_id, q.compute.warehouse_id, q.executed_by,
           date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(q.start_time) / 86400) as int))
)
select d.workspace_id, w.workspace_name, d.warehouse_id, h.warehouse_name, d.executed_by, d.query_date, d.queries, d.read_gb, d.spilled_gb,
       d.execution_hours, d.first_at, d.last_at
from days d
left join latest_warehouses h on h.workspace_id = d.workspace_id and h.warehouse_id = d.warehouse_id
left join system.access.workspaces_latest w on w.workspace_id = d.workspace_id
order by d.query_date desc, d.workspace_id, d.warehouse_id, d.executed_by
limit 10000
