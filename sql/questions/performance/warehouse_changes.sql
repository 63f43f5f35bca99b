/*---
question: Which warehouses were changed, and how?
variants:
  - Warehouse size changes
  - Who resized a warehouse?
  - History of warehouse settings
not: [cost]
meaning: >
  One row per change of a warehouse in the window whose size or most clusters differ from before; the first description of a warehouse is no change.
parameters:
  from_time: {type: TIMESTAMP, role: window.from, default: now-30d, says: Inclusive start in UTC}
  to_time: {type: TIMESTAMP, role: window.to, default: now, says: Exclusive end in UTC}
  workspace: {type: STRING, role: workspace, default: ALL, says: Workspace name or id}
  warehouse: {type: STRING, role: warehouse, default: ALL, says: Name or id of a warehouse}
columns:
  workspace_id: {type: STRING, is: key}
  workspace_name: {type: STRING, is: label, nullable: true}
  warehouse_id: {type: STRING, is: key}
  warehouse_name: {type: STRING, is: label, nullable: true}
  changed_at: {type: TIMESTAMP, is: key}
  old_size: {type: STRING, is: label, nullable: true}
  new_size: {type: STRING, is: label, nullable: true}
  old_max_clusters: {type: INT, is: label, nullable: true}
  new_max_clusters: {type: INT, is: label, nullable: true}
answer:
  line: '{count change changes} of warehouses {scope}, the latest of {warehouse_name warehouse_id} on {changed_at}[[: size {old_size} to {new_size}]][[, at most {old_max_clusters} to {new_max_clusters} clusters]].'
  none: 'No {any warehouse warehouse} was changed {scope}.'
  exists: true
rows: {key: [workspace_id, warehouse_id, changed_at], order: [-changed_at, workspace_id, warehouse_id], max: 1000}
scope: region
completeness: {lag: 1h}
next: [{ask: performance/latency_change, with: {workspace: workspace_id}}]
---*/
with history as (
  select h.*, lag(warehouse_size) over (partition by workspace_id, warehouse_id order by change_time) as old_size,
         lag(max_clusters) over (partition by workspace_id, warehouse_id order by change_time) as old_max_clusters
  from system.compute.warehouses h
)
select h.workspace_id, w.workspace_name, h.warehouse_id, h.warehouse_name, h.change_time as changed_at,
       h.old_size, h.warehouse_size as new_size, h.old_max_clusters, h.max_clusters as new_max_clusters
from history h
left join system.access.workspaces_latest w on w.workspace_id = h.workspace_id
where h.change_time >= cast(:from_time as timestamp) and h.change_time < cast(:to_time as timestamp)
  and (:workspace = 'ALL' or :workspace in (h.workspace_id, w.workspace_name))
  and (:warehouse = 'ALL' or :warehouse in (h.warehouse_id, h.warehouse_name))
  and h.old_size is not null and (h.old_size <> h.warehouse_size or h.old_max_clusters <> h.max_clusters)
order by h.change_time desc, h.workspace_id, h.warehouse_id
limit 1000
