/*---
question: How loaded are our warehouses, and where do queries wait for capacity?
variants:
  - Which warehouses are overloaded?
  - Warehouse utilization
  - Which warehouses need to scale up?
  - How long do queries queue per warehouse?
  - Warehouse performance
  - Performance overview
  - Performance issues
  - Platform health
  - Queue times by warehouse
not: [failed queries, slow queries, cost]
meaning: One row per warehouse with statements that started in the window, its current size, and how long statements ran and waited for capacity.
uses: [query_failed]
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
  warehouse_size: {type: STRING, is: label, nullable: true}
  queries: {type: BIGINT, is: measure, unit: queries}
  failed_queries: {type: BIGINT, is: measure, unit: queries}
  execution_hours: {type: DOUBLE, is: measure, unit: h}
  waiting_hours: {type: DOUBLE, is: measure, unit: h}
  waiting_percent: {type: DOUBLE, is: measure, unit: percent, nullable: true, says: Share of all time that statements waited for capacity}
answer:
  line: 'Queries waited the most for {warehouse_name warehouse_id}: {waiting_hours} against {execution_hours} of work in {queries} queries {scope}[[; {next warehouse_name warehouse_id waiting_hours}]].'
  one: 'Queries waited for {warehouse_name warehouse_id} {waiting_hours} against {execution_hours} of work in {queries} queries {window}.'
  none: 'No query ran {scope}.'
rows: {key: [workspace_id, warehouse_id], order: [-waiting_hours, workspace_id, warehouse_id], max: 1000}
scope: region
completeness: {lag: 30m}
next: [{ask: performance/slow_queries, with: {workspace: workspace_id}}]
---*/
with latest_warehouses as (
  select workspace_id, warehouse_id, warehouse_name, warehouse_size from system.compute.warehouses
  qualify row_number() over (partition by workspace_id, warehouse_id order by change_time desc) = 1
)
select q.workspace_id, w.workspace_name, q.compute.warehouse_id as warehouse_id, h.warehouse_name, h.warehouse_size,
       count(*) as queries,
       count_if(q.execution_status = 'FAILED') as failed_queries,
       coalesce(sum(q.execution_duration_ms), 0) / 3600000e0 as execution_hours,
       coalesce(sum(q.waiting_at_capacity_duration_ms), 0) / 3600000e0 as waiting_hours,
       100e0 * sum(q.waiting_at_capacity_duration_ms) / nullif(sum(q.total_duration_ms), 0) as waiting_percent
from system.query.history q
left join latest_warehouses h on h.workspace_id = q.workspace_id and h.warehouse_id = q.compute.warehouse_id
left join system.access.workspaces_latest w on w.workspace_id = q.workspace_id
where q.compute.warehouse_id is not null
  and q.start_time >= cast(:from_time as timestamp) and q.start_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (q.workspace_id, w.workspace_name))
  and (:warehouse = 'ALL' or :warehouse in (q.compute.warehouse_id, h.warehouse_name))
group by q.workspace_id, w.workspace_name, q.compute.warehouse_id, h.warehouse_name, h.warehouse_size
order by waiting_hours desc, q.workspace_id, warehouse_id
limit 1000
