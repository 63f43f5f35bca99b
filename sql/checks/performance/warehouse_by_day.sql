/*---
question: How many queries did each warehouse run on each day, how slow were they, and how long did they wait?
variants: []
meaning: >
  One row per warehouse and UTC day on which statements started on it. P95 is that of the whole duration of finished statements that were not
  answered from the result cache; all else counts every statement. A day without a statement has no row.
uses: [query_failed]
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-35d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  warehouse_id: {type: STRING, is: key}
  warehouse_name: {type: STRING, is: label, nullable: true}
  query_date: {type: DATE, is: key}
  queries: {type: BIGINT, is: measure, unit: queries}
  failed_queries: {type: BIGINT, is: measure, unit: queries}
  p95_seconds: {type: DOUBLE, is: measure, unit: s, nullable: true}
  execution_hours: {type: DOUBLE, is: measure, unit: h}
  waiting_hours: {type: DOUBLE, is: measure, unit: h}
  spilled_gb: {type: DOUBLE, is: measure, unit: GB}
  read_gb: {type: DOUBLE, is: measure, unit: GB}
  users: {type: BIGINT, is: measure, unit: users}
rows: {key: [workspace_id, warehouse_id, query_date], order: [-query_date, workspace_id, warehouse_id], max: 10000}
scope: region
completeness: {column: query_date, lag: 30m}
---*/
with latest_warehouses as (
  select workspace_id, warehouse_id, warehouse_name from system.compute.warehouses
  qualify row_number() over (partition by workspace_id, warehouse_id order by change_time desc) = 1
), statements as (
  select q.workspace_id, w.workspace_name, q.compute.warehouse_id as warehouse_id, q.execution_status, q.executed_by,
         case when q.execution_status = 'FINISHED' and not coalesce(q.from_result_cache, false) then q.total_duration_ms end as measured_ms,
         q.execution_duration_ms, q.waiting_at_capacity_duration_ms, q.spilled_local_bytes, q.read_bytes,
         date_add(cast('1970-01-01' as date), cast(floor(unix_timestamp(q.start_time) / 86400) as int)) as query_date
  from system.query.history q
  left join system.access.workspaces_latest w on w.workspace_id = q.workspace_id
  where q.compute.warehouse_id is not null
    and q.start_time >= cast(:from_time as timestamp) and q.start_time < cast(:to_time as timestamp)
    and (:workspace = 'ALL' or :workspace in (q.workspace_id, w.workspace_name))
)
select s.workspace_id, s.workspace_name, s.warehouse_id, h.warehouse_name, s.query_date, count(*) as queries,
       count_if(s.execution_status = 'FAILED') as failed_queries,
       percentile(s.measured_ms, 0.95) / 1000e0 as p95_seconds,
       coalesce(sum(s.execution_duration_ms), 0) / 3600000e0 as execution_hours,
       coalesce(sum(s.waiting_at_capacity_duration_ms), 0) / 3600000e0 as waiting_hours,
       coalesce(sum(s.spilled_local_bytes), 0) / 1e9 as spilled_gb, coalesce(sum(s.read_bytes), 0) / 1e9 as read_gb,
       count(distinct s.executed_by) as users
from statements s
left join latest_warehouses h on h.workspace_id = s.workspace_id and h.warehouse_id = s.warehouse_id
group by s.workspace_id, s.workspace_name, s.warehouse_id, h.warehouse_name, s.query_date
order by s.query_date desc, s.workspace_id, s.warehouse_id
limit 10000
