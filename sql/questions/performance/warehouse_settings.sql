/*---
question: How is each SQL warehouse set up?
variants:
  - What size is each warehouse?
  - Warehouse settings
  - Size, type and auto stop of the warehouses
  - How many clusters can a warehouse scale to?
not: [changed, resize, too small, cost, query wait]
meaning: One row per warehouse that exists by its newest description.
parameters:
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  warehouse: {type: STRING, role: warehouse, default: ALL, says: Name or id of a warehouse}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  warehouse_id: {type: STRING, is: key}
  warehouse_name: {type: STRING, is: label, nullable: true}
  warehouse_size: {type: STRING, is: label, nullable: true}
  warehouse_type: {type: STRING, is: label, nullable: true}
  min_clusters: {type: INT, is: label, nullable: true}
  max_clusters: {type: INT, is: label, nullable: true}
  auto_stop_minutes: {type: INT, is: label, nullable: true, says: 0 or empty for never}
  changed_at: {type: TIMESTAMP, is: time, says: When these settings began}
answer:
  line: '{count warehouse warehouses} {scope}: {names warehouse_name warehouse_id}.'
  one: '{warehouse_name warehouse_id} has the size {warehouse_size}[[, {min_clusters} to {max_clusters} clusters]][[ and an automatic stop after {auto_stop_minutes} minutes]], since {changed_at}.'
  none: 'There is no warehouse {scope}.'
rows: {key: [workspace_id, warehouse_id], order: [workspace_id, warehouse_name, warehouse_id], max: 1000}
scope: region
next: [{ask: performance/warehouse_changes, with: {workspace: workspace_id}}]
---*/
with latest_warehouses as (
  select * from system.compute.warehouses
  qualify row_number() over (partition by workspace_id, warehouse_id order by change_time desc) = 1
)
select h.workspace_id, w.workspace_name, h.warehouse_id, h.warehouse_name, h.warehouse_size, h.warehouse_type,
       h.min_clusters, h.max_clusters, h.auto_stop_minutes, h.change_time as changed_at
from latest_warehouses h
left join system.access.workspaces_latest w on w.workspace_id = h.workspace_id
where h.delete_time is null
  and (:workspace = 'ALL' or :workspace in (h.workspace_id, w.workspace_name))
  and (:warehouse = 'ALL' or :warehouse in (h.warehouse_id, h.warehouse_name))
order by h.workspace_id, h.warehouse_name, h.warehouse_id
limit 1000
