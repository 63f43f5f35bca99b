/*---
question: How long did each warehouse run, and with how many clusters?
variants:
  - Warehouse uptime
  - Running hours per warehouse
  - How often do warehouses start?
not: [wait, cost, overloaded]
meaning: >
  One row per warehouse with events in the window: hours with at least one cluster, cluster hours, and starts. What ran before the first event of the window is not counted.
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
  running_hours: {type: DOUBLE, is: measure, unit: h}
  cluster_hours: {type: DOUBLE, is: measure, unit: h}
  starts: {type: BIGINT, is: measure, unit: starts}
answer:
  line: '{warehouse_name warehouse_id} ran the longest: {running_hours} {scope}, {cluster_hours} of clusters, {starts} starts[[; {next warehouse_name warehouse_id running_hours}]].'
  one: '{warehouse_name warehouse_id} ran {running_hours} {window}, {cluster_hours} of clusters, {starts} starts.'
  none: 'No {any warehouse warehouse} ran {scope}.'
rows: {key: [workspace_id, warehouse_id], order: [-cluster_hours, workspace_id, warehouse_id], max: 1000}
scope: region
completeness: {lag: 30m}
next: [{ask: cost/warehouse_costs, with: {workspace: workspace_id}}]
---*/
with latest_warehouses as (
  select workspace_id, warehouse_id, warehouse_name, warehouse_size from system.compute.warehouses
  qualify row_number() over (partition by workspace_id, warehouse_id order by change_time desc) = 1
), spans as (
  select workspace_id, warehouse_id, event_type, cluster_count,
         coalesce(unix_timestamp(lead(event_time) over (partition by workspace_id, warehouse_id order by event_time)),
                  unix_timestamp(cast(:to_time as timestamp))) - unix_timestamp(event_time) as seconds
  from system.compute.warehouse_events
  where event_time >= cast(:from_time as timestamp) and event_time < cast(:to_time as timestamp)
)
select s.workspace_id, w.workspace_name, s.warehouse_id, h.warehouse_name,
       sum(case when s.cluster_count > 0 then s.seconds else 0 end) / 3600e0 as running_hours,
       sum(s.cluster_count * s.seconds) / 3600e0 as cluster_hours,
       count_if(s.event_type = 'STARTING') as starts
from spans s
left join latest_warehouses h on h.workspace_id = s.workspace_id and h.warehouse_id = s.warehouse_id
left join system.access.workspaces_latest w on w.workspace_id = s.workspace_id
where (:workspace = 'ALL' or :workspace in (s.workspace_id, w.workspace_name))
  and (:warehouse = 'ALL' or :warehouse in (s.warehouse_id, h.warehouse_name))
group by s.workspace_id, w.workspace_name, s.warehouse_id, h.warehouse_name
order by cluster_hours desc, s.workspace_id, s.warehouse_id
limit 1000
