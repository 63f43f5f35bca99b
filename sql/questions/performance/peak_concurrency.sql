/*---
question: How many queries run at the same time at most?
variants:
  - Peak concurrency per warehouse
  - Most queries at once
  - Concurrent queries
not: [wait]
meaning: >
  One row per warehouse: the largest number of statements that ran or waited at one instant, among those that started in the window, and when that was first reached.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-7d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  warehouse_id: {type: STRING, is: key}
  warehouse_name: {type: STRING, is: label, nullable: true}
  peak_queries: {type: BIGINT, is: measure, unit: queries}
  reached_at: {type: TIMESTAMP, is: time}
answer:
  line: 'At most {peak_queries} queries ran at the same time on {warehouse_name warehouse_id} {scope}, first on {reached_at}[[; {next warehouse_name peak_queries}]].'
  none: 'No query ran {scope}.'
rows: {key: [workspace_id, warehouse_id], order: [-peak_queries, workspace_id, warehouse_id], max: 1000}
scope: region
completeness: {lag: 30m}
next: [{ask: performance/warehouse_load, with: {workspace: workspace_id}}]
---*/
with latest_warehouses as (
  select workspace_id, warehouse_id, warehouse_name from system.compute.warehouses
  qualify row_number() over (partition by workspace_id, warehouse_id order by change_time desc) = 1
), edges as (
  select workspace_id, compute.warehouse_id as warehouse_id, start_time as moment, 1 as step, statement_id from system.query.history
  where compute.warehouse_id is not null and start_time >= cast(:from_time as timestamp) and start_time < cast(:to_time as timestamp)
  union all
  select workspace_id, compute.warehouse_id as warehouse_id, end_time as moment, -1 as step, statement_id from system.query.history
  where compute.warehouse_id is not null and end_time is not null and start_time >= cast(:from_time as timestamp) and start_time < cast(:to_time as timestamp)
), running as (
  select workspace_id, warehouse_id, moment,
         sum(step) over (partition by workspace_id, warehouse_id order by moment, step, statement_id rows between unbounded preceding and current row) as queries
  from edges
)
select r.workspace_id, w.workspace_name, r.warehouse_id, h.warehouse_name, cast(max(r.queries) as bigint) as peak_queries, max_by(r.moment, r.queries * 1e12 - unix_timestamp(r.moment)) as reached_at
from running r
left join latest_warehouses h on h.workspace_id = r.workspace_id and h.warehouse_id = r.warehouse_id
left join system.access.workspaces_latest w on w.workspace_id = r.workspace_id
where (:workspace = 'ALL' or :workspace in (r.workspace_id, w.workspace_name))
group by r.workspace_id, w.workspace_name, r.warehouse_id, h.warehouse_name
order by peak_queries desc, r.workspace_id, r.warehouse_id
limit 1000
